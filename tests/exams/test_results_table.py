"""The results as an Excel file: complete, readable, and harmless."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from exams.models import Exam
from organizations.excel import MOMENT, POINTS, Column, Table, Value, workbook_bytes
from organizations.models import AuditEntry, Role
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory, UserFactory, desk_of, staff


@pytest.fixture
def exam(county: County) -> Exam:
    held: Exam = ExamFactory(over=True, title="三月安全考试")
    for name, fields in (("安贵生", {"graded": True, "score": Decimal("92.5")}), ("=1+1", {})):
        place = MembershipFactory(unit=county.team, user=UserFactory(name=name), employee_no=f"0{len(name)}")
        AttemptFactory(exam=held, membership=place, **fields)
    AttemptFactory(exam=held, membership=MembershipFactory(unit=county.neighbour_team), graded=True)
    return held


def cells(content: bytes) -> list[list[object]]:
    """Return the rows of the first sheet as a spreadsheet program would read them."""
    return [list(row) for row in CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()]


def downloaded(county: County, exam: Exam) -> bytes:
    response = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(f"/desk/exams/{exam.pk}/results.xlsx")
    return b"".join(response)


@pytest.mark.django_db
def test_the_file_holds_ones_own_people_with_their_results(county: County, exam: Exam) -> None:
    people = [row for row in cells(downloaded(county, exam)) if row[0] == county.enterprise.name]

    assert [row[2:4] + row[5:6] for row in people] == [["03", "安贵生", 92.5], ["04", "=1+1", ""]]


@pytest.mark.django_db
def test_the_file_is_named_after_the_exam_and_kept_by_nobody_between(county: County, exam: Exam) -> None:
    response = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(f"/desk/exams/{exam.pk}/results.xlsx")

    assert "%E4%B8%89%E6%9C%88" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_that_results_left_the_house_is_in_the_record(county: County, exam: Exam) -> None:
    downloaded(county, exam)

    entry = AuditEntry.objects.get(action="results.export")
    assert entry.subject == f"exams.exam:{exam.pk}"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "#N/A", "=HYPERLINK(1)"])
def test_what_looks_like_a_formula_is_written_as_text(text: str, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(workbook_bytes([Table("表", "标题", [Column("姓名", 10)], [[text]])]))

    cell = openpyxl.load_workbook(path).active["A3"]

    assert (cell.data_type, cell.value.strip()) == ("s", text.strip())


def test_such_a_text_stays_one_when_the_cell_is_edited() -> None:
    table = Table("表", "标题", [Column("姓名", 10)], [["=1+1"], ["安贵生"]])

    sheet = openpyxl.load_workbook(BytesIO(workbook_bytes([table]))).active

    assert (sheet["A3"].quotePrefix, sheet["A4"].quotePrefix) == (True, False)


def test_the_heading_stays_in_sight_and_is_repeated_on_paper() -> None:
    table = Table("表", "标题", [Column("姓名", 10)], [["安"]], above=["一", "二"])

    sheet = openpyxl.load_workbook(BytesIO(workbook_bytes([table]))).active

    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.column_dimensions["A"].width == 10


def test_figures_are_figures_and_moments_are_the_clock_on_the_wall() -> None:
    columns = [Column("成绩", 8, POINTS), Column("时间", 16, MOMENT)]
    row: list[Value] = [Decimal("92.50"), datetime(2024, 3, 4, 6, 30, tzinfo=UTC)]

    sheet = openpyxl.load_workbook(BytesIO(workbook_bytes([Table("表", "标题", columns, [row])]))).active

    assert (sheet["A3"].value, sheet["A3"].number_format) == (92.5, "0.00")
    assert sheet["B3"].value == datetime(2024, 3, 4, 14, 30)  # noqa: DTZ001  (Excel knows no zones)


def test_letters_that_no_file_may_hold_are_left_out() -> None:
    content = workbook_bytes([Table("一/二:三", "标题", [Column("姓名", 10)], [["安\x00\x0b贵"]])])

    sheet = openpyxl.load_workbook(BytesIO(content)).active

    assert (sheet.title, sheet["A3"].value) == ("一·二·三", "安贵")
