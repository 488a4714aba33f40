"""Reading and signing the procedure of one's post."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models.procedure_readings import ProcedureReading
from courses.models.procedures import ProcedureVersion, VersionState
from courses.procedures.access import signers_of
from courses.signals import procedure_signed
from courses.standing import unit_of_the_day
from organizations.audit import record
from organizations.errors import Refused

if TYPE_CHECKING:
    from organizations.models import User


class NotInForce(Refused):
    """Another version has come in force."""


class NotHisPost(Refused):
    """Only who does the work signs for it."""


def note_read(*, version: ProcedureVersion, worker: User) -> ProcedureReading:
    """Say that the person has opened a version; the first time counts."""
    reading = version.readings.filter(worker=worker).first()
    if reading is not None:
        return reading
    reading, _is_new = ProcedureReading.objects.get_or_create(
        version=version, worker=worker, defaults={"unit": unit_of_the_day(worker)}
    )
    return reading


@transaction.atomic
def sign(*, version: ProcedureVersion, worker: User) -> ProcedureReading:
    """The person has signed that he has read this version and will work by it, in the unit of today; twice is once.

    Raises NotInForce for a version that is not in force any more, NotHisPost.
    """
    version = ProcedureVersion.objects.select_for_update(of=("self",)).select_related("procedure").get(pk=version.pk)
    if version.state != VersionState.IN_FORCE:
        raise NotInForce(_("A newer version is in force. Read that one and sign it."))
    if not signers_of(version.procedure).filter(user=worker).exists():
        raise NotHisPost(_("This is the procedure of another post: you have nothing to sign here."))
    reading = note_read(version=version, worker=worker)
    if reading.signed_at is None:
        reading.signed_at, reading.unit = timezone.now(), unit_of_the_day(worker)
        reading.save(update_fields=["signed_at", "unit"])
        record("procedure.sign", by=worker, subject=version.procedure, unit=reading.unit, number=version.number)
        transaction.on_commit(partial(procedure_signed.send, sender=ProcedureReading, reading=reading), robust=True)
    return reading
