"""What a judge has to mark: whom, in which part, in which round. Other judges' marks are nowhere here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from leaderboard.bars import bars_of
from leaderboard.models import Competition, CompetitionState, Entrant, Judge, MarkSheet, Part, PartKind, Rescore, Stage
from leaderboard.models.entrants import StageEntrant

if TYPE_CHECKING:
    from organizations.models import User

    Spot = tuple[int, UUID]  # a part and a competitor


@dataclass(frozen=True, slots=True)
class Task:
    """One sheet to fill in, or filled in (`sheet`). `asked` is why it is asked for again."""

    entrant: Entrant
    part: Part
    round: int
    sheet: MarkSheet | None
    asked: str

    @property
    def is_done(self) -> bool:
        return self.sheet is not None


@dataclass(frozen=True, slots=True)
class Row:
    """One competitor with his open parts."""

    entrant: Entrant
    tasks: tuple[Task, ...]

    @property
    def is_done(self) -> bool:
        return all(task.is_done for task in self.tasks)


@dataclass(frozen=True, slots=True)
class Duties:
    """Everything a judge has to mark in one competition now, what is left first.

    `barred`: of his own unit. `closed`: what he gave where nothing is marked any more, each part's last round.
    """

    judge: Judge
    rows: tuple[Row, ...]
    barred: int
    closed: tuple[MarkSheet, ...] = ()

    @property
    def tasks(self) -> list[Task]:
        return [task for row in self.rows for task in row.tasks]

    @property
    def next(self) -> Task | None:
        """The first sheet that is left."""
        return next((task for task in self.tasks if not task.is_done), None)

    @property
    def to_do(self) -> int:
        return sum(not task.is_done for task in self.tasks)

    def task(self, entrant: UUID, part: int) -> Task | None:
        return next((task for task in self.tasks if (task.entrant.pk, task.part.pk) == (entrant, part)), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """A competition that somebody judges, with its stages."""

    competition: Competition
    stages: tuple[Stage, ...]

    @property
    def is_over(self) -> bool:
        """Whether every stage is closed, and the results are not shown yet: after that an appeal may ask for marks."""
        return self.competition.state == CompetitionState.RUNNING and all(stage.closed_at for stage in self.stages)

    @property
    def says(self) -> str:
        """How far it is."""
        if self.is_over:
            return _("%s closed: nothing waits for you") % "、".join(stage.name for stage in self.stages)
        return str(self.competition.get_state_display())


def judged_by(user: User) -> list[Competition]:
    """Return the competitions in which the person has something to mark, the next first. One query."""
    mine = Competition.objects.filter(judges__user=user, judges__is_active=True)
    states = (CompetitionState.OPEN, CompetitionState.RUNNING, CompetitionState.SHOWN)
    return list(mine.filter(state__in=states).select_related("owner").order_by("entries_until", "title"))


def judged_with_stages(user: User) -> list[Judged]:
    """Return the same with how far each is. Two queries."""
    found = judged_by(user)
    prefetch_related_objects(found, "stages")
    return [Judged(competition, tuple(competition.stages.all())) for competition in found]


def duties_of(competition: Competition, judge: Judge) -> Duties:
    """Return whom the judge marks now. At most nine queries, whatever their number."""
    rounds = {
        (asked.part_id, asked.entrant_id): asked
        for asked in Rescore.objects.filter(entrant__competition=competition).order_by("round")
    }
    own = MarkSheet.objects.filter(judge=judge).select_related("entrant", "part__stage")
    sheets = {(sheet.part_id, sheet.entrant_id, sheet.round): sheet for sheet in own}
    bars = bars_of(judge, competition)
    starters = _starters(competition)
    entrants = {entrant.pk: entrant for entrants in starters.values() for entrant in entrants}
    barred = {pk for pk, entrant in entrants.items() if bars.bar(entrant)}
    tasks: defaultdict[UUID, list[Task]] = defaultdict(list)
    for part in _open_parts(competition):
        for entrant in starters.get(part.stage_id, []):
            asked = rounds.get((part.pk, entrant.pk))
            if entrant.pk in barred or (competition.is_out and asked is None):
                continue
            counting = asked.round if asked else 1
            sheet = sheets.get((part.pk, entrant.pk, counting))
            tasks[entrant.pk].append(Task(entrant, part, counting, sheet, asked.reason if asked else ""))
    found = [Row(entrants[pk], tuple(own)) for pk, own in tasks.items()]
    rows = sorted(found, key=lambda row: (row.is_done, row.entrant.number))
    return Duties(judge, tuple(rows), len(barred), _closed(sheets.values(), found))


def _closed(sheets: Iterable[MarkSheet], rows: Iterable[Row]) -> tuple[MarkSheet, ...]:
    still_open = {(task.part.pk, task.entrant.pk) for row in rows for task in row.tasks}
    by_round = sorted(sheets, key=lambda sheet: sheet.round)
    last = {(sheet.part_id, sheet.entrant_id): sheet for sheet in by_round}
    over = (sheet for spot, sheet in last.items() if spot not in still_open)
    return tuple(sorted(over, key=lambda sheet: (sheet.entrant.number, sheet.part_id)))


def _starters(competition: Competition) -> Mapping[int, list[Entrant]]:
    found: defaultdict[int, list[Entrant]] = defaultdict(list)
    starts = StageEntrant.objects.filter(stage__competition=competition, entrant__withdrawn_at__isnull=True)
    wanted = starts.select_related("entrant__unit", "entrant__enterprise").prefetch_related("entrant__members")
    for start in wanted.order_by("entrant__number"):
        found[start.stage_id].append(start.entrant)
    return found


def _open_parts(competition: Competition) -> list[Part]:
    """Return what judges mark now: of the open stage, and after the results what appeals led to."""
    still_open = Q(stage__closed_at__isnull=True)
    parts = Part.objects.filter(stage__competition=competition).exclude(kind=PartKind.THEORY).select_related("stage")
    if competition.state not in {CompetitionState.RUNNING, CompetitionState.SHOWN}:
        return []
    return list(parts if competition.is_out else parts.filter(still_open))
