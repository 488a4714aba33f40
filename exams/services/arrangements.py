"""What was ordered for units before a seat in them was made: extra time, and pauses that last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Sum

from exams.models import Intervention, InterventionKind
from organizations.models import Unit

if TYPE_CHECKING:
    from datetime import datetime

    from exams.models import Exam


class Arranged(TypedDict):
    """The fields of a seat that interventions have a say in."""

    extra_seconds: int
    paused_at: datetime | None


class Arrangements:
    """The standing orders for the units of one exam. Two queries, three where there are any."""

    def __init__(self, exam: Exam) -> None:
        self._ordered = Intervention.objects.filter(exam=exam)

    def of_units(self, units: Iterable[int]) -> list[Arranged]:
        """Return what holds for a new seat in each of these units."""
        return [self._of_unit(unit) for unit in units]

    def of_seats(self, seats: Iterable[tuple[UUID, int]]) -> Iterator[Arranged]:
        """Return what holds for each of these seats in the unit given with it: its own extra time comes along."""
        seats = list(seats)
        own = dict(
            self._ordered.filter(kind=InterventionKind.EXTRA_TIME, attempt__in=[pk for pk, _unit in seats])
            .order_by()
            .values_list("attempt")
            .annotate(seconds=Sum("seconds"))
        )
        for pk, unit in seats:
            arranged = self._of_unit(unit)
            yield {**arranged, "extra_seconds": arranged["extra_seconds"] + own.get(pk, 0)}

    def _of_unit(self, unit: int) -> Arranged:
        path = self._paths[unit] if self._extra or self._pauses else ""
        return {
            "extra_seconds": sum(seconds for above, seconds in self._extra if path.startswith(above)),
            "paused_at": min((at for above, at in self._pauses if path.startswith(above)), default=None),
        }

    @cached_property
    def _extra(self) -> list[tuple[str, int]]:
        extra = self._ordered.filter(kind=InterventionKind.EXTRA_TIME, attempt__isnull=True)
        return [(path, seconds or 0) for path, seconds in extra.values_list("unit__path", "seconds")]

    @cached_property
    def _pauses(self) -> list[tuple[str, datetime]]:
        return list(self._ordered.unanswered(InterventionKind.PAUSE).values_list("unit__path", "at"))

    @cached_property
    def _paths(self) -> dict[int, str]:
        return dict(Unit.objects.values_list("pk", "path"))
