"""What is not as usual stands in the remark of the line: transfers, two teams on one day, excuses, make-ups."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from exams.bonus.explained import explained
from exams.bonus.rule import DEFAULT_RULE
from exams.bonus.rule_data import rule_data
from exams.models import BonusLine, BonusRule, Exam, ExcusedAbsence, MakeUp
from organizations.models import Membership, User
from organizations.models.memberships import Employment
from tests.factories.bonus import MARCH, base_of, counted, march_exam, member, sit_for
from tests.factories.organizations import County, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(county: County) -> Exam:
    return march_exam(county, opens_at=timezone.now() - timedelta(days=9))


@pytest.fixture
def place(county: County) -> Membership:
    return member(county.team, "安贵生")


def line_of(county: County, by: User) -> BonusLine:
    line: BonusLine = counted(county, by).lines.get(name="安贵生")
    return line


def move(place: Membership, county: County, exam: Exam, days: int) -> None:
    """Let him go to the other team so many days after the exam."""
    day = timezone.localdate(exam.opens_at) + timedelta(days=days)
    Membership.objects.filter(pk=place.pk).update(ended_on=day)
    MembershipFactory(user=place.user, unit=county.other_team, started_on=day)


def test_most_lines_have_no_remark(county: County, officer: User, exam: Exam, place: Membership) -> None:
    sit_for(exam, place, "90")

    assert line_of(county, officer).remark == ""


def test_a_transfer_between_sitting_and_month_end_is_said_and_changes_nothing(
    county: County, officer: User, exam: Exam, place: Membership
) -> None:
    sit_for(exam, place, "90")
    move(place, county, exam, days=3)

    line = line_of(county, officer)

    assert line.team == county.team
    assert county.other_team.name in line.remark


def test_who_was_in_two_teams_on_the_day_is_paid_with_the_team_of_his_seat(
    county: County, officer: User, exam: Exam, place: Membership
) -> None:
    sit_for(exam, place, "90")
    move(place, county, exam, days=0)

    line = line_of(county, officer)

    assert line.team == county.team
    assert county.other_team.name in line.remark


def test_a_transfer_long_before_the_exam_is_no_remark(
    county: County, officer: User, exam: Exam, place: Membership
) -> None:
    Membership.objects.filter(pk=place.pk).update(started_on=timezone.localdate(exam.opens_at) - timedelta(days=30))
    old = timezone.localdate(exam.opens_at) - timedelta(days=30)
    MembershipFactory(user=place.user, unit=county.other_team, ended_on=old)
    sit_for(exam, place, "90")

    assert line_of(county, officer).remark == ""


def test_dispatched_workers_stand_on_the_sheet_like_everybody(county: County, officer: User, exam: Exam) -> None:
    sit_for(exam, member(county.team, "安贵生", employment=Employment.DISPATCHED), "90")

    line = line_of(county, officer)

    assert line.is_dispatched
    assert (line.combined, bool(line.remark)) == (Decimal("1.16"), True)


def test_an_excuse_makes_another_coefficient_and_another_remark(
    county: County, officer: User, exam: Exam, place: Membership
) -> None:
    sit_for(exam, place, None)
    ExcusedAbsence.objects.create(exam=exam, worker=place.user, reason="工伤住院", by=officer)

    line = line_of(county, officer)

    assert (line.worker_coefficient, line.score) == (DEFAULT_RULE.excused, None)
    assert line.inputs["exams"][0]["excused"]
    assert line.remark


def publish_rule(county: County, by: User) -> None:
    BonusRule.objects.create(
        enterprise=county.enterprise,
        version=2,
        name="本矿办法",
        in_force_from=MARCH,
        data=rule_data(replace(DEFAULT_RULE, name="本矿办法", make_up_ceiling=Decimal("0.90"))),
        made_by=by,
        published_by=by,
        published_at=timezone.now(),
    )


def test_a_make_up_counts_up_to_the_ceiling_of_the_rule_in_force(
    county: County, officer: User, exam: Exam, place: Membership
) -> None:
    publish_rule(county, officer)
    sit_for(exam, place, "50")
    now = timezone.now()
    made = MakeUp.objects.create(
        exam=exam,
        owner=county.enterprise,
        paper=exam.paper,
        opens_at=now - timedelta(hours=1),
        closes_at=now,
        made_by=officer,
    )
    sit_for(exam, place, "95", number=2, make_up=made)

    line = line_of(county, officer)

    # 95 would be 1.10, the ceiling is 0.90; the team goes by the first sitting: 50, so 0.95
    assert (line.score, line.worker_coefficient, line.team_coefficient) == (
        Decimal(95),
        Decimal("0.90"),
        Decimal("0.95"),
    )
    assert (line.sheet.rule_version, line.sheet.rule["name"]) == (2, "本矿办法")
    assert line.remark


def test_a_line_explains_itself_from_the_score_to_the_yuan(
    county: County, officer: User, exam: Exam, place: Membership
) -> None:
    sit_for(exam, place, "90")
    base_of(place, "417.31", officer)

    steps = explained(line_of(county, officer))

    assert [step.value for step in steps[1:4]] == ["1.10", "1.05", "1.16"]
    assert "1.10 × 1.05 = 1.16" in steps[3].why
    assert "484.08" in steps[4].value
    assert steps[4].why == "417.31 × 1.16"
