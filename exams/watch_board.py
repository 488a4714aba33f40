"""The invigilator's board: counts on top, a line for each unit, a page of people; and what changes on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone

from exams.models import Attempt, Exam, Intervention
from exams.models.interventions import PAUSE_IS_FORGOTTEN_AFTER
from exams.phone import milliseconds
from exams.services.annulments import open_proposals
from exams.services.pauses import pauses_that_last
from exams.watching import (
    Progress,
    Standing,
    UnitStanding,
    in_all,
    latest_seats,
    progress_of,
    unit_standings,
    watched,
)
from organizations.models import Unit, UnitKind

if TYPE_CHECKING:
    from exams.models.attempts import AttemptQuerySet
    from organizations.models.units import UnitQuerySet

PEOPLE_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader wants to see: one unit, one standing, somebody by name or number; which page."""

    unit: Unit | None
    standing: str
    words: str
    page: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person on the board."""

    attempt: Attempt
    standing: Standing
    heard: datetime | None
    progress: Progress

    @property
    def extra_minutes(self) -> int:
        return self.attempt.extra_seconds // 60

    @property
    def ends(self) -> str:
        """Until when he may answer, while he does."""
        if self.attempt.deadline is None or self.standing in {Standing.NOT_IN, Standing.FINISHED, Standing.PAUSED}:
            return ""
        return f"{timezone.localtime(self.attempt.deadline):%H:%M}"

    @property
    def heard_ms(self) -> int | None:
        return milliseconds(self.heard)

    @property
    def live(self) -> list[Any]:
        """What changes while he sits, short enough to be asked for every few seconds."""
        done = [self.progress.answered, self.progress.leaves, self.extra_minutes]
        return [str(self.attempt.pk), self.standing.value, *done, self.heard_ms, self.ends]


@dataclass(frozen=True, slots=True)
class LastingPause:
    """A pause that nobody has ended. `is_forgotten`: longer than a failure of the power should last unlooked at."""

    pause: Intervention
    minutes: int
    is_forgotten: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class Board:
    """One exam for one reader."""

    exam: Exam
    now: datetime
    lines: list[UnitStanding]
    page: Page[Any]
    people: list[Person]
    pauses: list[Intervention]
    proposals: list[Intervention]

    @property
    def spans_enterprises(self) -> bool:
        """Whether the name of a team alone does not say whose it is: two mines may both have a first shift."""
        return any(line.unit.kind == UnitKind.ENTERPRISE for line in self.lines)

    @property
    def totals(self) -> dict[str, int]:
        return in_all(self.lines)

    @property
    def live(self) -> dict[str, Any]:
        """What the page asks for every few seconds, as plain data. `asks` differs when something waits for somebody."""
        return {
            "totals": list(self.totals.values()),
            "units": [[line.unit.pk, *line.people.values()] for line in self.lines],
            "people": [person.live for person in self.people],
            "asks": [found.pk for found in (*self.pauses, *self.proposals)],
        }


def board_of(exam: Exam, attempts: AttemptQuerySet, asked: Asked, now: datetime, seen: UnitQuerySet) -> Board:
    """Return the board for these attempts. Eleven queries at most, however many sit.

    Of pauses and proposals it holds those of the units that are seen, and pauses of what lies above the people shown.
    """
    seats = latest_seats(attempts)
    everybody = watched(seats, now)
    lines = unit_standings(everybody)
    # where nobody asks for a standing, none is worked out but for the people shown
    paginator = Paginator(_listed(everybody if asked.standing else seats, asked), PEOPLE_A_PAGE)
    if not asked.words:  # the lines have counted them already
        totals = in_all(lines)
        paginator.count = totals[asked.standing] if asked.standing else sum(totals.values())
    page = paginator.get_page(asked.page)
    people = _people(list(page), now)
    pauses, proposals = pauses_that_last(exam), open_proposals(exam)
    mine = set(seen.filter(pk__in={found.unit_id for found in (*pauses, *proposals)}).values_list("pk", flat=True))
    over_them = [pause for pause in pauses if pause.unit_id in mine or any(pause.unit.contains(x.unit) for x in lines)]
    return Board(exam, now, lines, page, people, over_them, [found for found in proposals if found.unit_id in mine])


def lasting(pauses: Iterable[Intervention], acting: set[int], now: datetime) -> list[LastingPause]:
    """Return the pauses as the page lists them; `acting` are the units where the reader may end one."""
    return [
        LastingPause(
            pause,
            int((now - pause.at).total_seconds() // 60),
            now - pause.at >= PAUSE_IS_FORGOTTEN_AFTER,
            pause.unit_id in acting,
        )
        for pause in pauses
    ]


def _listed(attempts: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    """Return the keys of the people asked for, in the order of the tree."""
    if asked.standing:
        attempts = attempts.filter(standing=asked.standing)
    if asked.words:
        attempts = attempts.filter(Q(worker__name__icontains=asked.words) | Q(employee_no__icontains=asked.words))
    return attempts.order_by("enterprise__path", "unit__path", "employee_no", "pk").values_list("pk", flat=True)


def _people(keys: list[UUID], now: datetime) -> list[Person]:
    """Return these people in the order of the keys; never their papers. Three queries at most."""
    whole = Attempt.objects.filter(pk__in=keys).select_related("worker", "unit", "enterprise").defer("paper", "told")
    found = {attempt.pk: attempt for attempt in watched(whole, now)}
    progress = progress_of(keys)
    rows = [found[key] for key in keys if key in found]
    return [Person(row, Standing(row.standing), row.heard, progress.get(row.pk, Progress())) for row in rows]
