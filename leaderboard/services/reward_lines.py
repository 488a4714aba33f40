"""Awards by hand: added, changed, taken off while the list is a draft, and withdrawn after it was approved."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leaderboard.errors import RewardRefused
from leaderboard.models import RewardLine, RewardList
from leaderboard.services.reward_lists import locked_list, refuse_unless_draft
from leaderboard.services.reward_prizes import next_order
from organizations.audit import record
from organizations.models import Membership, UnitKind

if TYPE_CHECKING:
    from organizations.models import Unit, User


@dataclass(frozen=True, slots=True)
class Award:
    """What somebody gets: the prize, what for in a sentence, and yuan (0 for honour alone)."""

    prize: str
    reason: str
    amount: Decimal


@transaction.atomic
def reward_worker(*, rewards: RewardList, worker: User, award: Award, by: User | None) -> RewardLine:
    """Put somebody on the list, for the unit he belongs to today.

    Raises RewardRefused for who is on no roster of the giver today or stands on the list already, without a prize or a
    reason, and once the list was handed in.
    """
    rewards = refuse_unless_draft(locked_list(rewards))
    place = worker.membership_on(timezone.localdate())
    if place is None or not rewards.owner.contains(place.unit):
        words = {"name": worker.name, "owner": rewards.owner.name}
        raise RewardRefused(_("%(name)s is on no roster of %(owner)s today.") % words)
    if rewards.lines.filter(worker=worker).exists():
        raise RewardRefused(_("%s stands on this list already. Change that line.") % worker.name)
    line = RewardLine(
        rewards=rewards,
        order=next_order(rewards),
        worker=worker,
        name=worker.name,
        unit=place.unit,
        enterprise=place.enterprise,
    )
    return _kept(line, award, "add", by)


@transaction.atomic
def reward_team(*, rewards: RewardList, team: Unit, award: Award, by: User | None) -> RewardLine:
    """Put a team on the list, with who belongs to it today. Raises RewardRefused as `reward_worker` does."""
    rewards = refuse_unless_draft(locked_list(rewards))
    enterprise = team.enterprise()
    if team.kind != UnitKind.TEAM or enterprise is None or not rewards.owner.contains(team):
        raise RewardRefused(_("%(team)s is no team of %(owner)s.") % {"team": team.name, "owner": rewards.owner.name})
    if rewards.lines.filter(unit=team, worker__isnull=True).exists():
        raise RewardRefused(_("%s stands on this list already. Change that line.") % team.name)
    line = RewardLine(rewards=rewards, order=next_order(rewards), name=team.name, unit=team, enterprise=enterprise)
    _kept(line, award, "add", by)
    members = Membership.objects.on(timezone.localdate()).filter(unit=team)
    line.members.set(members.values_list("user", flat=True))
    return line


@transaction.atomic
def change_line(*, line: RewardLine, award: Award, by: User) -> RewardLine:
    """Another prize, reason or amount stands there. Raises RewardRefused as `reward_worker` does."""
    refuse_unless_draft(locked_list(line.rewards))
    return _kept(line, award, "change", by)


@transaction.atomic
def remove_line(*, line: RewardLine, reason: str, by: User) -> None:
    """Take somebody off the list; the log keeps who and why. Raises RewardRefused without a reason, once handed in."""
    rewards = refuse_unless_draft(locked_list(line.rewards))
    if not reason.strip():
        raise RewardRefused(_("Say why %s is taken off: the log keeps it.") % line.name)
    record("reward.remove", by=by, subject=line, unit=rewards.owner, name=line.name, reason=reason.strip())
    line.delete()


@transaction.atomic
def withdraw_line(*, line: RewardLine, reason: str, by: User) -> RewardLine:
    """The award counts no more, and its certificate is good no more; the line stays and says why.

    Raises RewardRefused before the list is approved, without a reason, and for one withdrawn before.
    """
    rewards = locked_list(line.rewards)
    line = RewardLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if not rewards.is_out:
        raise RewardRefused(_("The list isn't approved yet: take the line off instead."))
    if line.is_withdrawn:
        raise RewardRefused(_("This award was withdrawn before."))
    if not reason.strip():
        raise RewardRefused(_("Say why the award is withdrawn: it stands beside it."))
    line.withdrawn_at, line.withdrawn_by, line.withdrawn_reason = timezone.now(), by, reason.strip()
    line.full_clean()
    line.save()
    record("reward.withdraw", by=by, subject=line, unit=rewards.owner, reason=reason.strip())
    return line


def _kept(line: RewardLine, award: Award, act: str, by: User | None) -> RewardLine:
    """No yuan in the log: the bureau reads it, and an enterprise's amounts stay there."""
    given = {"prize": award.prize.strip(), "reason": award.reason.strip(), "amount": award.amount}
    if not given["prize"] or not given["reason"]:
        raise RewardRefused(_("Every award has a prize, and a reason in a sentence."))
    if award.amount < 0:
        raise RewardRefused(_("Nobody is rewarded with less than nothing."))
    changed = [field for field, value in given.items() if getattr(line, field) != value]
    for field, value in given.items():
        setattr(line, field, value)
    line.full_clean()
    line.save()
    record(f"reward.{act}", by=by, subject=line, unit=line.rewards.owner, name=line.name, changed=changed)
    return line
