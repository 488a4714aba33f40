"""The bonus sheet agrees with what one counts by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from exams.bonus.sheet import CountedSheet, NoExamThatMonth, bonus_sheet, months_with_bonus
from exams.bonus.shown import shown_sheet
from exams.models import Exam
from organizations.models import Membership, Unit
from tests.factories.exams import AttemptFactory, ExamFactory, filled_paper
from tests.factories.organizations import (
    County,
    EnterpriseFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MARCH = date(2024, 3, 1)

# team, name, score (None: absent), worker's coefficient, team's coefficient, both
BY_HAND = """
甲班 安贵生 98    1.10 1.05 1.16
甲班 白玉林 92    1.10 1.05 1.16
甲班 成志强 80    1.00 1.05 1.05
乙班 冯月娥 90    1.10 1.00 1.10
乙班 郭建国 79.99 0.90 1.00 0.90
乙班 韩二虎 70.01 0.90 1.00 0.90
丙班 焦国平 100   1.10 0.95 1.05
丙班 李秀英 59    0.70 0.95 0.67
丙班 马保田 -     0.50 0.95 0.48
"""
ROWS = [line.split() for line in BY_HAND.split("\n") if line]


def march_exam(county: County, **fields: Any) -> Exam:
    exam: Exam = ExamFactory(over=True, owner=county.bureau, bonus_month=MARCH, **fields)
    return exam


def sit(exam: Exam, place: Membership, score: str | None, **fields: Any) -> None:
    sat = {} if score is None else {"graded": True, "score": Decimal(score)}
    AttemptFactory(exam=exam, membership=place, **{**sat, **fields})


def member(unit: Unit, name: str = "职工", **fields: Any) -> Membership:
    place: Membership = MembershipFactory(unit=unit, user=UserFactory(name=name), **fields)
    return place


def sheet_of(county: County) -> CountedSheet:
    return bonus_sheet(enterprise=county.enterprise, month=MARCH)


def mark_of(county: County) -> str:
    return shown_sheet(county.enterprise, MARCH).sheet.mark


def test_the_sheet_is_the_one_counted_by_hand(county: County) -> None:
    exam = march_exam(county)
    teams = {name: TeamFactory(parent=county.workshop, name=name) for name in ("甲班", "乙班", "丙班")}
    for number, (team, name, score, *_coefficients) in enumerate(ROWS):
        sit(exam, member(teams[team], name, employee_no=f"{number:03}"), None if score == "-" else score)
    sit(exam, member(county.neighbour_team), "100")

    sheet = sheet_of(county)

    lines = [
        (line.team.name, line.name, line.worker_coefficient, line.team_coefficient, line.combined)
        for line in sheet.lines
    ]
    assert lines == [
        (team, name, Decimal(worker), Decimal(of_team), Decimal(both))
        for team, name, _score, worker, of_team, both in ROWS
    ]
    assert [(team.team.name, team.people, team.sat, team.mean) for team in sheet.teams] == [
        ("甲班", 3, 3, Decimal("90.00")),
        ("乙班", 3, 3, Decimal("80.00")),
        ("丙班", 3, 2, Decimal("53.00")),
    ]


def test_the_first_valid_sitting_counts_and_no_make_up(county: County) -> None:
    exam = march_exam(county)
    place = member(county.team)
    sit(exam, place, "55")
    sit(exam, place, "100", number=2)

    assert [line.score for line in sheet_of(county).lines] == [Decimal(55)]


def test_after_a_voided_sitting_the_next_one_counts(county: County) -> None:
    exam = march_exam(county)
    place = member(county.team)
    AttemptFactory(exam=exam, membership=place, voided=True, score=Decimal(100))
    sit(exam, place, "70", number=2)

    sheet = sheet_of(county)

    assert [line.score for line in sheet.lines] == [Decimal(70)]
    assert sheet.voided == 0


def test_whose_only_sitting_was_voided_has_no_line_and_is_counted_beside(county: County) -> None:
    exam = march_exam(county)
    sit(exam, member(county.team), "70")
    AttemptFactory(exam=exam, membership=member(county.team), voided=True)

    sheet = sheet_of(county)

    assert (len(sheet.lines), sheet.voided, sheet.unasked) == (1, 1, 0)


def test_who_had_no_seat_has_no_line_and_is_counted_beside(county: County) -> None:
    sit(march_exam(county), member(county.team), "70")
    member(county.other_team)

    sheet = sheet_of(county)

    assert (len(sheet.lines), sheet.unasked) == (1, 1)


def test_a_transfer_after_the_exam_leaves_the_worker_with_his_team_of_that_day(county: County) -> None:
    exam = march_exam(county)
    place = member(county.team)
    sit(exam, place, "95")
    place.ended_on = date(2024, 3, 20)
    place.save()
    MembershipFactory(user=place.user, unit=county.other_team, started_on=place.ended_on)

    assert [line.team.name for line in sheet_of(county).lines] == [county.team.name]


def test_of_two_exams_the_mean_counts_and_a_missed_one_is_nought(county: County) -> None:
    first = march_exam(county)
    second = march_exam(county, opens_at=first.opens_at + timedelta(hours=12))
    diligent, half, never = member(county.team, "甲"), member(county.team, "乙"), member(county.team, "丙")
    for place, scores in ((diligent, ("80", "90")), (half, (None, "90")), (never, (None, None))):
        for exam, score in zip((first, second), scores, strict=True):
            sit(exam, place, score)

    lines = {line.name: (line.score, line.sat, line.worker_coefficient) for line in sheet_of(county).lines}

    assert lines == {
        "甲": (Decimal(85), 2, Decimal("1.00")),
        "乙": (Decimal(45), 1, Decimal("0.70")),
        "丙": (None, 0, Decimal("0.50")),
    }


def test_with_two_exams_the_team_of_the_last_one_counts(county: County) -> None:
    first = march_exam(county)
    second = march_exam(county, opens_at=first.opens_at + timedelta(hours=12))
    place = member(county.team)
    sit(second, place, "90", unit=county.other_team)
    sit(first, place, "90")

    assert [line.team.name for line in sheet_of(county).lines] == [county.other_team.name]


def test_a_paper_of_fewer_points_is_counted_as_of_a_hundred(county: County) -> None:
    paper = filled_paper(questions=4)
    paper.parts.update(points=Decimal("12.5"))
    sit(march_exam(county, paper=paper), member(county.team), "45")

    [line] = sheet_of(county).lines

    assert (line.score, line.worker_coefficient) == (Decimal(90), Decimal("1.10"))


def test_a_sitting_under_way_is_absent_for_now_and_the_sheet_says_that_it_is_not_final(county: County) -> None:
    exam = ExamFactory(bonus_month=MARCH)
    AttemptFactory(exam=exam, membership=member(county.team), in_progress=True)

    sheet = sheet_of(county)

    assert sheet.is_provisional
    assert [line.worker_coefficient for line in sheet.lines] == [Decimal("0.50")]


def test_a_month_without_an_exam_has_no_sheet(county: County) -> None:
    sit(march_exam(county), member(county.neighbour_team), "90")

    with pytest.raises(NoExamThatMonth, match="2024-03"):
        sheet_of(county)


def test_the_mark_changes_with_any_score_and_with_nothing_else(county: County) -> None:
    exam = march_exam(county)
    place = member(county.team)
    sit(exam, place, "90")
    before, again = mark_of(county), mark_of(county)
    exam.attempts.update(score=Decimal("90.01"))

    assert before == again
    assert mark_of(county) != before
    assert len(before) == 19


def test_the_months_are_those_of_the_named_enterprises(county: County) -> None:
    sit(march_exam(county), member(county.team), "90")
    sit(march_exam(county), member(county.neighbour_team), "90")
    sit(ExamFactory(over=True), member(county.team), "90")

    months = months_with_bonus(Unit.objects.within([county.enterprise]).enterprises())

    assert months == [(county.enterprise, MARCH)]


def test_a_sheet_costs_the_same_whatever_its_size(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    exam = march_exam(county)
    for team in (county.team, county.other_team, TeamFactory(parent=EnterpriseFactory())):
        for score in ("90", "70", None):
            sit(exam, member(team), score)

    with django_assert_num_queries(9):
        assert len(sheet_of(county).lines) == 6
