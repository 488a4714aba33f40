"""Competitions on each step of their way, their judges, and marks, all made by the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from leaderboard.models import Competition, Entrant, Judge, MarkSheet, Part, PartKind
from leaderboard.services.drafts import ChecklistRow, PartPlan, StagePlan, keep_competition
from leaderboard.services.entering import enter_worker
from leaderboard.services.judges import appoint_judge
from leaderboard.services.marking import Filled, take_sheet
from leaderboard.services.running import close_stage, open_entries, show_results, start_competition
from organizations.models import Role, Unit, User
from tests.factories.organizations import staff, worker_of

STEPS = (
    ChecklistRow("戴好安全帽和自救器", Decimal(20)),
    ChecklistRow("停电、验电、挂牌", Decimal(50), is_critical=True),
    ChecklistRow("敲帮问顶", Decimal(30)),
)
PRACTICAL = PartPlan(PartKind.PRACTICAL, Decimal(60), rows=STEPS)
ORAL = PartPlan(PartKind.ORAL, Decimal(40), rows=(ChecklistRow("说清岗位的危险", Decimal(10)),))
FINAL = StagePlan("决赛", (ORAL, PRACTICAL))
APPEALS_OVER = timedelta(days=4)  # after the results were shown
HEATS = StagePlan("预赛", (PartPlan(PartKind.ORAL, Decimal(100), rows=STEPS[:1]),), go_on=1)


@dataclass(frozen=True, slots=True)
class Running:
    """A competition that has begun, with its judges and competitors."""

    competition: Competition
    judges: tuple[User, ...]
    entrants: tuple[Entrant, ...]

    def part(self, kind: PartKind = PartKind.PRACTICAL, stage: int = 1) -> Part:
        return Part.objects.get(stage__competition=self.competition, stage__place=stage, kind=kind)

    def judge(self, place: int = 0) -> Judge:
        return self.competition.judges.get(user=self.judges[place])


def a_draft(owner: Unit, stages: Sequence[StagePlan] = (FINAL,), **fields: object) -> Competition:
    """Return a draft held by that unit; `fields` are its own."""
    given = {"title": "岗位练兵", "entries_until": timezone.now() + timedelta(days=3), **fields}
    return keep_competition(competition=Competition(owner=owner, **given), stages=stages, by=None)


def an_open_one(owner: Unit, stages: Sequence[StagePlan] = (FINAL,), **fields: object) -> Competition:
    return open_entries(competition=a_draft(owner, stages, **fields), by=None)


def judges_of(competition: Competition, count: int = 3) -> tuple[User, ...]:
    """Return so many new judges; the first is the chief judge."""
    users = tuple(staff(Role.JUDGE, competition.owner, user__name=f"评委{number}") for number in range(1, count + 1))
    for place, user in enumerate(users):
        appoint_judge(competition=competition, user=user, is_chief=place == 0, by=None)
    return users


def a_running_one(
    owner: Unit, workers: Sequence[User], stages: Sequence[StagePlan] = (FINAL,), judges: int = 3, **fields: object
) -> Running:
    """Return a competition of individuals that has begun, with these workers."""
    competition = an_open_one(owner, stages, **fields)
    entrants = tuple(enter_worker(competition=competition, worker=worker, by=None) for worker in workers)
    users = judges_of(competition, judges)
    return Running(start_competition(competition=competition, by=None), users, entrants)


def filled(part: Part, share: str | Decimal = "1", **more: object) -> Filled:
    """Return a sheet in which every step has that share of its points."""
    marks: Mapping[int, Decimal] = {
        item.pk: (item.points * Decimal(share)).quantize(Decimal("0.01")) for item in part.items.all()
    }
    return Filled(**{"id": uuid4(), "marks": marks, **more})  # type: ignore[arg-type]


def critical(part: Part) -> frozenset[int]:
    return frozenset(part.items.filter(is_critical=True).values_list("pk", flat=True))


def mark(user: User, entrant: Entrant, part: Part, share: str | Decimal = "1", **more: object) -> MarkSheet:
    """Have the judge give the competitor that share of every step's points."""
    return take_sheet(by=user, entrant=entrant, part=part, filled=filled(part, share, **more))


def mark_all(running: Running, shares: Sequence[str], stage: int = 1) -> None:
    """Have every judge give each competitor of the stage his share in every judged part."""
    parts = Part.objects.filter(stage__competition=running.competition, stage__place=stage)
    for part in parts:
        for entrant, share in zip(running.entrants, shares, strict=True):
            for judge in running.judges:
                mark(judge, entrant, part, share)


def shown_one(owner: Unit, team: Unit, *shares: str) -> Running:
    """Return a competition with as many workers of the team as shares, whose results are out."""
    running = a_running_one(owner, [worker_of(team) for _share in shares])
    mark_all(running, shares)
    close_stage(stage=running.competition.stages.get(), by=None)
    show_results(competition=running.competition, by=None)
    running.competition.refresh_from_db()
    return running
