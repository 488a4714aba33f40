"""What the bonus owes stands on the overview of who has to do it, and in the list of months."""

from __future__ import annotations

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.bonus.desk import months_at_desk
from exams.bonus.owed import Wait, owed_by
from exams.models import AppealOutcome, BonusSheet, Exam, SignedAs
from exams.services.bonus_appeals import answer_appeal
from exams.services.bonus_sheets import begin_supplement, publish_sheet
from exams.services.bonus_touched import touch_by_exam
from organizations.models import Membership, Role, Unit, User
from tests.factories.bonus import (
    MARCH,
    after_the_window,
    an_appeal,
    base_of,
    counted,
    locked,
    march_exam,
    sign,
    sit_for,
)
from tests.factories.organizations import County, desk_of, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("near_march")]


@pytest.fixture
def near_march() -> object:
    with time_machine.travel("2024-04-01 09:30"):
        yield


@pytest.fixture
def sheet(county: County, people: dict[str, Membership], officer: User) -> BonusSheet:
    return counted(county, officer)


def waits(user: User) -> list[Wait]:
    return [one.wait for one in owed_by(user)]


def marks(user: User) -> list[Wait]:
    [line] = months_at_desk(Unit.objects.enterprises(), user)
    return [mark.wait for mark in line.marks]


def test_a_month_whose_exams_are_over_waits_for_its_count(
    county: County, people: dict[str, Membership], officer: User, boss: User
) -> None:
    assert (waits(officer), waits(boss)) == ([Wait.COUNT], [])
    still_open = march_exam(county, over=False)
    sit_for(still_open, people["安贵生"], None)

    assert waits(officer) == []


def test_a_month_of_years_ago_is_not_asked_for(people: dict[str, Membership], officer: User) -> None:
    with time_machine.travel("2025-06-01"):
        assert waits(officer) == []


def test_a_counted_sheet_waits_to_be_shown(sheet: BonusSheet, officer: User, boss: User) -> None:
    assert (waits(officer), waits(boss)) == ([Wait.SHOW], [])


def test_a_sheet_that_was_counted_too_early_waits_for_the_last_exam_and_then_for_a_count(
    county: County, people: dict[str, Membership], officer: User
) -> None:
    still_open = march_exam(county, over=False)
    sit_for(still_open, people["安贵生"], None)
    counted(county, officer)
    assert waits(officer) == []

    Exam.objects.filter(pk=still_open.pk).update(state="closed")

    assert waits(officer) == [Wait.COUNT_AGAIN]


def test_a_shown_sheet_waits_for_nobody_until_the_time_for_appeals_is_over(
    sheet: BonusSheet, officer: User, boss: User
) -> None:
    publish_sheet(sheet=sheet, by=officer)
    assert waits(officer) == []

    with after_the_window(sheet):
        assert (waits(officer), waits(boss)) == ([Wait.SIGN], [])
        assert (marks(officer), marks(boss)) == ([Wait.SIGN], [])


def test_an_appeal_waits_for_the_officer_and_an_upheld_one_for_a_count(
    sheet: BonusSheet, people: dict[str, Membership], officer: User, boss: User
) -> None:
    appeal = an_appeal(publish_sheet(sheet=sheet, by=officer), people["白玉林"].user)
    with after_the_window(sheet):
        assert (waits(officer), waits(boss)) == ([Wait.ANSWERS], [])
        assert marks(boss) == [Wait.ANSWERS]

    answer_appeal(appeal=appeal, outcome=AppealOutcome.UPHELD, answer="核对了", by=officer)

    assert waits(officer) == [Wait.COUNT_AGAIN]


def test_after_the_officer_the_head_is_to_sign_and_then_nobody(sheet: BonusSheet, officer: User, boss: User) -> None:
    publish_sheet(sheet=sheet, by=officer)
    sign(sheet, SignedAs.OFFICER, officer)
    assert (waits(officer), waits(boss)) == ([], [Wait.SIGN])
    assert (marks(officer), marks(boss)) == ([], [Wait.SIGN])

    sign(sheet, SignedAs.HEAD, boss)

    assert (waits(officer), waits(boss), marks(boss)) == ([], [], [])


def test_who_has_signed_as_the_officer_is_not_asked_to_sign_as_the_head(
    county: County, sheet: BonusSheet, officer: User
) -> None:
    staff(Role.ENTERPRISE_HEAD, county.enterprise, user=officer)
    publish_sheet(sheet=sheet, by=officer)
    sign(sheet, SignedAs.OFFICER, officer)

    assert waits(User.objects.get(pk=officer.pk)) == []


def test_a_signed_sheet_that_has_moved_can_be_sent_back_by_both(
    sheet: BonusSheet, exam: Exam, officer: User, boss: User
) -> None:
    publish_sheet(sheet=sheet, by=officer)
    sign(sheet, SignedAs.OFFICER, officer)
    touch_by_exam(exam=exam)

    assert (waits(officer), waits(boss)) == ([Wait.SEND_BACK], [Wait.SEND_BACK])


def test_a_locked_month_that_has_moved_may_owe_a_supplement_which_goes_the_same_way(
    county: County, sheet: BonusSheet, people: dict[str, Membership], officer: User, boss: User
) -> None:
    locked(sheet, officer, boss)
    base_of(people["白玉林"], "400", officer)
    touch_by_exam(exam=sheet.exams.get())
    assert (waits(officer), waits(boss), marks(boss)) == ([Wait.SUPPLEMENT], [], [Wait.SUPPLEMENT])

    begin_supplement(enterprise=county.enterprise, month=MARCH, reason="基数漏了", by=officer)

    [one] = owed_by(officer)
    assert (one.wait, one.url) == (Wait.SHOW, "/desk/bonus/NEAR/2024-03/?number=1#next")


def test_the_overview_leads_to_the_sheet_and_says_that_something_is_owed(sheet: BonusSheet, officer: User) -> None:
    page = desk_of(officer).get("/desk/", headers={"accept-language": "en"}).content.decode()

    assert "Nothing is owed" not in page
    assert '"/desk/bonus/NEAR/2024-03/#next"' in page


def test_nobody_outside_the_enterprise_is_told(county: County, sheet: BonusSheet) -> None:
    for role, unit in (
        (Role.BUREAU_ADMIN, county.bureau),
        (Role.SAFETY_OFFICER, county.neighbour),
        (Role.TEAM_LEADER, county.team),
    ):
        assert waits(staff(role, unit)) == []


def test_what_is_owed_costs_the_same_however_much_it_is(
    county: County,
    sheet: BonusSheet,
    people: dict[str, Membership],
    officer: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    publish_sheet(sheet=sheet, by=officer)
    for month in (1, 2):
        sit_for(march_exam(county, bonus_month=MARCH.replace(month=month)), people["安贵生"], "90")
    an_appeal(sheet, people["白玉林"].user)
    BonusSheet.objects.update(touched_at=timezone.now())
    officer = User.objects.get(pk=officer.pk)
    assert officer.current_grants

    with django_assert_num_queries(4):
        assert len(owed_by(officer)) == 4
