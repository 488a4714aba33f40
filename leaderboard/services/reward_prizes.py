"""Prizes for the places of a competition that is final."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from leaderboard.awards.prizes import Prize, allot, rises
from leaderboard.errors import RewardRefused
from leaderboard.models import PrizeRule, RewardLine, RewardList, StandingRow
from leaderboard.services.reward_lists import locked_list, refuse_unless_draft
from organizations.audit import record
from organizations.models import Membership

if TYPE_CHECKING:
    from organizations.models import User

MOST_PRIZES = 500


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Who has a place but no prize by itself, and why."""

    row: StandingRow
    why: str


@transaction.atomic
def allot_prizes(*, rewards: RewardList, prizes: Sequence[Prize], by: User) -> list[RewardLine]:
    """The list holds one line for each place that has a prize, in the place of those made so before.

    Who shares a place shares its prize, whole. Who was vetoed, withdrew or left has none; what was added by hand stays.
    Raises RewardRefused without a competition, for no prizes or a lower one that is worth more, and once handed in.
    """
    rewards = refuse_unless_draft(locked_list(rewards))
    _check(rewards, prizes)
    rewards.prizes.all().delete()
    PrizeRule.objects.bulk_create(
        PrizeRule(rewards=rewards, order=order, name=prize.name, count=prize.count, amount=prize.amount)
        for order, prize in enumerate(prizes, start=1)
    )
    rewards.lines.filter(entrant__isnull=False).delete()
    rows, _left_out = contenders(rewards)
    by_hand = list(rewards.lines.all())
    people, teams = {line.worker_id for line in by_hand}, {line.unit_id for line in by_hand if line.is_for_team}
    free = [(row, row.place) for row in rows if row.place is not None and not _stands(row, people, teams)]
    made = [_line(rewards, allotted.key, allotted.prize) for allotted in allot(prizes, free)]
    for order, line in enumerate([*made, *by_hand], start=1):
        line.order = order
    RewardLine.objects.bulk_update(by_hand, ["order"])
    for line in made:
        line.full_clean(exclude=["rewards", "worker", "unit", "enterprise", "entrant"])
    RewardLine.objects.bulk_create(made)
    for line in made:
        if line.entrant is not None and line.is_for_team:
            line.members.set(line.entrant.members.all())
    record("reward_list.allot", by=by, subject=rewards, unit=rewards.owner, lines=len(made))
    return made


def contenders(rewards: RewardList) -> tuple[list[StandingRow], list[LeftOut]]:
    """Return whose place can have a prize, and who is left out with the reason. One query."""
    employed = Membership.objects.current().filter(user=OuterRef("entrant__worker"))
    rows = StandingRow.objects.filter(competition=rewards.competition_id, place__isnull=False)
    along = "entrant__worker", "entrant__unit", "entrant__enterprise"
    good: list[StandingRow] = []
    left_out: list[LeftOut] = []
    for row in rows.annotate(is_employed=Exists(employed)).select_related(*along).order_by("order"):
        why = _why_not(row)
        if why:
            left_out.append(LeftOut(row, why))
        else:
            good.append(row)
    return good, left_out


def next_order(rewards: RewardList) -> int:
    """Return the order of a line added behind all others."""
    return int(rewards.lines.aggregate(last=Max("order"))["last"] or 0) + 1


def _why_not(row: StandingRow) -> str:
    if row.is_vetoed:
        return _("a critical step was missed")
    if row.entrant.is_withdrawn:
        return pgettext("competition", "withdrawn")
    if row.entrant.worker_id is not None and not row.is_employed:  # type: ignore[attr-defined]  # annotated
        return _("left since")
    return ""


def _check(rewards: RewardList, prizes: Sequence[Prize]) -> None:
    if rewards.competition_id is None:
        raise RewardRefused(_("This list rests on no competition: add who is rewarded by hand."))
    if not prizes:
        raise RewardRefused(_("Write down at least one prize, how many there are of it, and the yuan."))
    if rises(prizes):
        raise RewardRefused(_("A lower prize is worth more than a higher one. Put them in the right order."))
    if sum(prize.count for prize in prizes) > MOST_PRIZES:
        raise RewardRefused(_("At most %d prizes.") % MOST_PRIZES)


def _stands(row: StandingRow, people: set[int | None], teams: set[int]) -> bool:
    worker = row.entrant.worker_id
    return row.entrant.unit_id in teams if worker is None else worker in people


def _line(rewards: RewardList, row: StandingRow, prize: Prize) -> RewardLine:
    entrant = row.entrant
    points = "" if row.total is None else f"{row.total:.2f}"
    return RewardLine(
        rewards=rewards,
        order=0,
        worker=entrant.worker,
        name=entrant.name,
        unit=entrant.unit,
        enterprise=entrant.enterprise,
        entrant=entrant,
        place=row.place,
        prize=prize.name,
        reason=_("Place %(place)d with %(points)s points") % {"place": row.place, "points": points},
        amount=prize.amount,
    )
