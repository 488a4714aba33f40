"""The results of an exam at the desk: right figures, for the right eyes."""

from __future__ import annotations

import statistics
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from exams.analysis.comparison import seen_places
from exams.analysis.spread import Scores
from exams.distribution import BASE, LEFT, RIGHT, draw_distribution
from exams.models import Attempt, Exam
from exams.reports import Listed, Results, results_of, sittings
from organizations.models import Role, Unit
from tests.factories.exams import AttemptFactory, ExamFactory, filled_paper
from tests.factories.organizations import (
    County,
    MembershipFactory,
    TeamFactory,
    UserFactory,
    desk_of,
    phone_of,
    staff,
)

SCORES = st.lists(st.decimals(min_value=0, max_value=100, places=2), min_size=1, max_size=60)


@pytest.fixture
def exam(county: County) -> Exam:
    """Six seats at home: 90, 80, 70 and one missing, 50 in the other team; 100 at the neighbour's."""
    held: Exam = ExamFactory(over=True, owner=county.bureau)
    seat(held, county.team, 90, "安贵生")
    seat(held, county.team, 80, "白玉林")
    seat(held, county.team, 70, "成志强")
    seat(held, county.team, None, "冯月娥")
    seat(held, county.other_team, 50, "郭建国")
    seat(held, county.neighbour_team, 100, "邻家人")
    return held


def seat(exam: Exam, team: Unit, score: int | None, name: str) -> Attempt:
    place = MembershipFactory(unit=team, user=UserFactory(name=name))
    sat = {} if score is None else {"graded": True, "score": Decimal(score)}
    attempt: Attempt = AttemptFactory(exam=exam, membership=place, **sat)
    return attempt


def counted(rising: list[Decimal]) -> list[tuple[Decimal, int]]:
    return [(score, len(list(same))) for score, same in groupby(sorted(rising))]


def found(exam: Exam, unit: Unit) -> Results:
    seen = Unit.objects.within([unit])
    return results_of(exam, Attempt.objects.filter(exam=exam, unit__in=seen), seen_places(seen))


@given(SCORES)
def test_the_median_is_the_one_of_the_textbook(scores: list[Decimal]) -> None:
    expected = Decimal(statistics.median(scores)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    together = Scores()
    for score in scores:
        together.add(1, score)

    assert together.spread is not None
    assert together.spread.median == expected


@given(SCORES, st.integers(1, 100))
def test_every_score_stands_in_one_bar_and_every_bar_within_the_drawing(scores: list[Decimal], passing: int) -> None:
    chart = draw_distribution(counted(scores), full_points=Decimal(100), pass_points=Decimal(passing))

    assert sum(bar.people for bar in chart.bars) == len(scores)
    assert chart.low_people == sum(score < 60 for score in scores)
    for bar in chart.bars:
        assert bar.x >= LEFT
        assert bar.x + bar.width <= RIGHT
        assert 0 <= bar.y <= BASE


def test_the_bars_below_the_pass_mark_carry_other_tones() -> None:
    chart = draw_distribution(
        [(Decimal(55), 1), (Decimal(70), 2), (Decimal(80), 3)], full_points=Decimal(100), pass_points=Decimal(80)
    )

    assert {bar.low: bar.tone for bar in chart.bars if bar.people} == {"55": "area-low", "70": "area-mid", "80": "area"}


@pytest.mark.django_db
def test_the_figures_are_those_of_a_count_by_hand(county: County, exam: Exam) -> None:
    results = found(exam, county.enterprise)

    assert (results.tally.people, results.tally.sat, results.tally.passed, results.tally.missing) == (5, 4, 2, 1)
    assert results.tally.mean_of_sat == Decimal("72.50")
    assert results.tally.mean == Decimal("58.00")
    assert results.median == Decimal("75.00")
    assert results.failed == 2
    assert [(line.unit, line.tally.mean) for line in results.compared.lines] == [
        (county.team, Decimal(60)),
        (county.other_team, Decimal(50)),
    ]


@pytest.mark.django_db
def test_from_above_the_lines_are_enterprises(county: County, exam: Exam) -> None:
    assert [line.unit for line in found(exam, county.bureau).compared.lines] == [county.neighbour, county.enterprise]


@pytest.mark.django_db
def test_full_points_come_from_the_paper(county: County) -> None:
    exam = ExamFactory(over=True, paper=filled_paper(questions=4))

    assert found(exam, county.bureau).full_points == Decimal(100)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("listed", "names"),
    [(Listed.ALL, "安贵生 白玉林 成志强 冯月娥 郭建国"), (Listed.MISSING, "冯月娥"), (Listed.FAILED, "成志强 郭建国")],
)
def test_the_list_shows_whom_it_is_asked_for(listed: Listed, names: str, county: County, exam: Exam) -> None:
    home = Attempt.objects.filter(exam=exam).of_unit(county.enterprise)

    assert [attempt.worker.name for attempt in sittings(home, listed)] == names.split()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.SAFETY_OFFICER, Role.ENTERPRISE_HEAD])
def test_an_enterprise_sees_its_own_people_and_nobody_elses(role: Role, county: County, exam: Exam) -> None:
    page = desk_of(staff(role, county.enterprise)).get(f"/desk/exams/{exam.pk}/")

    assert page.context["results"].tally.people == 5
    assert "安贵生" in page.content.decode()
    assert "邻家人" not in page.content.decode()


@pytest.mark.django_db
def test_a_leader_sees_his_team_only(county: County, exam: Exam) -> None:
    page = desk_of(staff(Role.TEAM_LEADER, county.other_team)).get(f"/desk/exams/{exam.pk}/")

    assert page.context["results"].tally.people == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "results.xlsx"])
def test_the_neighbours_exam_is_not_found(address: str, county: County) -> None:
    theirs = ExamFactory(over=True, owner=county.neighbour)
    seat(theirs, county.neighbour_team, 90, "邻家人")
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    assert officer.get(f"/desk/exams/{theirs.pk}/{address}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "results.xlsx"])
def test_the_neighbours_unit_is_not_found_in_a_common_exam(address: str, county: County, exam: Exam) -> None:
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    assert officer.get(f"/desk/exams/{exam.pk}/{address}?unit={county.neighbour.pk}").status_code == 404
    assert officer.get(f"/desk/exams/{exam.pk}/{address}?unit=x").status_code == 404
    assert officer.get(f"/desk/exams/{exam.pk}/{address}?unit={county.team.pk}").status_code == 200


@pytest.mark.django_db
def test_one_team_can_be_looked_at_alone(county: County, exam: Exam) -> None:
    page = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(
        f"/desk/exams/{exam.pk}/?unit={county.team.pk}&list=failed"
    )

    assert page.context["results"].tally.people == 4
    assert [attempt.worker.name for attempt in page.context["page"]] == ["成志强"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/desk/exams/", "/desk/exams/{exam}/", "/desk/exams/{exam}/results.xlsx"])
def test_a_session_with_a_pin_is_asked_for_the_password(address: str, county: County, exam: Exam) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)

    for client in (Client(), phone_of(officer)):
        response = client.get(address.format(exam=exam.pk))
        assert response.status_code == 302
        assert response["Location"].startswith("/sign-in/staff/?next=/desk/exams/")


@pytest.mark.django_db
def test_who_sees_no_unit_is_refused(county: County) -> None:
    assert desk_of(staff(Role.CURATOR, county.bureau)).get("/desk/exams/").status_code == 403


@pytest.mark.django_db
def test_the_list_counts_only_the_readers_people(county: County, exam: Exam) -> None:
    ExamFactory(over=True, owner=county.neighbour, title="邻家的考试")
    page = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get("/desk/exams/")

    assert [(line.exam, line.tally.people) for line in page.context["lines"]] == [(exam, 5)]


@pytest.mark.django_db
def test_a_draft_of_ones_own_has_no_seats_yet(county: County) -> None:
    draft = ExamFactory(draft=True, owner=county.enterprise)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    assert officer.get("/desk/exams/").context["lines"][0].exam == draft
    assert officer.get(f"/desk/exams/{draft.pk}/").status_code == 200


@pytest.mark.django_db
def test_the_pages_cost_the_same_whatever_the_size(
    county: County, exam: Exam, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    for number in range(6):
        seat(exam, TeamFactory(parent=county.workshop), 80, f"另一人{number}")
        ExamFactory(over=True)

    for unit in ("", f"?unit={county.enterprise.pk}"):
        with django_assert_max_num_queries(10):
            assert client.get(f"/desk/exams/{exam.pk}/{unit}").status_code == 200
    with django_assert_max_num_queries(7):
        assert client.get("/desk/exams/").status_code == 200
