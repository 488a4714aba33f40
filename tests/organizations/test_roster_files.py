"""What is read of a roster, and which files are sent back with a sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from organizations.archives import BadFile
from organizations.models import Employment
from organizations.roster.layout import RosterRow, read_roster
from organizations.spreadsheets import read_workbook
from tests.factories.workbooks import roster, saved, with_member, workbook, zip_bomb


def read(folder: Path, content: bytes, name: str = "花名册.xlsx") -> tuple[list[RosterRow], list[tuple[int, str]]]:
    good, bad = read_roster(read_workbook(saved(folder, content, name), filename=name), filename=name)
    return good, [(row.number, row.reason) for row in bad]


def refusal(folder: Path, content: bytes, name: str = "花名册.xlsx") -> str:
    with pytest.raises(BadFile) as refused:
        read(folder, content, name)
    return str(refused.value)


def test_columns_may_stand_in_any_order_under_any_of_their_usual_names(tmp_path: Path) -> None:
    headings = ("入矿日期", "所属班组", "用工性质", "员工编号", "联系电话", "工种", "员工姓名", "部门")
    row = ("2021-05-06", "一班", "劳务派遣", "0213", "13812345678", "爆破工", "安贵生", "采矿车间")

    good, bad = read(tmp_path, roster(row, headings=headings))

    assert bad == []
    assert good == [
        RosterRow(
            number=2,
            name="安贵生",
            employee_no="0213",
            phone="13812345678",
            workshop="采矿车间",
            team="一班",
            post="爆破工",
            employment=Employment.DISPATCHED,
            started_on=date(2021, 5, 6),
        )
    ]


def test_a_title_above_the_headings_does_no_harm_and_row_numbers_are_those_of_excel(tmp_path: Path) -> None:
    rows = [["石岭沟铁矿花名册"], [], ["姓名", "工号", "班组"], ["安贵生", "1", "一班"], ["", "2", "一班"]]

    good, bad = read(tmp_path, workbook(rows))

    assert [row.number for row in good] == [4]
    assert bad == [(5, "姓名：没有填。")]


def test_a_number_that_excel_took_for_a_figure_and_a_date_it_took_for_a_date_are_read_as_seen(tmp_path: Path) -> None:
    headings = ("姓名", "工号", "班组", "手机号", "入职日期")

    good, bad = read(tmp_path, roster(["安贵生", 217, "一班", 13812345678, date(2020, 3, 4)], headings=headings))

    assert bad == []
    assert (good[0].employee_no, good[0].phone, good[0].started_on) == ("217", "13812345678", date(2020, 3, 4))


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["", "1", "", "", "一班"], "姓名"),
        (["甲", "", "", "", "一班"], "工号"),
        (["甲", "1", "123", "", "一班"], "手机号"),
    ],
)
def test_a_bad_cell_names_its_column(tmp_path: Path, cells: list[str], column: str) -> None:
    good, bad = read(tmp_path, roster(cells))

    assert good == []
    assert bad[0][0] == 2
    assert bad[0][1].startswith(column)


def test_an_impossible_day_of_entry_is_named(tmp_path: Path) -> None:
    _good, bad = read(
        tmp_path, roster(["甲", "1", "一班", "2024-02-30"], headings=("姓名", "工号", "班组", "入职日期"))
    )

    assert "2024-02-30" in bad[0][1]


def test_of_two_people_with_one_phone_both_rows_are_bad(tmp_path: Path) -> None:
    good, bad = read(
        tmp_path,
        roster(
            ["甲", "1", "13812345678", "", "一班"], ["乙", "2", "13812345678", "", "一班"], ["丙", "3", "", "", "一班"]
        ),
    )

    assert [row.name for row in good] == ["丙"]
    assert [number for number, _reason in bad] == [2, 3]
    assert all("13812345678" in reason for _number, reason in bad)


def test_of_two_people_with_one_employee_number_both_rows_are_bad(tmp_path: Path) -> None:
    good, bad = read(tmp_path, roster(["甲", "1", "", "", "一班"], ["乙", "1", "", "", "一班"]))

    assert good == []
    assert [number for number, _reason in bad] == [2, 3]


def test_a_missing_column_is_named_with_the_file(tmp_path: Path) -> None:
    said = refusal(tmp_path, roster(["甲", "1"], headings=("姓名", "工号")))

    assert "班组" in said
    assert "花名册.xlsx" in said


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    assert "花名册.xlsx" in refusal(tmp_path, workbook())


@pytest.mark.parametrize("name", ["花名册.xls", "花名册.csv", "花名册.pdf", "~$花名册.xlsx"])
def test_a_file_of_another_kind_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    assert name in refusal(tmp_path, b"anything", name)


def test_a_file_that_only_calls_itself_a_workbook_is_refused(tmp_path: Path) -> None:
    assert "花名册.xlsx" in refusal(tmp_path, b"%PDF-1.7 this is no workbook")


def test_a_container_that_holds_no_workbook_is_refused(tmp_path: Path) -> None:
    content = workbook([["姓名"]])

    assert "花名册.xlsx" in refusal(tmp_path, content[: len(content) // 2] + content[len(content) // 2 + 40 :])


def test_a_workbook_with_macros_is_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, with_member(roster(["甲", "1", "", "", "一班"]), "xl/vbaProject.bin", b"macro"))

    assert "宏" in said


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = zip_bomb()

    assert len(bomb) < 200_000
    assert "花名册.xlsx" in refusal(tmp_path, bomb)
