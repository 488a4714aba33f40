"""A list of rewards as the desk sees it: its lines, what they cost, what shared places cost more, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import pgettext

from leaderboard.awards.prizes import Overrun, Prize, overrun
from leaderboard.models import RewardLine, RewardList, RewardState
from leaderboard.rewards_seen import gives, lines_seen, sees_amounts
from leaderboard.services.reward_prizes import LeftOut, contenders
from organizations.scopes import Reach

if TYPE_CHECKING:
    from datetime import datetime

    from organizations.models import User

STATES = list(RewardState)


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step of the list's way, for components/flow.html."""

    label: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class RewardPage:
    """The page for one reader. `total` is in yuan, None for who sees none; `shared` is what shared places cost more."""

    rewards: RewardList
    lines: list[RewardLine]
    total: Decimal | None
    keeps: bool
    approves: bool
    steps: list[WayStep]
    prizes: list[Prize]
    shared: Overrun
    left_out: list[LeftOut]

    @property
    def shows_yuan(self) -> bool:
        return self.total is not None

    @property
    def standing(self) -> list[RewardLine]:
        return [line for line in self.lines if not line.is_withdrawn]

    @property
    def can_change(self) -> bool:
        return self.keeps and self.rewards.is_draft

    @property
    def can_withdraw(self) -> bool:
        return self.approves and self.rewards.is_out


def reward_page(rewards: RewardList, user: User) -> RewardPage:
    """Return the page; its owner and competition have to be loaded. At most eight queries."""
    lines = list(lines_seen(user, rewards))
    keeps, approves = (gives(user, reach, rewards.owner) for reach in (Reach.KEEP_REWARDS, Reach.APPROVE_REWARDS))
    amounts = sees_amounts(user, rewards)
    prizes = prizes_of(rewards) if keeps or approves else []
    rows, left_out = contenders(rewards) if rewards.competition_id and (keeps or approves) else ([], [])
    rewarded = {line.worker_id for line in lines}
    placed = [(line.place, line.amount) for line in lines if line.place is not None and not line.is_withdrawn]
    return RewardPage(
        rewards=rewards,
        lines=lines,
        total=sum((line.amount for line in lines if not line.is_withdrawn), Decimal(0)) if amounts else None,
        keeps=keeps,
        approves=approves,
        steps=_steps(rewards),
        prizes=prizes,
        shared=overrun(prizes, placed, len(rows)) if prizes else Overrun(),
        left_out=_near(left_out, prizes, rewarded),
    )


def prizes_of(rewards: RewardList) -> list[Prize]:
    """Return its prize rules, the highest first. One query."""
    return [Prize(rule.name, rule.count, rule.amount) for rule in rewards.prizes.order_by("order")]


def _near(left_out: list[LeftOut], prizes: list[Prize], rewarded: set[int | None]) -> list[LeftOut]:
    """Return those who would have a prize by their place, and aren't on the list by hand."""
    reached = sum(prize.count for prize in prizes)
    return [
        left
        for left in left_out
        if left.row.entrant.worker_id not in rewarded and (left.row.is_vetoed or (left.row.place or 0) <= reached)
    ]


def _steps(rewards: RewardList) -> list[WayStep]:
    at = STATES.index(RewardState(rewards.state))
    notes = {
        RewardState.DRAFT: _who(rewards.drafted_by, rewards.drafted_at),
        RewardState.HANDED: _who(rewards.handed_by, rewards.handed_at) if at >= 1 else "",
        RewardState.APPROVED: _who(rewards.approved_by, rewards.approved_at),
        RewardState.GIVEN: _who(None, rewards.given_at),
    }
    labels = {
        RewardState.DRAFT: pgettext("reward step", "Drawn up"),
        RewardState.HANDED: pgettext("reward step", "Handed in"),
        RewardState.APPROVED: pgettext("reward step", "Approved"),
        RewardState.GIVEN: pgettext("reward step", "Given out"),
    }
    done = at + 1 if rewards.state != RewardState.DRAFT else 0
    return [
        WayStep(labels[state], notes[state], "done" if place < done else "now" if place == done else "")
        for place, state in enumerate(STATES)
    ]


def _who(user: User | None, at: datetime | None) -> str:
    if at is None:
        return ""
    day = date_format(localtime(at), "n月j日")
    return f"{user.name} {day}" if user else day
