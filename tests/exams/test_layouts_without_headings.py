"""Tables without headings, with lists for answers, or in old files: layouts 11 and 12 of domain §5, and .xls."""

from __future__ import annotations

from pathlib import Path

import pytest

from exams.models import QuestionKind
from tests.factories.layouts import (
    ANSWERS,
    GAS,
    GAS_OPTIONS,
    HELMET,
    HELMET_OPTIONS,
    LIFT,
    MULTIPLE,
    SINGLE,
    TRUE_FALSE,
    in_one_cell,
    read,
)
from tests.factories.old_workbooks import old_workbook
from tests.factories.workbooks import workbook


def lines(*rows: tuple[str, ...], separator: str = ",") -> str:
    return "".join(separator.join(row) + "\r\n" for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_layout_11_has_no_headings_and_any_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = lines(
        ("单选题", GAS, *GAS_OPTIONS, "A"),
        ("多选题", HELMET, *HELMET_OPTIONS, "ABD"),
        ("判断题", LIFT, "正确", "错误", "", "", "B"),
        separator=separator,
    )

    drafts, bad = read(tmp_path, rows.encode(encoding), "题.csv")

    assert bad == []
    assert {draft.stem: (draft.kind, draft.answer) for draft in drafts} == ANSWERS


@pytest.mark.parametrize(
    "order",
    [
        ("stem", "A", "B", "C", "D", "answer", "kind"),
        ("kind", "answer", "stem", "A", "B", "C", "D"),
        ("answer", "stem", "one"),
    ],
)
def test_columns_without_headings_are_told_in_any_order(tmp_path: Path, order: tuple[str, ...]) -> None:
    questions = ((GAS, GAS_OPTIONS, "A", "单选题"), (HELMET, HELMET_OPTIONS, "ABD", "多选题"))
    rows = [
        {
            "stem": stem,
            "answer": answer,
            "kind": kind,
            "one": in_one_cell(options),
            **dict(zip("ABCD", options, strict=True)),
        }
        for stem, options, answer, kind in questions
    ]

    drafts, bad = read(tmp_path, workbook([[row[name] for name in order] for row in rows]))

    assert bad == []
    assert [(draft.kind, draft.answer, len(draft.options)) for draft in drafts] == [
        (SINGLE, ("A",), 4),
        (MULTIPLE, ("A", "B", "D"), 4),
    ]


def test_layout_12_lists_the_texts_of_its_answers(tmp_path: Path) -> None:
    rows = lines(
        ("题目", "选项", "答案"),
        (GAS, "|".join(GAS_OPTIONS), '"[""通风并检测气体""]"'),
        (HELMET, "|".join(HELMET_OPTIONS), '"[""安全帽"",""防尘口罩"",""安全带""]"'),
        (LIFT, "", '"[""错误""]"'),
    )

    drafts, bad = read(tmp_path, rows.encode(), "题.csv")

    assert bad == []
    assert {draft.stem: (draft.kind, draft.answer) for draft in drafts} == ANSWERS


def test_layout_12_without_options_is_filled_in_or_true_or_false(tmp_path: Path) -> None:
    rows = lines(
        ("题目", "答案"),
        ("灭火器压力表的指针应当指在什么颜色？", '"[""绿色""]"'),
        (LIFT, '"[""错误""]"'),
        (HELMET, '"[""安全帽"",""安全带""]"'),
    )

    drafts, bad = read(tmp_path, rows.encode(), "题.csv")

    assert [(draft.kind, draft.answer) for draft in drafts] == [(QuestionKind.FILL, ("绿色",)), (TRUE_FALSE, ("F",))]
    assert [row.place for row in bad] == ["题.csv:题:4"]


def test_an_old_workbook_is_read_like_a_new_one(tmp_path: Path) -> None:
    rows: list[tuple[str | float, ...]] = [
        ("题型", "题目", "A", "B", "C", "D", "答案"),
        ("单选题", GAS, *GAS_OPTIONS, "A"),
        ("判断题", LIFT, "", "", "", "", 0.0),
    ]

    drafts, bad = read(tmp_path, old_workbook(rows), "题.xls")

    assert bad == []
    assert [(draft.kind, draft.answer) for draft in drafts] == [(SINGLE, ("A",)), (TRUE_FALSE, ("F",))]
    assert drafts[1].place == "题.xls:表1:3"


def test_a_new_workbook_with_an_old_ending_is_read_all_the_same(tmp_path: Path) -> None:
    content = workbook([("题目", "A", "B", "答案"), ("先断电还是先救人？", "先断电", "先救人", "A")])

    drafts, _bad = read(tmp_path, content, "题.xls")

    assert [draft.answer for draft in drafts] == [("A",)]
