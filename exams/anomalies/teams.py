"""What looks odd about a team as a whole, or about one beside his team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.timezone import localtime

from exams.anomalies.found import Found, Sitting
from exams.models.anomalies import OddKind

LEAST_TEAM = 5
# the roster knows no shifts: night is what most people call so, and his own team says whether it works then
NIGHT_FROM, NIGHT_TO = 22, 6


def of_units(sittings: Iterable[Sitting]) -> dict[int, list[Sitting]]:
    """Return the sittings by the unit of that day."""
    found = defaultdict[int, list[Sitting]](list)
    for sitting in sittings:
        found[sitting.unit].append(sitting)
    return found


def all_full(unit: int, team: Sequence[Sitting]) -> Found | None:
    """Return the line of a team of five or more in which everybody has full marks."""
    if len(team) < LEAST_TEAM or not all(sitting.is_full for sitting in team):
        return None
    attempts = tuple(sorted(sitting.attempt for sitting in team))
    return Found(OddKind.ALL_FULL, unit, str(unit), attempts, {"people": len(team)})


def at_night(unit: int, team: Sequence[Sitting]) -> list[Found]:
    """Return a line for each who began at night while more than half of his team, five or more, began by day."""
    begun = [sitting for sitting in team if sitting.started_at is not None and not sitting.on_paper]
    late = [sitting for sitting in begun if _is_night(sitting)]
    by_day = len(begun) - len(late)
    if len(begun) < LEAST_TEAM or by_day <= len(late):
        return []
    return [
        Found(
            OddKind.AT_NIGHT,
            unit,
            str(sitting.attempt),
            (sitting.attempt,),
            {"begun": sitting.started_at.isoformat(), "by_day": by_day, "team": len(begun)},
        )
        for sitting in late
        if sitting.started_at is not None
    ]


def _is_night(sitting: Sitting) -> bool:
    hour = localtime(sitting.started_at).hour if sitting.started_at else NIGHT_TO
    return hour >= NIGHT_FROM or hour < NIGHT_TO
