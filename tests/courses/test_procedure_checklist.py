"""A procedure as judges mark it: whole points that come to a hundred, critical steps worth double."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from courses.models.procedures import SHORT
from courses.procedures.checklist import CRITICAL, FULL_POINTS, checklist_of
from courses.procedures.steps import MOST_STEPS, StepDraft

STEPS = st.lists(st.builds(StepDraft, st.just("验电"), is_critical=st.booleans()), min_size=1, max_size=MOST_STEPS)


@given(STEPS)
def test_the_points_come_to_a_hundred_and_each_step_has_its_share_to_less_than_a_point(steps: list[StepDraft]) -> None:
    marked = checklist_of(steps)

    assert sum(step.points for step in marked) == FULL_POINTS
    assert all(step.points >= 1 for step in marked)
    whole = sum(CRITICAL if step.is_critical else 1 for step in steps)
    for step in marked:
        assert abs(step.points - Fraction(FULL_POINTS * (CRITICAL if step.is_critical else 1), whole)) < 1


@given(STEPS)
def test_no_critical_step_is_worth_less_than_another(steps: list[StepDraft]) -> None:
    marked = checklist_of(steps)
    critical = [step.points for step in marked if step.is_critical]
    others = [step.points for step in marked if not step.is_critical]

    assert not critical or not others or min(critical) >= max(others)
    for alike in (critical, others):
        assert not alike or max(alike) - min(alike) <= 1


def test_what_is_left_over_goes_to_critical_steps_first() -> None:
    steps = [StepDraft("看"), StepDraft("停电", is_critical=True), StepDraft("挂牌", is_critical=True)]

    assert [(step.text, step.points) for step in checklist_of(steps)] == [("看", 20), ("停电", 40), ("挂牌", 40)]
    assert [step.points for step in checklist_of(steps[:1] * 3)] == [34, 33, 33]


def test_the_standard_stands_behind_what_to_do_where_both_fit_on_a_line() -> None:
    short, long = StepDraft("试拉\n锚杆", standard="抽查一成"), StepDraft("验电", standard="准" * SHORT)

    assert [step.text for step in checklist_of([short, long])] == ["试拉 锚杆（抽查一成）", "验电"]


def test_no_step_is_no_list() -> None:
    assert checklist_of([]) == []
