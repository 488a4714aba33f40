"""Pictures of steps come along with a file of procedures, made light, into the enterprise's own collection."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
import pytest
from docx.shared import Mm
from openpyxl import Workbook
from openpyxl.drawing.image import Image as Laid

from courses.models import LectureSectionPage, Picture, Procedure, ProcedureStep
from organizations.models import ImportState
from tests.courses.test_procedure_files import HEADING, checked, written
from tests.factories.organizations import County, PostFactory
from tests.factories.pictures import a_picture_file, drawn, picture_bomb, saved
from tests.factories.procedures import holder_of

pytestmark = pytest.mark.django_db
ACTIONS = ("敲帮问顶", "打锚杆眼")


@pytest.fixture(autouse=True)
def _held(county: County) -> None:
    holder_of(county.team, PostFactory(name="支护工"))


def document(*pictures: bytes, actions: Sequence[str] = ACTIONS, alt: str = "") -> bytes:
    """Return a Word file with a table of these steps; the pictures stand in the last column of the first one."""
    made, file = docx.Document(), BytesIO()
    made.add_paragraph("支护工岗位安全操作规程")
    table = made.add_table(1 + len(actions), 4)
    for place, text in enumerate(("作业内容", "危险", "标准", "图片")):
        table.cell(0, place).text = text
    for row, action in enumerate(actions, 1):
        for place, words in enumerate((action, "顶板掉块", "逐块敲到")):
            table.cell(row, place).text = words
    for picture in pictures:
        shown = table.cell(1, 3).paragraphs[0].add_run().add_picture(BytesIO(picture), width=Mm(30))
        if alt:
            shown._inline.docPr.set("descr", alt)
    made.save(file)
    return file.getvalue()


def workbook(*rows: int) -> bytes:
    """Return an Excel file with a picture laid over each of these rows; 2 and 3 are those of the steps."""
    book, file = Workbook(), BytesIO()
    book.active.append(HEADING)
    for action in ACTIONS:
        book.active.append(("支护工", "", action))
    for row in rows:
        book.active.add_image(Laid(BytesIO(a_picture_file())), f"J{row}")
    book.save(file)
    return file.getvalue()


def steps() -> list[ProcedureStep]:
    newest = Procedure.objects.get().versions.order_by("-number")[0]
    return list(ProcedureStep.objects.filter(version=newest))


def test_a_picture_in_the_row_of_a_word_table_is_that_steps_picture(county: County) -> None:
    picture = saved(drawn((3000, 2000)), "JPEG")

    brought = checked(county, document(picture, alt="顶板上的浮石"), "规程.docx")
    assert [row[:4] for row in brought.report["samples"]["begun"]] == [["支护工", 2, 0, 1]]
    assert not Picture.objects.exists()
    assert written(brought).state == ImportState.DONE

    first, second = steps()
    assert second.picture is None
    kept = Picture.objects.get()
    assert first.picture == kept
    assert (kept.width, kept.alt, kept.title) == (1200, "顶板上的浮石", "支护工：敲帮问顶")
    assert kept.file.name.endswith(".webp")
    assert kept.collection == LectureSectionPage.objects.get(unit=county.enterprise).collection


def test_a_picture_laid_over_a_row_of_a_workbook_comes_along(county: County) -> None:
    written(checked(county, workbook(3)))

    assert [step.picture is not None for step in steps()] == [False, True]


def test_the_same_file_again_changes_nothing_and_another_picture_does(county: County) -> None:
    written(checked(county, document(a_picture_file()), "规程.docx"))

    again = checked(county, document(a_picture_file()), "规程.docx")
    other = checked(county, document(a_picture_file(colour="tomato")), "规程.docx")

    assert (again.report["counts"]["unchanged"], other.report["counts"]["drafted"]) == (1, 1)


def test_a_step_that_comes_without_a_picture_keeps_the_one_it_has(county: County) -> None:
    written(checked(county, document(a_picture_file()), "规程.docx"))
    [before, _second] = steps()

    written(checked(county, document(actions=(*ACTIONS, "清理现场")), "规程.docx"))

    assert [step.picture_id for step in steps()] == [before.picture_id, None, None]


def test_one_picture_at_two_steps_is_kept_once(county: County) -> None:
    written(checked(county, workbook(2, 3)))

    assert Picture.objects.get() == steps()[0].picture == steps()[1].picture


@pytest.mark.parametrize("pictures", [(a_picture_file(), a_picture_file(colour="tomato")), (picture_bomb(),)])
def test_a_picture_that_can_not_be_taken_makes_a_bad_row(county: County, pictures: tuple[bytes, ...]) -> None:
    brought = checked(county, document(*pictures), "规程.docx")

    [(place, reason)] = brought.report["bad"]
    assert "规程.docx" in place
    assert reason.startswith("图片")
    assert brought.report["counts"]["begun"] == 0


def test_a_picture_beside_no_step_is_named(county: County) -> None:
    [(place, reason)] = checked(county, workbook(2, 9)).report["bad"]

    assert "9" in place
    assert reason.startswith("图片")


def test_a_picture_above_the_headings_belongs_to_nobody(county: County) -> None:
    assert checked(county, workbook(1)).report["bad"] == []
