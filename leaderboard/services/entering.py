"""Entering people and teams, and withdrawing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from leaderboard.errors import EntryRefused
from leaderboard.models import Competition, CompetitionState, Entrant
from organizations.audit import record
from organizations.models import Membership, UnitKind

if TYPE_CHECKING:
    from leaderboard.models.entrants import EntrantQuerySet
    from organizations.models import Unit, User


@transaction.atomic
def enter_worker(*, competition: Competition, worker: User, by: User | None) -> Entrant:
    """Enter somebody for the unit he belongs to today; a later transfer changes nothing.

    Raises EntryRefused after the time, in a team event, for who is not on a roster below the holder, has another post,
    or is entered already.
    """
    competition = _open(competition)
    if competition.is_for_teams:
        raise EntryRefused(_("Teams compete here: enter a team with its members."))
    place = worker.membership_on(timezone.localdate())
    if place is None or not competition.owner.contains(place.unit):
        words = {"name": worker.name, "owner": competition.owner.name}
        raise EntryRefused(_("%(name)s is on no roster of %(owner)s today.") % words)
    if competition.post_id is not None and place.post_id != competition.post_id:
        words = {"name": worker.name, "post": str(competition.post)}
        raise EntryRefused(_("This competition is for the post %(post)s only, and %(name)s has another.") % words)
    if competition.entrants.filter(worker=worker).exists():
        raise EntryRefused(_("%s is entered already.") % worker.name)
    entrant = Entrant(
        competition=competition,
        number=_next_number(competition),
        worker=worker,
        name=worker.name,
        unit=place.unit,
        enterprise=place.enterprise,
        entered_by=by,
    )
    return _keep(entrant, by)


@transaction.atomic
def enter_team(*, competition: Competition, team: Unit, members: Sequence[User], by: User | None) -> Entrant:
    """Enter a team with those of its people who compete for it.

    Raises EntryRefused after the time, in an event for individuals, for a team that isn't below the holder or is
    entered already, without members, and for a member who isn't of the team today.
    """
    competition = _open(competition)
    if not competition.is_for_teams:
        raise EntryRefused(_("Everybody competes for himself here: enter people, not teams."))
    enterprise = team.enterprise()
    if team.kind != UnitKind.TEAM or enterprise is None or not competition.owner.contains(team):
        raise EntryRefused(
            _("%(team)s is no team of %(owner)s.") % {"team": team.name, "owner": competition.owner.name}
        )
    if competition.entrants.filter(unit=team).exists():
        raise EntryRefused(_("%s is entered already.") % team.name)
    if not members:
        raise EntryRefused(_("Say who competes for %s: at least one of its people.") % team.name)
    own = set(Membership.objects.on(timezone.localdate()).filter(unit=team).values_list("user", flat=True))
    strangers = [member.name for member in members if member.pk not in own]
    if strangers:
        raise EntryRefused(_("%(names)s: not in %(team)s today.") % {"names": "、".join(strangers), "team": team.name})
    entrant = Entrant(
        competition=competition,
        number=_next_number(competition),
        name=team.name,
        unit=team,
        enterprise=enterprise,
        entered_by=by,
    )
    _keep(entrant, by)
    entrant.members.set(members)
    return entrant


@transaction.atomic
def withdraw(*, entrant: Entrant, reason: str, by: User | None) -> Entrant:
    """Take somebody out of the places; his marks stay in the history.

    Raises EntryRefused without a reason, when he was withdrawn before, and once the results are shown.
    """
    competition = Competition.objects.select_for_update(of=("self",)).get(pk=entrant.competition_id)
    entrant = Entrant.objects.select_related("enterprise").get(pk=entrant.pk)
    if competition.is_out:
        raise EntryRefused(_("The results are out: nobody can be withdrawn any more."))
    if entrant.is_withdrawn:
        raise EntryRefused(_("%s was withdrawn before.") % entrant)
    if not reason.strip():
        raise EntryRefused(_("Say why: it stands in the list of competitors."))
    entrant.withdrawn_at, entrant.withdrawn_by, entrant.withdrawn_reason = timezone.now(), by, reason.strip()
    entrant.full_clean()
    entrant.save()
    record("competition.withdraw", by=by, subject=entrant, unit=entrant.enterprise, reason=entrant.withdrawn_reason)
    return entrant


def withdraw_leavers(*, entrants: EntrantQuerySet, by: User | None) -> None:
    """Withdraw those of these competitors who are on no roster any more. Who only changed his team competes on."""
    still_here = Membership.objects.current().filter(user=OuterRef("worker"))
    for entrant in entrants.filter(~Exists(still_here), worker__isnull=False):
        withdraw(entrant=entrant, reason=_("No longer on any roster."), by=by)


def _open(competition: Competition) -> Competition:
    found = Competition.objects.select_for_update(of=("self",)).select_related("owner", "post")
    competition = found.get(pk=competition.pk)
    if competition.state != CompetitionState.OPEN:
        raise EntryRefused(_("Nobody can be entered now: entries are open from the announcement until the start."))
    if not competition.takes_entries:
        raise EntryRefused(_("The time for entries is over."))
    return competition


def _next_number(competition: Competition) -> int:
    return (competition.entrants.aggregate(last=Max("number"))["last"] or 0) + 1


def _keep(entrant: Entrant, by: User | None) -> Entrant:
    entrant.full_clean()
    entrant.save()
    record(
        "competition.enter", by=by, subject=entrant, unit=entrant.enterprise, competition=str(entrant.competition_id)
    )
    return entrant
