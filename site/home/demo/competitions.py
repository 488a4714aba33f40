"""The demonstration's competitions: the county's for teams, being marked now, and one of the mine, which is final."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db.models import F
from django.utils import timezone

from exams.models import Exam
from home.demo.competition_data import (
    ANSWER,
    APPEAL,
    COUNTY_TITLE,
    MINE_TITLE,
    SUPPORT_ORAL,
    SUPPORT_PRACTICAL,
    TEAM_ORAL,
    TEAM_PRACTICAL,
)
from home.demo.county import ENTERPRISES, FIRST, JUDGES, WORKER_NO
from home.demo.procedure_data import SUPPORT_POST
from home.demo.sittings import PAST_TITLE
from leaderboard.models import AppealResult, Competition, Entrant, EventKind, Part, PartKind
from leaderboard.services.appeals import answer_appeal, say_appeal
from leaderboard.services.drafts import ChecklistRow, PartPlan, StagePlan, keep_competition
from leaderboard.services.entering import enter_team, enter_worker
from leaderboard.services.judges import appoint_judge
from leaderboard.services.marking import Filled, take_sheet
from leaderboard.services.running import close_stage, freeze_results, open_entries, show_results, start_competition
from organizations.models import Membership, Post, Unit, User

if TYPE_CHECKING:
    from collections.abc import Sequence

HELD_BEFORE = timedelta(days=10)
MEMBERS = 3
THE_WORST = Decimal("0.5")
# For each team how well it does, of ten; one judge sees the third quite differently, the fourth misses a critical step.
TEAMS = (9, 8, 7, 8, 6, 9)
MARKED, HALF_MARKED, CONTESTED, VETOED = 5, 4, 2, 3


def build_competitions(bureau: Unit) -> None:
    """One competition that is being marked, with a veto, judges who differ, and marks that are awaited; one that is
    final, with an appeal behind it."""
    if Competition.objects.filter(title=COUNTY_TITLE).exists():
        return
    judges = [User.objects.get(username=username) for username in JUDGES]
    _final_one(Unit.objects.get(code=FIRST.code), judges)
    _running_one(bureau, judges)


def _running_one(bureau: Unit, judges: Sequence[User]) -> None:
    competition = _announced(COUNTY_TITLE, bureau, TEAM_ORAL, TEAM_PRACTICAL, kind=EventKind.TEAM)
    by = User.objects.get(username="bureau")
    entrants = []
    for enterprise in ENTERPRISES[: len(TEAMS)]:
        _workshop, teams = next(iter(enterprise.workshops.items()))
        team = Unit.objects.within([Unit.objects.get(code=enterprise.code)]).get(name=teams[-1])
        places = Membership.objects.current().filter(unit=team).select_related("user").order_by("employee_no")
        members = [place.user for place in places[:MEMBERS]]
        entrants.append(enter_team(competition=competition, team=team, members=members, by=by))
    _begun(competition, judges, by)
    Competition.objects.filter(pk=competition.pk).update(entries_until=timezone.now() - timedelta(hours=2))
    rng = Random(7)  # noqa: S311  (invented marks)
    for place, entrant in enumerate(entrants[:MARKED]):
        for part in _parts(competition):
            for number, judge in enumerate(judges[: len(judges) - (place == HALF_MARKED)]):
                is_missed = place == VETOED and part.kind == PartKind.PRACTICAL
                share = _share(TEAMS[place], rng)
                if (place, number, part.kind) == (CONTESTED, 2, PartKind.PRACTICAL):
                    share = THE_WORST
                _marked(judge, entrant, part, share, is_missed=is_missed)


def _final_one(enterprise: Unit, judges: Sequence[User]) -> None:
    competition = _announced(MINE_TITLE, enterprise, SUPPORT_ORAL, SUPPORT_PRACTICAL, post=SUPPORT_POST)
    by = User.objects.get(username="officer")
    of_the_post = Membership.objects.current().filter(enterprise=enterprise, post__name=SUPPORT_POST)
    places = list(of_the_post.select_related("user").order_by("employee_no"))
    entrants = [enter_worker(competition=competition, worker=place.user, by=by) for place in places]
    _begun(competition, judges, by)
    rng = Random(11)  # noqa: S311  (invented marks)
    for entrant in entrants:
        ability = rng.randint(7, 9)
        for part in _parts(competition):
            for judge in judges:
                _marked(judge, entrant, part, _share(ability, rng))
    close_stage(stage=competition.stages.get(), by=by)
    competition = show_results(competition=competition, by=by)
    own = next(entrant for entrant, place in zip(entrants, places, strict=True) if place.employee_no == WORKER_NO)
    _appealed(own, judges, by)
    _moved_back(competition)
    freeze_results(competition=competition, by=by)


def _appealed(entrant: Entrant, judges: Sequence[User], by: User) -> None:
    part = Part.objects.get(stage__competition=entrant.competition_id, kind=PartKind.PRACTICAL)
    assert entrant.worker is not None  # noqa: S101  (a competition of individuals)
    appeal = say_appeal(entrant=entrant, part=part, text=APPEAL, by=entrant.worker)
    answer_appeal(appeal=appeal, outcome=AppealResult.UPHELD, answer=ANSWER, by=by)
    for judge in judges:
        _marked(judge, entrant, part, Decimal("0.9"), counting=2)


def _moved_back(competition: Competition) -> None:
    """It was held some days ago, so that the time for appeals is over."""
    whole = Competition.objects.filter(pk=competition.pk)
    whole.update(
        entries_until=timezone.now() - HELD_BEFORE - timedelta(days=3),
        shown_at=F("shown_at") - HELD_BEFORE,
        appeals_until=F("appeals_until") - HELD_BEFORE,
    )
    competition.stages.update(closed_at=F("closed_at") - HELD_BEFORE)


def _announced(
    title: str,
    owner: Unit,
    oral: Sequence[ChecklistRow],
    practical: Sequence[ChecklistRow],
    *,
    kind: EventKind = EventKind.INDIVIDUAL,
    post: str = "",
) -> Competition:
    """Return it with the parts and weights of the trade; theory is last month's exam."""
    parts = (
        PartPlan(PartKind.THEORY, Decimal(40), exam=Exam.objects.get(title=PAST_TITLE)),
        PartPlan(PartKind.ORAL, Decimal(30), rows=oral),
        PartPlan(PartKind.PRACTICAL, Decimal(30), rows=practical),
    )
    competition = Competition(title=title, owner=owner, kind=kind, entries_until=timezone.now() + timedelta(days=2))
    competition.post = Post.objects.get(name=post) if post else None
    draft = keep_competition(competition=competition, stages=[StagePlan("决赛", parts)], by=None)
    return open_entries(competition=draft, by=None)


def _begun(competition: Competition, judges: Sequence[User], by: User) -> None:
    for judge in judges:
        appoint_judge(competition=competition, user=judge, is_chief=judge == judges[0], by=by)
    start_competition(competition=competition, by=by)


def _parts(competition: Competition) -> list[Part]:
    parts = Part.objects.filter(stage__competition=competition).exclude(kind=PartKind.THEORY)
    return list(parts.select_related("stage").prefetch_related("items").order_by("pk"))


def _share(ability: int, rng: Random) -> Decimal:
    return Decimal(min(100, ability * 10 + rng.randint(-4, 6))) / 100


def _marked(
    judge: User, entrant: Entrant, part: Part, share: Decimal, *, is_missed: bool = False, counting: int = 1
) -> None:
    """Have the judge give each step its share in half points; where one is missed, the first critical one."""
    items = list(part.items.all())
    marks = {item.pk: (item.points * share * 2).to_integral_value() / 2 for item in items}
    missed = frozenset([next(item.pk for item in items if item.is_critical)] if is_missed else [])
    filled = Filled(id=uuid4(), marks=marks, missed=missed, round=counting)
    take_sheet(by=judge, entrant=entrant, part=part, filled=filled)
