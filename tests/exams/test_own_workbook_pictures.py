"""Pictures that somebody has laid over the rows of our own Excel file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from openpyxl.drawing.image import Image

from tests.factories.own_workbooks import CHOICE, HEADINGS, Edit, Found
from tests.factories.pictures import a_picture_file


def lay(*cells: tuple[str, int]) -> Edit:
    """Lay a picture over the cell in the column with that heading, of that row."""

    def edit(workbook: openpyxl.Workbook) -> None:
        for heading, row in cells:
            at = workbook.active.cell(row, HEADINGS.index(heading) + 1).coordinate
            workbook.active.add_image(Image(BytesIO(a_picture_file())), at)

    return edit


def test_pictures_laid_over_an_exported_row_come_with_its_question(edited: Callable[..., Found]) -> None:
    [draft], bad = edited(lay(("题目内容", 1), ("题目内容", 2), ("选项B", 2)))

    assert bad == []
    assert [picture.place for picture in draft.pictures] == ["", "B"]
    assert replace(draft, place="", pictures=()) == CHOICE


@pytest.mark.parametrize("cells", [[("答案", 2)], [("题目内容", 2), ("题目内容", 2)]], ids=["answer", "two"])
def test_a_picture_over_an_exported_row_that_can_not_be_placed_is_named(
    edited: Callable[..., Found], cells: list[tuple[str, int]]
) -> None:
    drafts, [bad] = edited(lay(*cells))

    assert drafts == []
    assert bad.place.endswith(":2")


def test_a_picture_below_the_exported_rows_is_named(edited: Callable[..., Found]) -> None:
    [_draft], [bad] = edited(lay(("题目内容", 9)))
    assert bad.place.endswith(":9")
