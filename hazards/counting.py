"""How often in which month and unit: what was seen, and what people told of themselves. A query each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from exams.bonus.months import month_after
from hazards.models import SelfReport, Violation
from hazards.months import beginning
from organizations.models import Membership

if TYPE_CHECKING:
    from organizations.models.units import UnitQuerySet

Counted = Counter[tuple[int, date]]  # by unit (or enterprise) and the first day of the month
HUNDRED, TENTH = Decimal(100), Decimal("0.1")


def seen_by_month(units: UnitQuerySet, since: date, *, by: str = "unit", kind: str = "") -> Counted:
    """Return how many violations stand, since the first day of a month; `by` is unit or enterprise. One query."""
    rows = Violation.objects.standing().filter(unit__in=units, happened_at__gte=beginning(since))
    if kind:
        rows = rows.filter(kind=kind)
    months = rows.order_by().annotate(month=TruncMonth("happened_at")).values_list(by, "month")
    return Counter({(key, month.date()): number for key, month, number in months.annotate(number=Count("pk"))})


def told_by_month(units: UnitQuerySet, since: date, *, by: str = "unit") -> Counted:
    """Return how many self-reports stand. One query."""
    rows = SelfReport.objects.standing().filter(unit__in=units, happened_on__gte=since)
    months = rows.order_by().annotate(month=TruncMonth("happened_on")).values_list(by, "month")
    return Counter({(key, month): number for key, month, number in months.annotate(number=Count("pk"))})


def people_by_unit(units: UnitQuerySet, *, by: str = "unit") -> Counter[int]:
    """Return how many are on the roster today. One query."""
    places = Membership.objects.current().filter(unit__in=units).order_by().values_list(by)
    return Counter(dict(places.annotate(people=Count("pk"))))


def people_by_month(units: UnitQuerySet, months: Sequence[date]) -> list[int]:
    """Return how many were on the roster at the end of each month; in one that is not over, today. One query."""
    counts = {f"m{place}": Count("pk", filter=_on_roster(month)) for place, month in enumerate(months)}
    found = Membership.objects.filter(unit__in=units).order_by().aggregate(**counts)
    return [found[f"m{place}"] for place in range(len(months))]


def _on_roster(month: date) -> Q:
    day = min(month_after(month) - timedelta(days=1), timezone.localdate())
    return Q(started_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))


def per_hundred(number: int, people: int) -> Decimal | None:
    """Return how many for a hundred people, to a tenth; None where there is nobody."""
    if people <= 0:
        return None
    return (HUNDRED * number / people).quantize(TENTH, ROUND_HALF_UP)
