"""The exam's half of a picture: how many have come, unit by unit, the fewest first. Shares only, nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.models import Attempt, AttemptState
from exams.tally import percentage
from leaderboard.town_names import town_named
from organizations.models import Unit, UnitKind

if TYPE_CHECKING:
    from decimal import Decimal

    from exams.models import Exam

LATE_BELOW = 80  # per cent, once half of the window is over: before that nobody is late
COME = ~Q(state=AttemptState.PREPARED)


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit: so many of its people have come."""

    name: str
    come: int
    people: int
    is_late: bool = False

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means everybody."""
        return self.come * 100 // self.people if self.people else 0

    @property
    def state(self) -> str:
        return "done" if self.come == self.people else "late" if self.is_late else "doing"


@dataclass(frozen=True, slots=True)
class Tiles:
    """All units below the screen's, and what they come to."""

    heading: str
    hint: str
    tiles: tuple[Tile, ...]

    @property
    def people(self) -> int:
        return sum(tile.people for tile in self.tiles)

    @property
    def missing(self) -> int:
        return self.people - sum(tile.come for tile in self.tiles)

    @property
    def percent(self) -> Decimal:
        return percentage(self.people - self.missing, self.people)


def attendance(exam: Exam, unit: Unit) -> Tiles:
    """Return who has come to the exam: town by town, enterprise by enterprise, or team by team. Three queries.

    Where everybody is in one unit below, those below that one are shown instead.
    """
    by_unit = _counted(exam, unit)
    depth = int(unit.depth) + 1
    groups = _grouped(by_unit, depth)
    if len(groups) == 1 and len(_grouped(by_unit, depth + 1)) > 1:
        groups = _grouped(by_unit, depth + 1)
    names = dict(Unit.objects.filter(path__in=groups).values_list("path", "name"))
    counts_late = is_half_over(exam.opens_at, exam.closes_at, timezone.now())
    tiles = [
        Tile(town_named(names[path]), come, people, counts_late and come * 100 < LATE_BELOW * people)
        for path, (come, people) in groups.items()
    ]
    return Tiles(_heading(unit), "", tuple(worst_first(tiles)))


def worst_first(tiles: Sequence[Tile]) -> list[Tile]:
    """Return the tiles by how many have come in a hundred; equal ones as they were."""
    return sorted(tiles, key=lambda tile: tile.come / tile.people if tile.people else 1)


def is_half_over(opens_at: datetime, closes_at: datetime, now: datetime) -> bool:
    return now >= opens_at + (closes_at - opens_at) / 2


def _counted(exam: Exam, unit: Unit) -> list[tuple[str, int, int]]:
    """Return the path of each unit that people sit for, who has come, and who should."""
    seats = Attempt.objects.filter(exam=exam).first_valid().of_unit(unit).order_by()
    rows = seats.values(path=F("unit__path")).annotate(people=Count("pk"), come=Count("pk", filter=COME))
    return [(row["path"], row["come"], row["people"]) for row in rows.order_by("path")]


def _grouped(rows: Sequence[tuple[str, int, int]], depth: int) -> dict[str, tuple[int, int]]:
    """Add up what lies in one unit of that depth; what stands higher stays for itself."""
    groups: dict[str, tuple[int, int]] = {}
    for path, come, people in rows:
        above = path[: depth * Unit.steplen]
        known = groups.get(above, (0, 0))
        groups[above] = (known[0] + come, known[1] + people)
    return groups


def _heading(unit: Unit) -> str:
    if unit.kind == UnitKind.BUREAU:
        return _("Attendance in the county")
    return _("Attendance of %s") % unit.name
