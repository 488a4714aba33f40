"""The lines of a board with what stands behind each: counted now, or as they were kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from leaderboard.models import SnapshotRow
from leaderboard.ranking.arithmetic import Counted
from leaderboard.ranking.engine import Placed, Ranking
from leaderboard.ranking.events import paths_above
from leaderboard.ranking.levels import By
from organizations.models import Membership, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `unit` is what was placed, or where the worker belonged that day; `above` what it belongs to.

    `shown` is the value that is placed by, in hundredths. `before` is the place last time, None for who is new.
    """

    place: int
    shown: int
    counted: Counted
    unit: Unit
    above: Unit
    name: str
    worker: int | None = None
    employee_no: str = ""
    is_by_number: bool = False
    before: int | None = None

    @property
    def key(self) -> int | str:
        return self.worker or str(self.unit.path)


def filled_in(ranking: Ranking, placed: Sequence[Placed]) -> list[Line]:
    """Return the lines of what was counted now. One query."""
    if ranking.by == By.INDIVIDUAL:
        return _of_people(ranking, placed)
    units = _units({path for line in placed for path in paths_above(str(line.key))})
    return [
        Line(line.place, line.shown, line.counted, unit, _above(unit, units), unit.name)
        for line in placed
        if (unit := units.get(str(line.key)))
    ]


def as_kept(rows: QuerySet[SnapshotRow]) -> list[Line]:
    """Return the lines of a snapshot. One query."""
    return [
        Line(
            place=row.place,
            shown=row.shown,
            counted=row.counted,
            unit=row.unit,
            above=row.above,
            name=row.name,
            worker=row.worker_id,
            employee_no=row.employee_no,
            is_by_number=_is_by_number(row.worker),
            before=row.place_before,
        )
        for row in rows.select_related("unit", "above", "worker__name_choice")
    ]


def _of_people(ranking: Ranking, placed: Sequence[Placed]) -> list[Line]:
    seats = ranking.seats
    worker, unit, enterprise = (seats.field(name) for name in ("worker", "unit", "enterprise"))
    rows = seats.rows.filter(**{f"{worker}__in": [line.key for line in placed]})
    when = "exam__closes_at" if not seats.along else "competition__frozen_at"
    number = Membership.objects.filter(user=OuterRef(worker)).order_by("-started_on", "-pk").values("employee_no")[:1]
    rows = rows.select_related(worker, f"{worker}__name_choice", unit, enterprise).annotate(no=Subquery(number))
    latest: dict[int, Any] = {}
    for row in rows.defer("paper" if not seats.along else "parts").order_by(when):
        own = row if not seats.along else row.entrant
        latest[own.worker_id] = (own, row.no)
    return [
        Line(
            place=line.place,
            shown=line.shown,
            counted=line.counted,
            unit=own.unit,
            above=own.enterprise,
            name=own.worker.name,
            worker=own.worker_id,
            employee_no=no or "",
            is_by_number=_is_by_number(own.worker),
        )
        for line in placed
        if (found := latest.get(int(line.key)))
        for own, no in [found]
    ]


def _is_by_number(worker: Any) -> bool:
    choice = getattr(worker, "name_choice", None)
    return bool(choice and choice.by_number)


def _units(paths: Iterable[str]) -> dict[str, Unit]:
    return {str(unit.path): unit for unit in Unit.objects.filter(path__in=set(paths))}


def _above(unit: Unit, units: dict[str, Unit]) -> Unit:
    """Return a team's or workshop's enterprise; of anything else what it lies directly below."""
    above = [units[path] for path in paths_above(str(unit.path))[:-1] if path in units]
    if unit.kind in {UnitKind.TEAM, UnitKind.WORKSHOP}:
        return next((other for other in above if other.kind == UnitKind.ENTERPRISE), unit)
    return above[-1] if above else unit
