"""The pledge: putting a text in force, and signing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from hazards.models import PledgeSignature, PledgeText
from hazards.models.pledges import LONGEST_PLEDGE
from organizations.audit import record
from organizations.errors import Refused
from organizations.models import Unit

if TYPE_CHECKING:
    from organizations.models import User


class PledgeRefused(Refused):
    """A text that can't be put in force, or can't be signed."""


@transaction.atomic
def put_in_force(*, enterprise: Unit, text: str, by: User | None) -> PledgeText:
    """The text holds from now on and is signed anew by everybody; the one before stays, with its signatures.

    Raises PledgeRefused for no words, too many, or the words that hold already.
    """
    Unit.objects.select_for_update().get(pk=enterprise.pk)
    words = "\n".join(line.strip() for line in text.strip().splitlines())
    if not words:
        raise PledgeRefused(_("Write down what is promised."))
    if len(words) > LONGEST_PLEDGE:
        raise PledgeRefused(_("A pledge has room for %d characters. Make it shorter.") % LONGEST_PLEDGE)
    last = PledgeText.objects.filter(enterprise=enterprise).first()
    if last is not None and last.text == words:
        raise PledgeRefused(_("These words hold already: nothing was changed, and nobody has to sign again."))
    pledge = PledgeText(enterprise=enterprise, number=last.number + 1 if last else 1, text=words, made_by=by)
    pledge.full_clean()
    pledge.save()
    record("pledge.put_in_force", by=by, subject=pledge, unit=enterprise, number=pledge.number)
    return pledge


@transaction.atomic
def sign_pledge(*, pledge: PledgeText, worker: User) -> PledgeSignature:
    """The person has promised, in the unit of today; twice is once.

    Raises PledgeRefused when another text has come in force, and for who does not work there.
    """
    Unit.objects.select_for_update().get(pk=pledge.enterprise_id)
    if not PledgeText.objects.in_force().filter(pk=pledge.pk).exists():
        raise PledgeRefused(_("Meanwhile the text has changed. Read the new one and sign it."))
    place = worker.memberships.current().filter(enterprise=pledge.enterprise_id).select_related("unit").first()
    if place is None:
        raise PledgeRefused(_("This is the pledge of another enterprise: you have nothing to sign here."))
    signed, is_new = PledgeSignature.objects.get_or_create(pledge=pledge, worker=worker, defaults={"unit": place.unit})
    if is_new:
        record("pledge.sign", by=worker, subject=pledge, unit=place.unit, number=pledge.number)
    return signed
