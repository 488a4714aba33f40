"""Where people belonged around a month's exams: who was dispatched, who went elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from organizations.models import Membership
from organizations.models.memberships import Employment

if TYPE_CHECKING:
    from exams.models import Exam
    from organizations.models import Unit


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in one unit; `name` is the unit's."""

    unit: int
    name: str
    since: date
    until: date | None
    employment: str

    def holds_on(self, day: date) -> bool:
        """Whether he belonged there that day; on the day of leaving he may still have been there."""
        return self.since <= day and (self.until is None or self.until >= day)


class Places:
    """The stays of each worker that touch the time from the day of the first exam on, in their order."""

    def __init__(self, rows: Iterable[tuple[int, Stay]], day: date) -> None:
        self.day = day  # of the last exam
        self._of: defaultdict[int, list[Stay]] = defaultdict(list)
        for worker, stay in rows:
            self._of[worker].append(stay)

    def is_dispatched(self, worker: int) -> bool:
        on_the_day = [stay for stay in self._of[worker] if stay.holds_on(self.day)]
        return any(stay.employment == Employment.DISPATCHED for stay in on_the_day[-1:])

    def elsewhere(self, worker: int, unit: int) -> Sequence[Stay]:
        """Return the stays in other units than that of his seat."""
        return [stay for stay in self._of[worker] if stay.unit != unit]


def places_of(enterprise: Unit, exams: Sequence[Exam], *, as_of: datetime) -> Places:
    """Return where people were from the first exam until that moment, in this enterprise. One query."""
    first, last = (timezone.localdate(moment) for moment in (exams[0].opens_at, exams[-1].opens_at))
    stays = Membership.objects.filter(enterprise=enterprise, started_on__lte=timezone.localdate(as_of))
    rows = (
        stays.exclude(ended_on__lt=first)
        .order_by("started_on", "pk")
        .values_list("user", "unit", "unit__name", "started_on", "ended_on", "employment")
    )
    return Places(
        (
            (user, Stay(unit, name, since, until, employment))
            for user, unit, name, since, until, employment in rows.iterator()
        ),
        last,
    )
