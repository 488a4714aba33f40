"""How long a certificate is good. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

A_DAY = timedelta(days=1)
RUNS_OUT_WITHIN = timedelta(days=60)


def last_day(issued_on: date, months: int) -> date:
    """Return the last day on which it is good; the day of issue is the first of so many months.

    Issued on 4 March for twelve months, it is good until 3 March. Where the month at the end is too short to have that
    day, its last day is the last (as Civil Code Art. 202 counts).
    """
    year, month = divmod(issued_on.year * 12 + issued_on.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    if issued_on.day > length:
        return date(year, month + 1, length)
    return date(year, month + 1, issued_on.day) - A_DAY
