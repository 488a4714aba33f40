"""Badges: a few, each for something counted in the ledger; lost only with what one takes back oneself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from leaderboard.points.kinds import PointKind
from leaderboard.points.runs import running, runs

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

Deed = tuple[str, date]  # kind and day


@dataclass(frozen=True, slots=True)
class Badge:
    """`goal` is how many there have to be: of a kind, or days of it in a row. `icon` is one of css/icons.css."""

    kind: PointKind
    goal: int
    in_a_row: bool
    icon: str
    name: Promise
    what: Promise


BADGES = (
    Badge(PointKind.PRACTICE, 7, True, "calendar", _("A week without a gap"), _("Ten questions on 7 days in a row")),
    Badge(PointKind.PRACTICE, 30, True, "flame", _("A month without a gap"), _("Ten questions on 30 days in a row")),
    Badge(PointKind.READING, 10, False, "book", _("Reader"), _("10 cases or lectures taken in to the end")),
    Badge(
        PointKind.PROCEDURE, 1, False, "list", _("Knows his procedure"), _("Procedure of one's post read and signed")
    ),
    Badge(PointKind.HAZARD, 3, False, "eye", _("Open eyes"), _("3 hazards or near misses reported")),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands with one badge: so many so far, and the day he earned it."""

    badge: Badge
    reached: int
    earned_on: date | None

    @property
    def left(self) -> int:
        return self.badge.goal - self.reached


def standings(deeds: Iterable[Deed], today: date) -> list[Standing]:
    """Return how he stands with each badge, in their order."""
    known = sorted(deeds, key=lambda deed: deed[1])
    return [_standing(badge, [day for kind, day in known if kind == badge.kind], today) for badge in BADGES]


def _standing(badge: Badge, days: Sequence[date], today: date) -> Standing:
    earned_on = (_end_of_run if badge.in_a_row else _last_needed)(days, badge.goal)
    if earned_on is not None:
        return Standing(badge, badge.goal, earned_on)
    return Standing(badge, running(days, today) if badge.in_a_row else len(days), None)


def _end_of_run(days: Sequence[date], goal: int) -> date | None:
    return next((run.day(goal) for run in runs(days) if run.days >= goal), None)


def _last_needed(days: Sequence[date], goal: int) -> date | None:
    return days[goal - 1] if len(days) >= goal else None
