"""Months, the oldest first."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

YEAR = 12


def last_months(number: int) -> tuple[date, ...]:
    """Return the first days of the last months up to this one, the oldest first."""
    this = timezone.localdate().replace(day=1)
    months = [this]
    while len(months) < number:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return tuple(reversed(months))


def beginning(day: date) -> datetime:
    """Return the moment at which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))
