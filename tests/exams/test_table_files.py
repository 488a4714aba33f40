"""Whole files of questions: what is passed over, what is refused, and in which words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from exams.importing.contents import by_content
from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.formats import read_questions
from exams.importing.tables import UnknownColumns, read_sheet, recognise
from organizations.archives import BadFile
from organizations.spreadsheets import Sheet
from tests.factories.old_workbooks import old_workbook
from tests.factories.workbooks import saved, workbook

pytestmark = pytest.mark.usefixtures("in_english")

HEADINGS = ("题型", "题目", "A", "B", "答案")
GOOD = ("单选题", "发现险情先怎么办？", "撤离", "继续干", "A")


def read(folder: Path, content: bytes, name: str = "题.xlsx") -> tuple[list[QuestionDraft], list[BadRow]]:
    return read_questions(saved(folder, content, name), filename=name)


def refusal(folder: Path, content: bytes, name: str = "题.xlsx") -> str:
    with pytest.raises(BadFile) as refused:
        read(folder, content, name)
    assert name in str(refused.value)
    return str(refused.value)


def changed(content: bytes, change: object) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book)  # type: ignore[operator]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_sheets_beside_the_questions_are_passed_over(tmp_path: Path) -> None:
    beside = [("姓名", "负责"), ("安贵生", "一到五十题"), ("常守义", "五十题以后")]
    advice = [
        ("栏目", "怎么填"),
        ("题型", "写单选题、多选题或者判断题，不要写别的"),
        ("答案", "只写字母，不要写选项的文字"),
    ]

    drafts, bad = read(
        tmp_path, workbook([], [HEADINGS, GOOD], beside, advice, names=("空", "题", "任务分配", "填写说明"))
    )

    assert (len(drafts), bad) == (1, [])


def test_a_sheet_that_may_hold_questions_but_was_not_understood_is_named(tmp_path: Path) -> None:
    unclear = [("高处作业要系好安全带，低挂高用。", 1), ("吊装时人员应当离开吊物下方。", 0)]

    drafts, (bad,) = read(tmp_path, workbook([HEADINGS, GOOD], unclear))

    assert len(drafts) == 1
    assert bad.place == "题.xlsx:表2:1"
    assert "Nothing of this sheet was read" in bad.reason


def test_a_hidden_sheet_of_questions_is_not_brought_in_but_named(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        book["旧题"].sheet_state = "hidden"

    content = workbook([HEADINGS, GOOD], [HEADINGS, ("单选题", "旧题？", "甲", "乙", "A")], names=("新题", "旧题"))
    drafts, (bad,) = read(tmp_path, changed(content, hide))

    assert [draft.stem for draft in drafts] == [GOOD[1]]
    assert (bad.place, "hidden" in bad.reason) == ("题.xlsx:旧题:1", True)


def test_a_merged_cell_says_the_kind_of_all_its_rows(tmp_path: Path) -> None:
    def merge(book: Workbook) -> None:
        book.worksheets[0].merge_cells("A2:A3")

    rows = [HEADINGS, ("判断题", "甲？", "", "", "对"), ("", "乙？", "", "", "B"), ("单选题", "丙？", "一", "二", "B")]
    drafts, bad = read(tmp_path, changed(workbook(rows), merge))

    assert bad == []
    assert [draft.kind for draft in drafts] == ["true_false", "true_false", "single"]


def test_a_percentage_is_read_as_a_person_sees_it(tmp_path: Path) -> None:
    def as_percent(book: Workbook) -> None:
        for cell in ("C2", "D2"):
            book.worksheets[0][cell].number_format = "0.0%"

    drafts, _bad = read(
        tmp_path, changed(workbook([HEADINGS, ("单选题", "氧含量低于多少不得进入？", 0.195, 0.1, "A")]), as_percent)
    )

    assert [text for _key, text in drafts[0].options] == ["19.5%", "10%"]


def test_a_formula_that_was_never_worked_out_is_an_empty_cell(tmp_path: Path) -> None:
    _drafts, (bad,) = read(tmp_path, workbook([HEADINGS, GOOD, ("单选题", "怎么办？", "甲", "乙", '="A"')]))

    assert "answer is missing" in bad.reason


def test_a_file_of_headings_alone_holds_no_questions(tmp_path: Path) -> None:
    assert "holds no questions" in refusal(tmp_path, workbook([HEADINGS]))


@pytest.mark.parametrize("name", ["~$题.xlsx", "~$题.xls", "~$题.csv"])
def test_a_lock_file_is_refused(tmp_path: Path, name: str) -> None:
    assert "lock file" in refusal(tmp_path, b"\x05abc", name)


def test_an_ending_that_nobody_reads_is_refused_with_those_that_are_read(tmp_path: Path) -> None:
    assert ".csv" in refusal(tmp_path, b"x", "题.exe")


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    with override_settings(QUESTION_FILE_MAX_BYTES=1000):
        assert "more than" in refusal(tmp_path, b"x" * 1001, "题.csv")


def test_macros_in_an_old_workbook_are_refused(tmp_path: Path) -> None:
    content = old_workbook([HEADINGS, GOOD]) + "_VBA_PROJECT".encode("utf-16-le")

    assert "macros" in refusal(tmp_path, content, "题.xls")


def test_a_stray_cell_in_the_last_corner_is_refused_and_not_given_memory(tmp_path: Path) -> None:
    def stray(book: Workbook) -> None:
        book.worksheets[0]["XFD1048576"] = "x"

    assert "row 1048576" in refusal(tmp_path, changed(workbook([HEADINGS, GOOD]), stray))


def test_a_million_rows_are_refused(tmp_path: Path) -> None:
    rows = "题型,题目,A,B,答案\n" + "判断题,能站人吗？,,,对\n" * 100_001

    assert "100000 rows" in refusal(tmp_path, rows.encode(), "题.csv")


def test_formats_far_below_the_last_question_do_no_harm(tmp_path: Path) -> None:
    def colour(book: Workbook) -> None:
        book.worksheets[0]["C500000"].number_format = "0.00"

    drafts, bad = read(tmp_path, changed(workbook([HEADINGS, GOOD]), colour))

    assert (len(drafts), bad) == (1, [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\r\n,,\r\n", "empty"),
        (b"\xff\xff\x00\x01\x81", "text"),
        ('题目,答案\n"甲？,对\n'.encode() + b"x,y\n" * 60, "quotation"),
    ],
)
def test_a_csv_file_that_is_none_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in refusal(tmp_path, content, "题.csv")


def test_the_rows_of_a_csv_file_are_counted_as_excel_counts_them(tmp_path: Path) -> None:
    rows = '题型,题目,选项,答案\n单选题,怎么办？,"A.撤离\nB.继续干",A\n\n单选题,穿什么？,"A.工鞋\nB.拖鞋",C\n'

    drafts, bad = read(tmp_path, rows.encode("gb18030"), "单选.csv")

    assert len(drafts) == 1
    assert [row.place for row in bad] == ["单选.csv:单选:4"]


def test_semicolons_inside_the_options_do_not_part_the_columns(tmp_path: Path) -> None:
    rows = "题型,题目,选项,答案\n单选题,怎么办？,A.撤离;B.继续干;C.等人;D.喊人;E.睡觉,A\n"

    drafts, _bad = read(tmp_path, rows.encode(), "题.csv")

    assert [len(draft.options) for draft in drafts] == [5]


def test_a_file_that_cannot_be_told_asks_with_its_first_rows(tmp_path: Path) -> None:
    rows = [(f"第{number}种情况下应当怎样处置？", "撤离", "继续干", "等人来") for number in range(1, 20)]

    with pytest.raises(UnknownColumns) as asked:
        read(tmp_path, workbook(rows))

    (sheet,) = asked.value.sheets
    assert (sheet.name, len(sheet.rows), sheet.rows[0]) == ("表1", 8, (1, rows[0]))
    assert sheet.guess.fields == {"stem": 0}


def test_headings_that_leave_the_options_unknown_are_asked_about(tmp_path: Path) -> None:
    rows = [
        ("题目", "方案甲", "方案乙", "答案"),
        *((f"第{number}种险情先怎么办？", "撤离", "继续干", "A") for number in range(9)),
    ]

    with pytest.raises(UnknownColumns) as asked:
        read(tmp_path, workbook(rows))

    assert asked.value.sheets[0].guess.fields == {"stem": 0, "answer": 3}


WORDS = ("题目", "题型", "答案", "A", "选项1", "isCorrect1", "图片", "单选题", "发现险情先怎么办？")
CELLS = st.sampled_from((*WORDS, "", "2", "对", "A.一B.二", "##", '["对"]', "[", "±")) | st.text(max_size=8)


@given(rows=st.lists(st.lists(CELLS, max_size=7).map(tuple), min_size=1, max_size=12))
def test_no_table_breaks_the_reading(rows: list[tuple[str, ...]]) -> None:
    sheet = Sheet("表", 1, tuple(rows))
    guess = recognise(sheet) or by_content(sheet)

    for found in read_sheet(sheet, guess.columns, filename="题.xlsx"):
        assert isinstance(found, QuestionDraft) or found.reason
