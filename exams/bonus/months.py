"""Months as people write them: 2024-03."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from organizations.errors import Refused


class NoSuchMonth(Refused):
    """What was written is no month."""


def parse_month(text: str) -> date:
    """Return the first day of a month written as 2024-03. Raises NoSuchMonth."""
    year, _dash, month = text.partition("-")
    if len(text) == 7 and year.isdecimal() and month.isdecimal() and len(year) == 4:
        try:
            return date(int(year), int(month), 1)
        except ValueError:
            pass
    raise NoSuchMonth(_("%(text)s is no month. Write it as year and month: 2024-03.") % {"text": text})


def month_text(month: date) -> str:
    return f"{month:%Y-%m}"


def month_after(month: date) -> date:
    """Return the first day of the next month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


class MonthConverter:
    """A month in an address."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> date:
        try:
            return parse_month(value)
        except NoSuchMonth as refusal:
            raise ValueError(value) from refusal

    def to_url(self, value: date) -> str:
        return month_text(value)
