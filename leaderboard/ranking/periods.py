"""The time that a board is about: one exam, one competition, a month, a quarter, or a span with a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from exams.models import Exam, ExamState
from leaderboard.models import Competition, NamedPeriod
from leaderboard.ranking.levels import Source

MONTH, QUARTER, SPAN = re.compile(r"(\d{4})-(\d\d)"), re.compile(r"(\d{4})-q([1-4])"), re.compile(r"span-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both inside; of one exam or competition no days, but that.

    `key` is how it is called in addresses and in `RankingSnapshot.period`.
    """

    source: Source
    key: str
    label: str
    first_day: date | None = None
    last_day: date | None = None
    exam: Exam | None = None
    competition: Competition | None = None

    @property
    def event(self) -> Exam | Competition | None:
        return self.exam or self.competition

    @property
    def is_over(self) -> bool:
        """Whether nothing more is expected: what is asked now is what was kept at the close."""
        if self.exam:
            return self.exam.state == ExamState.CLOSED
        return self.last_day is None or self.last_day < localdate()

    @property
    def is_being_sat(self) -> bool:
        """Whether it is one exam that still runs: who has not handed in can still do so."""
        return self.exam is not None and not self.is_over

    @property
    def ended_on(self) -> date | None:
        """The day whose month and quarter an exam or competition counts in; None while it has no end."""
        end = self.exam.closes_at if self.exam else self.competition and self.competition.frozen_at
        return localdate(end) if end and self.is_over else None

    @property
    def is_named(self) -> bool:
        """Whether its name says nothing of its days."""
        return SPAN.fullmatch(self.key) is not None

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first moment to the one after the last, by the clock on the wall here."""
        if self.first_day is None or self.last_day is None:
            raise ValueError(self.key)
        return _midnight(self.first_day), _midnight(self.last_day + timedelta(days=1))

    @property
    def kept_under(self) -> dict[str, Any]:
        """Which snapshots are of this."""
        days = "" if self.event else self.key
        return {"source": self.source, "exam": self.exam, "competition": self.competition, "period": days}

    def of(self, source: Source) -> Period:
        """Return the same days, counted from something else."""
        return replace(self, source=source)


def of_exam(exam: Exam) -> Period:
    return Period(Source.EXAMS, str(exam.pk), exam.title, exam=exam)


def of_competition(competition: Competition) -> Period:
    return Period(Source.COMPETITIONS, str(competition.pk), competition.title, competition=competition)


def of_span(source: Source, span: NamedPeriod) -> Period:
    return Period(source, f"span-{span.pk}", span.name, span.first_day, span.last_day)


def month_of(source: Source, day: date) -> Period:
    """Return the month that the day lies in."""
    first = day.replace(day=1)
    label = _("%(year)d-%(month)02d") % {"year": day.year, "month": day.month}
    return Period(source, f"{day:%Y-%m}", label, first, _months_on(first, 1) - timedelta(days=1))


def quarter_of(source: Source, day: date) -> Period:
    """Return the quarter that the day lies in."""
    number = (day.month + 2) // 3
    first = date(day.year, 3 * number - 2, 1)
    label = _("%(year)d, quarter %(quarter)d") % {"year": day.year, "quarter": number}
    return Period(source, f"{day.year}-q{number}", label, first, _months_on(first, 3) - timedelta(days=1))


def named(source: Source, key: str) -> Period | None:
    """Return the span of days that is called so; None for anything else. One query for a name of the bureau's."""
    if month := MONTH.fullmatch(key):
        year, number = map(int, month.groups())
        return month_of(source, date(year, number, 1)) if year and 1 <= number <= 12 else None
    if quarter := QUARTER.fullmatch(key):
        year, number = map(int, quarter.groups())
        return quarter_of(source, date(year, 3 * number, 1)) if year else None
    if span := SPAN.fullmatch(key):
        found = NamedPeriod.objects.filter(pk=int(span[1])).first()
        return of_span(source, found) if found else None
    return None


def before(period: Period) -> Period | None:
    """Return the month before a month, the quarter before a quarter; None for anything else."""
    if period.first_day is None or period.key.startswith("span-"):
        return None
    day = period.first_day - timedelta(days=1)
    return quarter_of(period.source, day) if "q" in period.key else month_of(period.source, day)


def over_with(source: Source, moment: datetime, today: date) -> list[Period]:
    """Return the days that an event of that moment belongs to, as far as they are over. One query."""
    day = localdate(moment)
    spans = NamedPeriod.objects.filter(first_day__lte=day, last_day__gte=day)
    found = [month_of(source, day), quarter_of(source, day), *(of_span(source, span) for span in spans)]
    return [period for period in found if period.last_day and period.last_day < today]


def as_uuid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None


def _months_on(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))
