"""What of 三违 waits at the desk: words without an answer, and names that are missing under the pledge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hazards.access import enterprises_with_names, self_reports_in_reach
from hazards.models import PledgeText
from hazards.pledge_report import unsigned_places
from organizations.scopes import Reach, has_any, units_in_reach

if TYPE_CHECKING:
    from organizations.models import Unit, User


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what, where it is done, and the button's word."""

    what: str
    url: str
    action: str


def at_hand(user: User) -> list[Waiting]:
    """Return what waits for the person. No query for who sees nobody's name; else three and two an enterprise."""
    if not has_any(user, Reach.SEE_VIOLATIONS):
        return []
    return [
        *_unanswered(user),
        *(waiting for where in enterprises_with_names(user) for waiting in _pledge(user, where)),
    ]


def _unanswered(user: User) -> list[Waiting]:
    """His own he can't answer himself."""
    number = self_reports_in_reach(user).waiting().exclude(worker=user).count()
    if not number:
        return []
    what = ngettext("%d self-report waits for an answer", "%d self-reports wait for an answer", number) % number
    return [Waiting(what, reverse("hazards:self_reports"), _("Answer them"))]


def _pledge(user: User, enterprise: Unit) -> list[Waiting]:
    address = reverse("hazards:desk_pledge") + f"?enterprise={enterprise.pk}"
    text = PledgeText.objects.in_force().filter(enterprise=enterprise).first()
    if text is None:
        keeps = units_in_reach(user, Reach.KEEP_PLEDGE).filter(pk=enterprise.pk).exists()
        return [Waiting(_("No pledge against violations in force yet"), address, _("Write it"))] if keeps else []
    people = unsigned_places(text, units_in_reach(user, Reach.SEE_VIOLATIONS)).count()
    if not people:
        return []
    what = ngettext("%d person has not signed the pledge", "%d people have not signed the pledge", people) % people
    return [Waiting(what, address, _("Who has not signed"))]
