"""The training hours of a year, by what they were spent on: of one person, or of many at once.

A year is one of the calendar in Asia/Shanghai, and a stretch of learning belongs to the year in which it ended. Only
seconds that count are added up, corrections among them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.db.models.functions import ExtractYear
from django.utils.timezone import make_aware

from courses.models.records import LearningCategory, LearningRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from organizations.models import User

# The rules count 学时 and do not say how long one is: a full hour is the reading that no inspector can call too short.
SECONDS_AN_HOUR = 3600
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Hours:
    """What somebody learned in a year, in seconds that count."""

    case: int = 0
    lecture: int = 0
    training: int = 0

    @property
    def total(self) -> int:
        return self.case + self.lecture + self.training

    @property
    def shown(self) -> dict[str, Decimal]:
        """The same in hours to one place, and their `total`."""
        parts = {"case": self.case, "lecture": self.lecture, "training": self.training, "total": self.total}
        return {name: hours_of(seconds) for name, seconds in parts.items()}


def hours_of(seconds: int) -> Decimal:
    """Return hours to one place, rounded down: nobody is shown to have what he has not quite."""
    return (Decimal(seconds) / SECONDS_AN_HOUR).quantize(TENTH, ROUND_FLOOR)


def missing_hours(seconds: int) -> Decimal:
    """Return hours to one place, rounded up: a gap of a minute is a gap."""
    return (Decimal(seconds) / SECONDS_AN_HOUR).quantize(TENTH, ROUND_CEILING)


def year_in_time(year: int) -> tuple[datetime, datetime]:
    """Return the first moment of the year and the first one after it."""
    return make_aware(datetime(year, 1, 1)), make_aware(datetime(year + 1, 1, 1))  # noqa: DTZ001  (made aware at once)


def records_of_year(year: int) -> QuerySet[LearningRecord]:
    """Return all records of the year, corrections among them."""
    start, end = year_in_time(year)
    records: QuerySet[LearningRecord] = LearningRecord.objects.filter(ended_at__gte=start, ended_at__lt=end)
    return records


def hours_of_year(people: Iterable[User] | QuerySet[User], year: int) -> dict[int, Hours]:
    """Return the hours of these people by their key; who learned nothing is left out. One query, however many."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = records_of_year(year).filter(worker__in=people).order_by().values("worker", "category")
    for row in rows.annotate(counted=Sum("counted_seconds")):
        found[row["worker"]][row["category"]] = row["counted"]
    return {worker: _hours(spent) for worker, spent in found.items()}


def hours_by_year(person: User) -> dict[int, Hours]:
    """Return one person's hours of every year in which he learned. One query."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    records = LearningRecord.objects.filter(worker=person).order_by().annotate(year=ExtractYear("ended_at"))
    for row in records.values("year", "category").annotate(counted=Sum("counted_seconds")):
        found[row["year"]][row["category"]] = row["counted"]
    return {year: _hours(spent) for year, spent in found.items()}


def _hours(spent: dict[str, int]) -> Hours:
    return Hours(
        case=spent.get(LearningCategory.CASE, 0),
        lecture=spent.get(LearningCategory.LECTURE, 0),
        training=spent.get(LearningCategory.TRAINING, 0),
    )


def hours_of_person(person: User, year: int) -> Hours:
    """Return one person's hours of the year. One query."""
    return hours_of_year([person], year).get(person.pk, Hours())
