"""Units beside one another: put together as the reader sees them, drawn within the drawing, named only when whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.analysis.axes import RIGHT, WIDE
from exams.analysis.boxes import draw_boxes
from exams.analysis.comparison import Comparison, Level, Line, comparison_of, seen_places
from exams.analysis.heat import draw_heat, figures_of, put_together
from exams.analysis.means import draw_means
from exams.analysis.spread import Scores
from exams.models import Attempt, Category, Exam
from exams.services.analyses import ask_for_count, count_exam
from organizations.models import Membership, Unit
from tests.factories.analysed import answered
from tests.factories.exams import AttemptFactory, ExamFactory, QuestionFactory
from tests.factories.organizations import County, EnterpriseFactory, MembershipFactory, PostFactory, TeamFactory

GROUP = st.lists(st.one_of(st.none(), st.integers(0, 10_000)), min_size=1, max_size=12)


def line(name: str, hundredths: list[int | None]) -> Line:
    scores = Scores()
    for score in hundredths:
        scores.add(1, None if score is None else Decimal(score) / 100, passed=(score or 0) >= 8000)
    return Line(name, None, scores.tally, scores.spread, 0, scores.by_hundredths)


@given(st.lists(GROUP, min_size=1, max_size=40))
def test_everybody_stands_within_the_drawing(groups: list[list[int | None]]) -> None:
    lines = [line(f"第{number}班", group) for number, group in enumerate(groups)]
    chart = draw_boxes(lines, full_points=Decimal(100), pass_points=Decimal(80))

    assert len(chart.boxes) + chart.left_out == len(groups)
    for box, group in zip(chart.boxes, groups, strict=False):
        sat = [score for score in group if score is not None]
        assert (box.median is None, len(box.dots)) == ((len(sat) < 5), len(sat) if len(sat) < 5 else 0)
        for x in (box.lowest, box.lower, box.median, box.upper, box.highest, *(dot.x for dot in box.dots)):
            assert x is None or chart.left <= x <= RIGHT
        assert 0 < box.y < chart.base


@given(st.lists(GROUP, min_size=1, max_size=40))
def test_a_bar_is_as_long_as_its_mean_and_never_too_long(groups: list[list[int | None]]) -> None:
    lines = [line(f"第{number}班", group) for number, group in enumerate(groups)]
    chart = draw_means(lines, line("", [score for group in groups for score in group]), full_points=Decimal(100))

    by_mean = sorted(range(len(chart.bars)), key=lambda place: lines[place].tally.mean)
    widths = [chart.bars[place].width for place in by_mean]
    assert widths == sorted(widths)
    assert all(bar.end <= WIDE for bar in chart.bars)
    assert not all(bar.is_below for bar in chart.bars) or chart.left_out


def seat(exam: Exam, unit: Unit, score: int | None) -> Attempt:
    sat = {} if score is None else {"graded": True, "score": Decimal(score)}
    attempt: Attempt = AttemptFactory(exam=exam, membership=MembershipFactory(unit=unit), **sat)
    return attempt


@pytest.fixture
def exam(county: County) -> Exam:
    """At home 90 and a seat not taken, and 60 in the other team; 100 at the neighbour's; 70 beside the teams."""
    held: Exam = ExamFactory(over=True, owner=county.bureau)
    for unit, score in ((county.team, 90), (county.team, None), (county.other_team, 60), (county.neighbour_team, 100)):
        seat(held, unit, score)
    seat(held, county.enterprise, 70)
    return held


def compared(exam: Exam, within: Unit, level: Level | None = None) -> Comparison:
    seen = Unit.objects.within([within])
    return comparison_of(exam, Attempt.objects.filter(exam=exam, unit__in=seen), seen_places(seen), level)


def means(found: Comparison) -> dict[Unit | None, Decimal]:
    return {one.unit: one.tally.mean for one in found.lines}


@pytest.mark.django_db
def test_people_are_put_together_by_the_level_that_was_asked_for(county: County, exam: Exam) -> None:
    assert means(compared(exam, county.enterprise, Level.TEAM)) == {
        county.enterprise: 70,
        county.other_team: 60,
        county.team: 45,
    }
    assert means(compared(exam, county.bureau, Level.WORKSHOP)) == {
        county.neighbour_team.get_parent(): 100,
        county.enterprise: 70,
        county.workshop: 50,
    }


@pytest.mark.django_db
def test_a_town_is_all_its_enterprises(county: County, exam: Exam) -> None:
    seat(exam, EnterpriseFactory(parent=county.town), 80)

    assert means(compared(exam, county.bureau, Level.TOWN)) == {county.neighbour_town: 100, county.town: 60}


@pytest.mark.django_db
def test_from_above_enterprises_come_first_and_from_inside_teams(county: County, exam: Exam) -> None:
    assert compared(exam, county.bureau).level == Level.ENTERPRISE
    assert compared(exam, county.enterprise).level == Level.TEAM


@pytest.mark.django_db
def test_a_level_that_puts_nobody_together_otherwise_is_not_offered(county: County, exam: Exam) -> None:
    assert compared(exam, county.bureau).levels == (Level.TEAM, Level.WORKSHOP, Level.ENTERPRISE, Level.POST)
    assert compared(exam, county.team).levels == (Level.TEAM, Level.POST)


@pytest.mark.django_db
def test_a_leader_who_sees_one_team_is_shown_no_enterprise(county: County, exam: Exam) -> None:
    found = compared(exam, county.team, Level.ENTERPRISE)

    assert (found.level, [one.unit for one in found.lines]) == (Level.TEAM, [county.team])
    assert found.whole.tally.people == 2


@pytest.mark.django_db
def test_teams_of_several_enterprises_bear_the_name_of_theirs(county: County, exam: Exam) -> None:
    names = {one.unit: one.name for one in compared(exam, county.bureau, Level.TEAM).lines}
    at_home = {one.unit: one.name for one in compared(exam, county.enterprise, Level.TEAM).lines}

    assert names[county.team] == f"{county.enterprise.name} · {county.team.name}"
    assert at_home[county.team] == county.team.name


@pytest.mark.django_db
def test_posts_are_those_of_the_day_of_the_exam(county: County, exam: Exam) -> None:
    Membership.objects.filter(unit=county.team).update(post=PostFactory(name="爆破工"))
    found = compared(exam, county.enterprise, Level.POST)

    assert {one.name: one.tally.people for one in found.lines}["爆破工"] == 2
    assert sum(one.tally.people for one in found.lines) == 4


@pytest.mark.django_db
def test_the_parts_are_together_the_whole(county: County, exam: Exam) -> None:
    for level in Level:
        found = compared(exam, county.bureau, level)
        whole = found.whole.tally
        assert sum(one.tally.people for one in found.lines) == whole.people == 5
        assert sum(one.tally.hundredths for one in found.lines) == whole.hundredths == 32_000


@pytest.mark.django_db
def test_subjects_are_shown_of_the_readers_units_only(county: County) -> None:
    exam, questions = ExamFactory(over=True, owner=county.bureau), [QuestionFactory(), QuestionFactory()]
    questions[1].category = Category.EMERGENCY
    questions[1].save()
    answered(exam, county.team, questions, ["A", "B"])
    answered(exam, county.other_team, questions, ["A", "A"])
    answered(exam, county.neighbour_team, questions, ["B", "A"])
    analysis = ask_for_count(exam=exam, by=None)
    count_exam(analysis=analysis)
    seen = Unit.objects.within([county.enterprise])

    found = put_together(figures_of(analysis, seen), seen_places(seen), Level.TEAM)

    assert [row.unit for row in found.rows] == [county.team, county.other_team]
    assert {one: share.percent for one, share in found.whole.items()} == {"law": 100, "emergency": 50}
    assert found.weakest == "emergency"
    chart = draw_heat(found)
    assert [[field.percent for field in row.fields] for row in chart.rows] == [["100", "0"], ["100", "100"]]
    assert chart.weak == 1


@pytest.mark.django_db
def test_more_units_cost_no_more_queries(county: County, exam: Exam, django_assert_num_queries: object) -> None:
    for _number in range(5):
        seat(exam, TeamFactory(parent=county.workshop), 80)

    with django_assert_num_queries(2):  # type: ignore[operator]
        compared(exam, county.bureau, Level.TEAM)
    with django_assert_num_queries(3):  # type: ignore[operator]
        compared(exam, county.bureau, Level.POST)
