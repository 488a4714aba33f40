"""Base amounts come in a table: all of it, or nothing and every bad row by its name."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from exams.models import BonusBase
from exams.services.bonus_bases import BadBases, Brought, bring_bases
from organizations.archives import BadFile
from organizations.models import AuditEntry, User
from tests.factories.bonus import MARCH, a_team_of_three, counted
from tests.factories.organizations import County, desk_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("people")]


@pytest.fixture
def people(county: County) -> None:
    a_team_of_three(county)


def workbook(*rows: tuple[object, ...], heading: tuple[str, ...] = ("工号", "姓名", "奖金基数（元）")) -> Brought:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("三月奖金基数",), heading, *rows):
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return Brought("基数.xlsx", file.getvalue())


def bring(county: County, by: User, brought: Brought) -> int:
    return bring_bases(enterprise=county.enterprise, month=MARCH, brought=brought, by=by)


def known() -> dict[str, Decimal]:
    return dict(BonusBase.objects.values_list("worker__name", "yuan"))


def test_a_table_gives_the_sheet_its_yuan(county: County, officer: User) -> None:
    assert bring(county, officer, workbook(("000", "安贵生", 400), ("001", "白玉林", "350.50元"))) == 2

    lines = {line.name: line.amount for line in counted(county, officer).lines.all()}
    assert lines == {"安贵生": Decimal("420.00"), "白玉林": Decimal("332.98"), "成志强": None}
    assert AuditEntry.objects.get(action="bonus.bases").detail == {"month": "2024-03", "people": 2}


def test_a_csv_as_wps_saves_it_will_do(county: County, officer: User) -> None:
    bring(county, officer, Brought("基数.csv", "工号,基数\n000,400\n001,1200.50\n".encode("gb18030")))

    assert known() == {"安贵生": Decimal(400), "白玉林": Decimal("1200.50")}


def test_a_second_table_takes_the_place_of_the_first_for_whom_it_names(county: County, officer: User) -> None:
    bring(county, officer, workbook(("000", "", 400), ("001", "", 400)))
    bring(county, officer, workbook(("001", "", 0)))

    assert known() == {"安贵生": Decimal(400), "白玉林": Decimal(0)}


@pytest.mark.parametrize("written", ["-400", "(400)", "四百", "400.123", "", "1e5", "9999999"])
def test_one_bad_amount_and_nothing_is_taken(county: County, officer: User, written: str) -> None:
    with pytest.raises(BadBases) as refusal:
        bring(county, officer, workbook(("000", "", 400), ("001", "", written)))

    [bad] = refusal.value.rows
    assert bad.number == 4
    assert "基数" in bad.reason
    assert "基数.xlsx" in str(refusal.value)
    assert known() == {}


def test_a_number_that_nobody_has_and_one_that_stands_twice_are_named(county: County, officer: User) -> None:
    with pytest.raises(BadBases) as refusal:
        bring(county, officer, workbook(("000", "", 400), ("000", "", 500), ("999", "", 400)))

    assert [bad.number for bad in refusal.value.rows] == [3, 4, 5]
    assert "999" in refusal.value.rows[-1].reason


def test_a_table_without_the_columns_says_which_are_needed(county: County, officer: User) -> None:
    with pytest.raises(BadFile, match="工号"):
        bring(county, officer, workbook(("000", 400), heading=("代码", "数")))


def test_what_is_no_table_is_refused_by_its_name(county: County, officer: User) -> None:
    with pytest.raises(BadFile, match=r"基数\.xlsx"):
        bring(county, officer, Brought("基数.xlsx", b"no table"))


def test_the_page_names_the_bad_rows_and_takes_the_mended_table(county: County, officer: User) -> None:
    client, page = desk_of(officer), "/desk/bonus/NEAR/2024-03/bases/"
    bad, good = workbook(("000", "", -1)), workbook(("000", "", 400))

    refused = client.post(page, {"file": _upload(bad)})
    taken = client.post(page, {"file": _upload(good)})

    assert refused.status_code == 422
    assert [row.number for row in refused.context["bad"]] == [3]
    assert taken["Location"] == "/desk/bonus/NEAR/2024-03/"
    assert known() == {"安贵生": Decimal(400)}


def _upload(brought: Brought) -> BytesIO:
    file = BytesIO(brought.content)
    file.name = brought.filename
    return file
