"""What waits in competitions: sheets to fill in, appeals to answer; and lists of rewards to approve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaderboard.judge_tasks import duties_of, judged_by
from leaderboard.models import Competition, CompetitionState, Judge
from leaderboard.rewards_seen import waiting_for
from organizations.models import Role
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from organizations.models import User


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: in which competition, what, where it is done, and the button's word."""

    title: str
    what: str
    url: str
    action: str


def at_hand(user: User) -> list[Waiting]:
    """Return what waits for the person, his own marks first. Two queries for who neither judges nor holds any."""
    return [*marks_owed(user), *_appeals(user), *_rewards(user)]


def marks_owed(user: User) -> list[Waiting]:
    """Return where the person has sheets to fill in. No query for who is no judge; ten for each competition of his."""
    if not user.acts_as_staff or all(grant.role != Role.JUDGE for grant in user.current_grants):
        return []
    running = [found for found in judged_by(user) if found.state != CompetitionState.OPEN]
    judges = {judge.competition_id: judge for judge in Judge.objects.filter(user=user, competition__in=running)}
    left = [(found, duties_of(found, judges[found.pk]).to_do) for found in running]
    return [
        Waiting(
            title=found.title,
            what=ngettext("%d sheet to fill in", "%d sheets to fill in", sheets) % sheets,
            url=reverse("leaderboard:judging_tasks", args=[found.pk]),
            action=_("Fill them in"),
        )
        for found, sheets in left
        if sheets
    ]


def _appeals(user: User) -> list[Waiting]:
    held = Competition.objects.filter(
        owner__in=units_in_reach(user, Reach.HOLD_COMPETITIONS), state=CompetitionState.SHOWN
    )
    unanswered = Count("entrants__appeals", filter=Q(entrants__appeals__answered_at__isnull=True))
    waiting = held.annotate(unanswered=unanswered).filter(unanswered__gt=0).order_by("appeals_until", "title")
    return [
        Waiting(
            title=title,
            what=ngettext("%d appeal to answer", "%d appeals to answer", appeals) % appeals,
            url=reverse("leaderboard:desk_competition", args=[pk]),
            action=_("Answer them"),
        )
        for pk, title, appeals in waiting.values_list("pk", "title", "unanswered")
    ]


def _rewards(user: User) -> list[Waiting]:
    lists = waiting_for(user)
    if not lists:
        return []
    return [
        Waiting(
            title=_("Rewards"),
            what=ngettext("%d list waits for your approval", "%d lists wait for your approval", lists) % lists,
            url=reverse("leaderboard:desk_rewards"),
            action=_("Look"),
        )
    ]
