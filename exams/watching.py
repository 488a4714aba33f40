"""Who is in, how far, and of whom nothing is heard any more: an exam as its invigilators see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.enums import TextChoices
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from exams.models import AnswerEvent, Attempt, AttemptState, EventKind
from exams.reduction import answers
from organizations.models import Unit, UnitKind

if TYPE_CHECKING:
    from exams.models.attempts import AttemptQuerySet

# A phone that saves nothing asks for news once a minute or so (js/exam/news.js): two of these have failed.
SILENT_AFTER = timedelta(seconds=150)


class Standing(TextChoices):
    """Where somebody stands, in the order of the bar."""

    FINISHED = "finished", _("Finished")
    IN = "in", _("Answering")
    OFFLINE = "offline", _("Not heard of")
    PAUSED = "paused", _("Paused")
    NOT_IN = "not_in", _("Not in")


@dataclass(frozen=True, slots=True)
class Progress:
    """What the journal of a sitting says: how many questions have an answer, how often the page was left.

    Steps of which only some have a number count here, unlike on the receipt: which question asks for steps, and how
    many, stands in the paper alone, and the board reads no papers.
    """

    answered: int = 0
    leaves: int = 0


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How many people of an enterprise or a team stand where."""

    unit: Unit
    people: dict[str, int]

    @property
    def name(self) -> str:
        return self.unit.shown_name if self.unit.kind == UnitKind.ENTERPRISE else self.unit.name

    @property
    def total(self) -> int:
        return sum(self.people.values())

    @property
    def pieces(self) -> list[tuple[str, str, int, float, float]]:
        """The bar of a hundred units' width: standing, its word, people, where the piece begins and how wide it is."""
        ends = list(accumulate(self.people.values(), initial=0))
        scale = 100 / max(self.total, 1)
        return [
            (standing, str(Standing(standing).label), people, round(begins * scale, 2), round(people * scale, 2))
            for (standing, people), begins in zip(self.people.items(), ends, strict=False)
        ]


def latest_seats(attempts: AttemptQuerySet) -> AttemptQuerySet:
    """Return one seat a person: what was voided is gone, and who sits again is seen at his last sitting."""
    later = Attempt.objects.filter(exam=OuterRef("exam"), worker=OuterRef("worker"), number__gt=OuterRef("number"))
    return attempts.counted().filter(~Exists(later))


def watched(seats: AttemptQuerySet, now: datetime) -> QuerySet[Any]:
    """Return the seats with their `standing`, and `heard`: when a sitting under way was last heard of.

    The journal is asked for one row a sitting, by an index, and only while it is under way.
    """
    last_event = AnswerEvent.objects.filter(attempt=OuterRef("pk")).order_by("-received_at").values("received_at")[:1]
    heard = Greatest(
        F("started_at"), Coalesce("presence__at", F("started_at")), Coalesce(Subquery(last_event), F("started_at"))
    )
    under_way = Q(state=AttemptState.IN_PROGRESS)
    standing = Case(
        When(state=AttemptState.PREPARED, then=Value(Standing.NOT_IN)),
        When(state=AttemptState.GRADED, then=Value(Standing.FINISHED)),
        When(paused_at__isnull=False, then=Value(Standing.PAUSED)),
        When(heard__lt=now - SILENT_AFTER, then=Value(Standing.OFFLINE)),
        default=Value(Standing.IN),
        output_field=CharField(),
    )
    known: QuerySet[Any] = seats.annotate(heard=Case(When(under_way, then=heard), output_field=DateTimeField()))
    return known.annotate(standing=standing)


def unit_standings(attempts: QuerySet[Any]) -> list[UnitStanding]:
    """Return a line for each enterprise, or, where there is only one, for each of its teams. Two queries.

    The attempts come from `watched`.
    """
    counted = attempts.order_by().values("standing", path=F("unit__path"), above=F("enterprise__path"))
    rows = sorted(counted.annotate(people=Count("pk")), key=itemgetter("above", "path"))
    by = itemgetter("above") if len({row["above"] for row in rows}) > 1 else itemgetter("path")
    groups = {path: _added_up(group) for path, group in groupby(rows, key=by)}
    units = {unit.path: unit for unit in Unit.objects.filter(path__in=groups)}
    return [UnitStanding(units[path], people) for path, people in groups.items()]


def in_all(lines: Iterable[UnitStanding]) -> dict[str, int]:
    """Return how many people of all these units stand where."""
    totals = dict.fromkeys(Standing.values, 0)
    for line in lines:
        for standing, people in line.people.items():
            totals[standing] += people
    return totals


def progress_of(sittings: Sequence[UUID]) -> dict[UUID, Progress]:
    """Return what the journals of these sittings say, for those that have any. One query, two if answers were cleared.

    Counting is the database's work, as long as nobody has taken an answer back: then the events are reduced.
    """
    answer, cleared = Q(kind=EventKind.ANSWER), Q(value=[])
    rows = (
        AnswerEvent.objects.filter(attempt__in=sittings)
        .values("attempt")
        .annotate(
            answered=Count("slot", distinct=True, filter=answer & ~cleared),
            leaves=Count("pk", filter=Q(kind=EventKind.LEAVE)),
            cleared=Count("pk", filter=answer & cleared),
        )
    )
    found = {row["attempt"]: row for row in rows}
    exact = _reduced([attempt for attempt, row in found.items() if row["cleared"]])
    return {attempt: Progress(exact.get(attempt, row["answered"]), row["leaves"]) for attempt, row in found.items()}


def _reduced(sittings: Sequence[UUID]) -> dict[UUID, int]:
    if not sittings:
        return {}
    events = AnswerEvent.objects.filter(attempt__in=sittings, kind=EventKind.ANSWER).order_by("attempt")
    return {
        attempt: sum(bool(keys) for keys in answers(of_attempt).values())
        for attempt, of_attempt in groupby(events, key=lambda event: event.attempt_id)
    }


def _added_up(rows: Iterable[dict[str, object]]) -> dict[str, int]:
    people = dict.fromkeys(Standing.values, 0)
    for row in rows:
        people[str(row["standing"])] += int(str(row["people"]))
    return people
