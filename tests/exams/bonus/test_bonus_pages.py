"""The bonus at the desk: for the enterprise, for nobody above it and nobody beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from exams.models import Exam
from organizations.models import AuditEntry, Role, User
from tests.factories.bonus import a_shown_sheet, an_appeal
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import (
    County,
    MembershipFactory,
    UserFactory,
    desk_of,
    phone_of,
    staff,
)

pytestmark = pytest.mark.django_db
SHEET, FILE = "/desk/bonus/NEAR/2024-03/", "/desk/bonus/NEAR/2024-03/sheet.xlsx"


@pytest.fixture(autouse=True)
def exam(county: County) -> Exam:
    held: Exam = ExamFactory(over=True, bonus_month=date(2024, 3, 1), title="三月安全考试")
    for team, name, score in (
        (county.team, "安贵生", 95),
        (county.team, "=2+3", 85),
        (county.neighbour_team, "邻家人", 70),
    ):
        place = MembershipFactory(unit=team, user=UserFactory(name=name))
        AttemptFactory(exam=held, membership=place, graded=True, score=Decimal(score))
    return held


@pytest.mark.parametrize("role", [Role.SAFETY_OFFICER, Role.ENTERPRISE_HEAD])
@pytest.mark.parametrize("address", ["/desk/bonus/", SHEET, FILE])
def test_the_enterprise_reaches_its_sheet(address: str, role: Role, county: County) -> None:
    assert desk_of(staff(role, county.enterprise)).get(address).status_code == 200


@pytest.mark.parametrize("address", [SHEET, FILE])
def test_the_neighbour_does_not_find_it(address: str, county: County) -> None:
    assert desk_of(staff(Role.ENTERPRISE_HEAD, county.neighbour)).get(address).status_code == 404


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.BUREAU_ADMIN, "bureau"),
        (Role.INSPECTOR, "bureau"),
        (Role.CURATOR, "bureau"),
        (Role.TOWN_OFFICER, "town"),
        (Role.TEAM_LEADER, "team"),
        (Role.JUDGE, "enterprise"),
    ],
)
@pytest.mark.parametrize("address", ["/desk/bonus/", SHEET, FILE])
def test_nobody_else_reaches_any_sheet(address: str, role: Role, place: str, county: County) -> None:
    assert desk_of(staff(role, getattr(county, place))).get(address).status_code == 403


@pytest.mark.parametrize("address", ["/desk/bonus/", SHEET, FILE])
def test_not_even_a_superuser_sees_a_bonus(address: str) -> None:
    assert desk_of(UserFactory(is_superuser=True)).get(address).status_code == 403


@pytest.mark.parametrize("address", ["/desk/bonus/", SHEET, FILE])
def test_a_pin_is_not_enough(address: str, county: County) -> None:
    response = phone_of(staff(Role.ENTERPRISE_HEAD, county.enterprise)).get(address)

    assert response["Location"].startswith("/sign-in/staff/")


@pytest.mark.parametrize("month", ["2024-13", "2024-00", "0000-01"])
def test_a_month_that_is_none_is_not_found(month: str, county: County) -> None:
    client = desk_of(staff(Role.ENTERPRISE_HEAD, county.enterprise))

    assert client.get(f"/desk/bonus/NEAR/{month}/").status_code == 404


def test_a_month_without_an_exam_says_so(county: County) -> None:
    page = desk_of(staff(Role.ENTERPRISE_HEAD, county.enterprise)).get("/desk/bonus/NEAR/2024-04/")

    assert page.status_code == 404
    assert "2024-04" in page.content.decode()


def test_the_page_shows_the_team_the_rule_and_no_yuan(county: County) -> None:
    page = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(SHEET)
    text = page.content.decode()

    assert [line.name for line in page.context["lines"]] == ["安贵生", "=2+3"]
    assert "邻家人" not in text
    assert "1.10" in text
    assert _("Coefficients only: no yuan. What they are multiplied with, the enterprise knows.") in text
    assert page.context["sheet"].mark in text


def test_the_file_can_be_read_and_holds_the_lines_and_the_mark(county: County) -> None:
    client = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    mark = client.get(SHEET).context["sheet"].mark
    response = client.get(FILE)

    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(response)))
    people, teams = (book.get_sheet_by_index(number).to_python() for number in range(2))

    assert [row[1:4] + row[5:8] for row in people if "安贵生" in row] == [
        ["安贵生", county.team.name, 95.0, 1.1, 1.05, 1.16]
    ]
    assert [row[:8] for row in teams if row[0] == county.team.name] == [
        [county.team.name, 2.0, 2.0, 2.0, 90.0, 100.0, 100.0, 1.05]
    ]
    assert mark in str(people[-1][0])
    assert "2024" in str(people[0][0])
    assert AuditEntry.objects.get(action="bonus.export").detail["mark"] == mark


def test_the_file_shows_two_places_and_computes_nothing(county: County) -> None:
    response = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(FILE)

    sheet = openpyxl.load_workbook(BytesIO(b"".join(response))).worksheets[0]
    rows = [row for row in sheet.iter_rows() if row[1].value in {"安贵生", "=2+3"}]

    assert {cell.number_format for row in rows for cell in row[5:8]} == {"0.00"}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_an_invented_enterprise_says_so_in_the_file(county: County) -> None:
    county.enterprise.is_demo = True
    county.enterprise.save()
    response = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(FILE)

    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(response))).get_sheet_by_index(0).to_python()

    assert rows[1][0] == _("Demonstration: this enterprise and its figures are invented.")


def test_an_appeal_leads_to_the_exams_and_the_excuses_that_it_may_be_about(county: County, exam: Exam) -> None:
    worker = User.objects.get(name="安贵生")
    appeal = an_appeal(a_shown_sheet(county.enterprise, worker), worker)

    page = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(f"/desk/bonus/appeals/{appeal.pk}/")

    for there in ("exams:desk_results", "exams:absences"):
        assert reverse(there, args=(exam.pk,)) in page.content.decode()
