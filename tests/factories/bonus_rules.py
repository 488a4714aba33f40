"""Bonus rules as the tests need them: any sound rule, any seats, a version that an enterprise keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st

from exams.bonus.lines import Seat, Team
from exams.bonus.rule import DEFAULT_RULE, Band, Bands, BonusRule, MeanOver, Slope, TeamLine, TeamLines
from exams.models import BonusRule as RuleVersion
from exams.services.bonus_rules import keep_rule, publish_rule
from organizations.models import Unit, User
from tests.factories.organizations import County

ZERO = Decimal("0.00")
COEFFICIENTS = st.decimals(min_value=0, max_value=3, places=2)
SCORES = st.decimals(min_value=0, max_value=100, places=2)
TEAMS = [Team("0001", "一班"), Team("0002", "二班"), Team("0003", "三班")]
BASES = st.decimals(min_value=0, max_value=20000, places=2)


@st.composite
def some_bands(draw: st.DrawFn) -> Bands:
    floors = draw(st.lists(SCORES.filter(bool), unique=True, max_size=6))
    heights = sorted(draw(st.lists(COEFFICIENTS, min_size=len(floors) + 1, max_size=len(floors) + 1)), reverse=True)
    return tuple(map(Band, [*sorted(floors, reverse=True), ZERO], heights))


@st.composite
def some_slopes(draw: st.DrawFn) -> Slope:
    low, high = sorted(draw(st.lists(SCORES, min_size=2, max_size=2, unique=True)))
    at_low, at_high = sorted(draw(st.lists(COEFFICIENTS, min_size=2, max_size=2)))
    return Slope(low, at_low, high, at_high)


@st.composite
def some_team_lines(draw: st.DrawFn) -> TeamLines:
    asked = draw(st.lists(st.tuples(SCORES, SCORES, SCORES), max_size=4))
    # a line that asks for as much as an earlier one never counts, and no rule may have it
    kept: list[tuple[Decimal, Decimal, Decimal]] = []
    for line in [*asked, (ZERO, ZERO, ZERO)]:
        if not any(all(own >= other for own, other in zip(line, earlier, strict=True)) for earlier in kept):
            kept.append(line)
    heights = sorted(draw(st.lists(COEFFICIENTS, min_size=len(kept), max_size=len(kept))), reverse=True)
    return tuple(TeamLine(*line, height) for line, height in zip(kept, heights, strict=True))


@st.composite
def some_rules(draw: st.DrawFn) -> BonusRule:
    unexcused, excused = sorted(draw(st.lists(COEFFICIENTS, min_size=2, max_size=2)))
    floor, cap = sorted(draw(st.lists(COEFFICIENTS, min_size=2, max_size=2)))
    return BonusRule(
        name="随意一条",
        worker=draw(some_bands() | some_slopes()),
        excused=excused,
        unexcused=unexcused,
        team=draw(some_team_lines()),
        make_up_ceiling=draw(st.none() | COEFFICIENTS),
        mean_over=draw(st.sampled_from(MeanOver)),
        floor=floor,
        cap=cap,
    )


some_seats = st.lists(
    st.builds(
        Seat,
        worker=st.integers(1, 12),
        name=st.just("职工"),
        employee_no=st.just("001"),
        team=st.sampled_from(TEAMS),
        score=st.none() | SCORES,
        passed=st.booleans(),
        excused=st.booleans(),
        make_up=st.none() | SCORES,
    ),
    min_size=1,
    max_size=30,
)


def a_draft(enterprise: Unit, by: User, month: date, **changes: Any) -> RuleVersion:
    """Return a draft of our own rule with these changes, in force from that month."""
    rule = replace(DEFAULT_RULE, **{"name": "奖金挂钩办法", **changes})
    return keep_rule(draft=RuleVersion(enterprise=enterprise, in_force_from=month), rule=rule, by=by)


def a_rule(enterprise: Unit, by: User, month: date, **changes: Any) -> RuleVersion:
    """Return the same, published."""
    draft = a_draft(enterprise, by, month, **changes)
    publish_rule(draft=draft, by=by)
    return draft


def this_month() -> date:
    return timezone.localdate().replace(day=1)


def rule_form(county: County, **fields: Any) -> dict[str, Any]:
    """Return what the editor sends for a sound rule in steps, in force from this month."""
    return {
        "enterprise": county.enterprise.pk,
        "name": "安全考试奖金挂钩办法",
        "in_force_from": this_month().isoformat(),
        "resolution": "",
        "way": "bands",
        "band_0_at_least": "85",
        "band_0_coefficient": "1.20",
        "band_3_at_least": "0",
        "band_3_coefficient": "0.60",
        "excused": "1",
        "unexcused": "0.3",
        "make_up_ceiling": "",
        "mean_over": "all",
        "team_0_mean": "80",
        "team_0_attendance": "95",
        "team_0_coefficient": "1.10",
        "team_1_coefficient": "1.00",
        "floor": "0.20",
        "cap": "1.25",
        **fields,
    }
