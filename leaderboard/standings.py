"""How a competition stands, from the marks as they are now: by stage, with the way to every number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import prefetch_related_objects

from leaderboard.bars import bars_of_chief
from leaderboard.models import Entrant, MarkSheet, Part, Rescore, Stage, StageEntrant, StandingRow, VetoRuling
from leaderboard.scoring import (
    Contender,
    Judged,
    PartScore,
    Place,
    Total,
    Weighed,
    judged_score,
    places,
    weighted_total,
)
from leaderboard.still_to_come import line_waits_for, takes_ruling
from leaderboard.theory import NOTHING_YET, Scores, theory_of, theory_scores

if TYPE_CHECKING:
    from leaderboard.bars import Bars
    from leaderboard.models import Competition

    Spot = tuple[int, UUID]  # a part and a competitor


@dataclass(frozen=True, slots=True)
class Sitter:
    """Whose exam a theory score comes from: the competitor, or a member of the team. `score` is per hundred."""

    name: str
    score: Decimal | None
    attempt: UUID | None


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of one competitor: its score, the sheets of the round that counts, and the history before it.

    Of a theory it is `sitters` that the score comes from.
    """

    part: Part
    score: PartScore
    round: int
    sheets: tuple[MarkSheet, ...]
    earlier: tuple[MarkSheet, ...]
    ruling: VetoRuling | None
    sitters: tuple[Sitter, ...] = ()

    @property
    def is_awaited(self) -> bool:
        """Whether judges were asked again and have not all answered."""
        return self.round > 1 and not self.score.is_final and not self.awaits_ruling

    @property
    def awaits_ruling(self) -> bool:
        """Whether some judges, but not most, saw a critical step missed, and the chief judge has yet to speak."""
        return self.score.awaits_ruling


@dataclass(frozen=True, slots=True)
class Line:
    """One competitor in one stage."""

    entrant: Entrant
    place: int | None
    total: Total
    parts: tuple[PartLine, ...]

    @property
    def is_wide(self) -> bool:
        return any(row.score.is_wide for row in self.parts)

    @property
    def awaits_ruling(self) -> bool:
        return any(row.awaits_ruling for row in self.parts)

    @property
    def waits_for(self) -> str:
        """What is missing before his total is final, in words; empty where nothing is."""
        return line_waits_for(self)


@dataclass(frozen=True, slots=True)
class StageStanding:
    """A stage with its lines, the best first; who was withdrawn is not among them."""

    stage: Stage
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]

    @property
    def places(self) -> list[Place[UUID]]:
        return [Place(line.entrant.pk, line.place) for line in self.lines]

    @property
    def is_final(self) -> bool:
        return bool(self.lines) and all(line.total.is_final for line in self.lines)


@dataclass(frozen=True, slots=True)
class Standings:
    """All stages of a competition, in their order."""

    stages: tuple[StageStanding, ...]

    def of(self, stage: Stage) -> StageStanding:
        return next(standing for standing in self.stages if standing.stage.pk == stage.pk)


@dataclass(frozen=True, slots=True)
class _Marked:
    """Everything that was marked, by part and competitor; `chief` is whom the chief judge may not rule on."""

    sheets: Mapping[Spot, list[MarkSheet]]
    rounds: Mapping[Spot, int]
    rulings: Mapping[tuple[Spot, int], VetoRuling]
    theory: Scores
    members: Mapping[UUID, list[tuple[int, str]]]
    frozen: Mapping[Spot, dict[str, Any]]
    chief: Bars | None


def standings_of(competition: Competition, *, with_items: bool = False) -> Standings:
    """Return how it stands now, if wished with the steps of each part.

    At most ten queries, eleven with the steps, seven more where a judge says that a critical step was missed, whatever
    the number of competitors and judges.
    """
    wanted = ("parts__exam", "parts__items") if with_items else ("parts__exam",)
    stages = list(competition.stages.order_by("place").prefetch_related(*wanted))
    starters: defaultdict[int, list[Entrant]] = defaultdict(list)
    starts = StageEntrant.objects.filter(stage__competition=competition, entrant__withdrawn_at__isnull=True)
    for start in starts.select_related("entrant__unit", "entrant__enterprise"):
        starters[start.stage_id].append(start.entrant)
    marked = _marked(competition, stages, [entrant for own in starters.values() for entrant in own])
    return Standings(tuple(_stage(competition, stage, starters[stage.pk], marked) for stage in stages))


def _marked(competition: Competition, stages: list[Stage], entrants: list[Entrant]) -> _Marked:
    here: dict[str, Any] = {"entrant__competition": competition}
    sheets: defaultdict[Spot, list[MarkSheet]] = defaultdict(list)
    for sheet in MarkSheet.objects.filter(**here).select_related("judge__user").order_by("judge", "round"):
        sheets[sheet.part_id, sheet.entrant_id].append(sheet)
    rounds = {
        (asked.part_id, asked.entrant_id): asked.round for asked in Rescore.objects.filter(**here).order_by("round")
    }
    rulings = {
        ((said.part_id, said.entrant_id), said.round): said for said in VetoRuling.objects.filter(**here).order_by("pk")
    }
    members = _members(competition)
    people = [worker for own in members.values() for worker, _name in own]
    parts = [part for stage in stages for part in stage.parts.all()]
    chief = None
    if any(sheet.missed for own in sheets.values() for sheet in own):
        chief = bars_of_chief(competition)
        prefetch_related_objects(entrants, "members")  # the bars look at them
    return _Marked(sheets, rounds, rulings, theory_scores(parts, people), members, _frozen(competition), chief)


def _frozen(competition: Competition) -> dict[Spot, dict[str, Any]]:
    """Return what was made final: no marks come after that, but an exam may be corrected. One query."""
    return {
        (part["part"], row.entrant_id): part
        for row in StandingRow.objects.filter(competition=competition)
        for part in row.parts
        if part["score"] is not None
    }


def _members(competition: Competition) -> dict[UUID, list[tuple[int, str]]]:
    """Return who competes behind each competitor, with his name: one person, or a team's. One query."""
    if not competition.is_for_teams:
        people = competition.entrants.values_list("pk", "worker", "name")
        return {pk: [(worker, name)] for pk, worker, name in people}
    members: defaultdict[UUID, list[tuple[int, str]]] = defaultdict(list)
    of_teams = Entrant.members.through.objects.filter(entrant__competition=competition).order_by("pk")
    for entrant, worker, name in of_teams.values_list("entrant", "user", "user__name"):
        members[entrant].append((worker, name))
    return members


def _stage(competition: Competition, stage: Stage, entrants: list[Entrant], marked: _Marked) -> StageStanding:
    parts = tuple(stage.parts.all())
    rows = {entrant.pk: tuple(_part(competition, part, entrant, marked) for part in parts) for entrant in entrants}
    totals = {pk: weighted_total([Weighed(row.part.weight, row.score) for row in own]) for pk, own in rows.items()}
    known = {entrant.pk: entrant for entrant in entrants}
    placed = places(Contender(pk, known[pk].name, total) for pk, total in totals.items())
    lines = tuple(Line(known[row.key], row.place, totals[row.key], rows[row.key]) for row in placed)
    return StageStanding(stage, parts, lines)


def _part(competition: Competition, part: Part, entrant: Entrant, marked: _Marked) -> PartLine:
    spot = (part.pk, entrant.pk)
    if not part.is_judged:
        return _frozen_theory(part, marked.frozen[spot]) if spot in marked.frozen else _theory(part, entrant, marked)
    counting, own = marked.rounds.get(spot, 1), marked.sheets.get(spot, [])
    sheets = tuple(sheet for sheet in own if sheet.round == counting)
    ruling = marked.rulings.get((spot, counting))
    judged = [Judged(sheet.judge_id, sheet.score, bool(sheet.missed)) for sheet in sheets]
    can_rule = marked.chief is not None and takes_ruling(part, counting) and not marked.chief.bar(entrant)
    said = ruling.is_missed if ruling else None
    score = judged_score(judged, competition.judging, ruling=said, takes_ruling=can_rule)
    earlier = tuple(sheet for sheet in own if sheet.round < counting)
    return PartLine(part, score, counting, sheets, earlier, ruling)


def _theory(part: Part, entrant: Entrant, marked: _Marked) -> PartLine:
    people = marked.members.get(entrant.pk, []) if part.exam_id else []
    sat = [marked.theory.get((part.exam_id, worker), NOTHING_YET) for worker, _name in people if part.exam_id]
    sitters = tuple(Sitter(name, own.part.score, own.attempt) for (_worker, name), own in zip(people, sat, strict=True))
    return PartLine(part, theory_of(sat), 1, (), (), None, sitters)


def _frozen_theory(part: Part, final: dict[str, Any]) -> PartLine:
    sitters = tuple(
        Sitter(
            name=sat["name"],
            score=None if sat["score"] is None else Decimal(sat["score"]),
            attempt=UUID(sat["attempt"]) if sat["attempt"] else None,
        )
        for sat in final["sitters"]
    )
    return PartLine(part, PartScore(Decimal(final["score"]), is_final=True), 1, (), (), None, sitters)
