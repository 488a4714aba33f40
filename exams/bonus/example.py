"""Three made-up workers of one team, counted by a rule: what it would mean, before anybody is paid by it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from exams.bonus.lines import BonusLine, Seat, Team, TeamSummary, compute
from exams.bonus.rule import BonusRule

BASE = Decimal(600)  # yuan


@dataclass(frozen=True, slots=True)
class Example:
    """The three lines, and their team."""

    lines: tuple[BonusLine, ...]
    team: TeamSummary
    base: Decimal


def example_of(rule: BonusRule) -> Example:
    """Return what the rule makes of one who did well, one who failed and made up for it, and one who stayed away."""
    team = Team("", _("Example team"))
    seats = [
        Seat(1, _("Worker A"), "1", team, score=Decimal(96), passed=True),
        Seat(2, _("Worker B"), "2", team, score=Decimal(72), make_up=Decimal(88)),
        Seat(3, _("Worker C"), "3", team, score=None),
    ]
    lines, (summary,) = compute(seats, rule, {seat.worker: BASE for seat in seats})
    return Example(lines, summary, BASE)
