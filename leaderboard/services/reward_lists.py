"""The way of a list of rewards: drawn up by one, approved by another, given out; or sent back with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leaderboard.awards.numbers import OF_AWARDS
from leaderboard.errors import RewardRefused
from leaderboard.models import GIVERS, CompetitionState, RewardLine, RewardList, RewardState
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def keep_list(*, rewards: RewardList, by: User | None) -> RewardList:
    """Keep a draft, a new one or one whose title or occasion was changed.

    Raises RewardRefused for an owner that gives no rewards, for a competition that isn't final, isn't the owner's or
    has its list already, and once the list was handed in; ValidationError.
    """
    if not rewards._state.adding:
        refuse_unless_draft(locked_list(rewards))
    if rewards.owner.kind not in GIVERS:
        raise RewardRefused(_("Rewards are given by the bureau, a town or an enterprise."))
    _check_competition(rewards)
    if rewards.drafted_by_id is None:
        rewards.drafted_by = by
    rewards.full_clean()
    rewards.save()
    record("reward_list.keep", by=by, subject=rewards, unit=rewards.owner, title=rewards.title)
    return rewards


def _check_competition(rewards: RewardList) -> None:
    competition = rewards.competition
    if competition is None:
        return
    if competition.state != CompetitionState.FROZEN:
        raise RewardRefused(_("The places of “%s” are not final yet. Make them final first.") % competition.title)
    giver = competition.rewarded_by
    if giver.pk != rewards.owner_id:
        words = {"title": competition.title, "owner": giver.shown_name}
        raise RewardRefused(_("“%(title)s” is rewarded by who held it: %(owner)s.") % words)
    others = RewardList.objects.filter(owner=rewards.owner, competition=competition).exclude(pk=rewards.pk)
    if others.exists():
        raise RewardRefused(_("“%s” has its list of rewards already: nobody is paid twice.") % competition.title)


@transaction.atomic
def discard_list(*, rewards: RewardList, by: User) -> None:
    """Throw a draft away. Raises RewardRefused once it was handed in."""
    rewards = refuse_unless_draft(locked_list(rewards))
    record("reward_list.discard", by=by, subject=rewards, unit=rewards.owner, title=rewards.title)
    rewards.delete()


@transaction.atomic
def hand_in(*, rewards: RewardList, by: User) -> RewardList:
    """Have the list wait for its approval. Raises RewardRefused for an empty one, and for one that was handed in."""
    rewards = refuse_unless_draft(locked_list(rewards))
    if not rewards.lines.exists():
        raise RewardRefused(_("Nobody is on the list yet: add somebody first."))
    rewards.state, rewards.handed_at, rewards.handed_by = RewardState.HANDED, timezone.now(), by
    rewards.returned_because = ""
    return _kept(rewards, "hand_in", by)


@transaction.atomic
def send_back(*, rewards: RewardList, reason: str, by: User) -> RewardList:
    """The list is a draft again, and says why. Raises RewardRefused unless it waits, and without a reason."""
    rewards = _waiting(rewards)
    if not reason.strip():
        raise RewardRefused(_("Say why it is sent back: who drew it up reads that."))
    rewards.state, rewards.returned_because = RewardState.DRAFT, reason.strip()
    return _kept(rewards, "send_back", by, reason=reason.strip())


@transaction.atomic
def approve(*, rewards: RewardList, by: User) -> RewardList:
    """The awards stand, each with the number of its certificate.

    Raises RewardRefused unless it waits, for who drew it up or handed it in, and for who is rewarded by it.
    """
    rewards = _waiting(rewards)
    if by.pk in {rewards.drafted_by_id, rewards.handed_by_id}:
        raise RewardRefused(_("You drew this list up: another person has to approve it."))
    if rewards.lines.filter(worker=by).exists() or rewards.lines.filter(members=by).exists():
        raise RewardRefused(_("You are on this list yourself: another person has to approve it."))
    rewards.state, rewards.approved_at, rewards.approved_by = RewardState.APPROVED, timezone.now(), by
    lines = list(rewards.lines.all())
    for line in lines:
        line.number = OF_AWARDS.new(timezone.localdate())
    RewardLine.objects.bulk_update(lines, ["number"])
    return _kept(rewards, "approve", by, lines=len(lines))


@transaction.atomic
def give_out(*, rewards: RewardList, by: User) -> RewardList:
    """Prizes and certificates were handed over. Raises RewardRefused unless the list is approved and not given yet."""
    rewards = locked_list(rewards)
    if rewards.state != RewardState.APPROVED:
        raise RewardRefused(_("Only an approved list can be given out, once."))
    rewards.state, rewards.given_at = RewardState.GIVEN, timezone.now()
    return _kept(rewards, "give_out", by)


def locked_list(rewards: RewardList) -> RewardList:
    """Return the list as it stands, its row locked."""
    found = RewardList.objects.select_for_update(of=("self",)).select_related("owner", "competition")
    return found.get(pk=rewards.pk)


def refuse_unless_draft(rewards: RewardList) -> RewardList:
    """Return the list. Raises RewardRefused once it was handed in."""
    if not rewards.is_draft:
        raise RewardRefused(_("This list was handed in: it stands as it is. Have it sent back to change it."))
    return rewards


def _waiting(rewards: RewardList) -> RewardList:
    rewards = locked_list(rewards)
    if rewards.state != RewardState.HANDED:
        raise RewardRefused(_("This list doesn't wait for approval."))
    return rewards


def _kept(rewards: RewardList, act: str, by: User, **detail: Any) -> RewardList:
    rewards.full_clean()
    rewards.save()
    record(f"reward_list.{act}", by=by, subject=rewards, unit=rewards.owner, **detail)
    return rewards
