"""What a person reads about his points: sums, badges, and what each point was for, with the way back to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models import ProcedureReading, Study
from exams.models import DailyTen
from leaderboard.models import PointEntry
from leaderboard.points.badges import Standing, standings
from leaderboard.points.kinds import WORTH, PointKind, Worth

if TYPE_CHECKING:
    from organizations.models import User

Named = Mapping[str, tuple[str, str]]  # by what an entry is about: its name, and its address or ""


@dataclass(frozen=True, slots=True)
class PointDay:
    """One day's entries in the order in which they were given."""

    day: date
    entries: tuple[PointEntry, ...]

    @property
    def points(self) -> int:
        return sum(entry.points for entry in self.entries)


@dataclass(frozen=True, slots=True)
class OwnPoints:
    """All that a person was given, the latest day first."""

    days: tuple[PointDay, ...]
    badges: tuple[Standing, ...]
    this_month: int

    @property
    def all(self) -> int:
        return sum(day.points for day in self.days)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry as it is read; with `takes_back` it takes an earlier one back.

    `url` leads back to the thing, "" where there is no page of it (any more).
    """

    kind: PointKind
    name: str
    url: str
    points: int
    takes_back: bool

    @property
    def worth(self) -> Worth:
        return WORTH[self.kind]


def own_points(worker: User, today: date) -> OwnPoints:
    """Return the person's points. One query."""
    entries = PointEntry.objects.filter(worker=worker).order_by("-day", "place")
    days = tuple(PointDay(day, tuple(given)) for day, given in groupby(entries, key=lambda entry: entry.day))
    month = sum(day.points for day in days if day.day >= today.replace(day=1))
    gone = {entry.takes_back_id for day in days for entry in day.entries} - {None}
    deeds = [
        (entry.kind, day.day)
        for day in days
        for entry in day.entries
        if entry.takes_back_id is None and entry.pk not in gone
    ]
    return OwnPoints(days, tuple(standings(deeds, today)), month)


def told(worker: User, days: Sequence[PointDay]) -> list[tuple[PointDay, list[EntryLine]]]:
    """Return the days with their entries as they are read. At most three queries."""
    named = _named(worker, [entry for day in days for entry in day.entries])
    return [(day, [_line(entry, named) for entry in day.entries]) for day in days]


def _line(entry: PointEntry, named: Named) -> EntryLine:
    kind = PointKind(entry.kind)
    name, url = named.get(entry.about, (str(kind.label), ""))
    if entry.about == f"practice:{entry.day.isoformat()}":
        name = _("The ten questions of the day")
    return EntryLine(kind, name, url, entry.points, entry.takes_back_id is not None)


def _named(worker: User, entries: Iterable[PointEntry]) -> Named:
    keys: dict[str, list[str]] = {kind: [] for kind in PointKind}
    for entry in entries:
        keys[entry.kind].append(entry.about.partition(":")[2])
    return {
        **_tens(worker, keys[PointKind.PRACTICE]),
        **_pages(worker, keys[PointKind.READING]),
        **_procedures(worker, keys[PointKind.PROCEDURE]),
        **{f"hazard:{key}": (_("What I have told"), reverse("hazards:mine")) for key in keys[PointKind.HAZARD]},
    }


def _tens(worker: User, days: Sequence[str]) -> Named:
    """Old tens are forgotten; their names stay."""
    if not days:
        return {}
    kept = dict(DailyTen.objects.filter(worker=worker, day__in=days).values_list("day", "pk"))
    return {f"practice:{day}": (_ten_name(day), _ten_url(kept, date.fromisoformat(day))) for day in days}


def _ten_name(day: str) -> str:
    return _("The ten questions of %s") % date_format(date.fromisoformat(day), "n月j日")


def _ten_url(kept: Mapping[date, object], day: date) -> str:
    return reverse("exams:question_of_ten", args=[kept[day], 1]) if day in kept else ""


def _pages(worker: User, pages: Sequence[str]) -> Named:
    if not pages:
        return {}
    studies = Study.objects.filter(worker=worker, page__in=pages).select_related("page")
    return {
        f"case:{study.page_id}": (study.page.title, (study.page.url or "") if study.page.live else "")
        for study in studies
    }


def _procedures(worker: User, versions: Sequence[str]) -> Named:
    if not versions:
        return {}
    readings = ProcedureReading.objects.filter(worker=worker, version__in=[int(version) for version in versions])
    return {
        f"procedure:{reading.version_id}": (
            reading.version.procedure.name,
            reverse("courses:read_procedure", args=[reading.version.procedure_id]),
        )
        for reading in readings.select_related("version__procedure")
    }
