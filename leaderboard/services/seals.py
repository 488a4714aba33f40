"""Bringing a unit's seal."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from leaderboard.awards.seal_pictures import seal_png
from leaderboard.models import Seal
from organizations.audit import record
from organizations.models import Unit

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def bring_seal(*, unit: Unit, filename: str, content: bytes, by: User) -> Seal:
    """The picture is the unit's seal in force; the one before stays, replaced. Raises SealRefused (see `seal_png`)."""
    picture = seal_png(content, filename=filename)
    Unit.objects.select_for_update().get(pk=unit.pk)
    Seal.objects.filter(unit=unit, replaced_at__isnull=True).update(replaced_at=timezone.now())
    seal = Seal(unit=unit, digest=hashlib.sha256(picture).hexdigest(), brought_by=by)
    seal.file.save("", ContentFile(picture), save=False)
    seal.full_clean(exclude=["file"])
    seal.save()
    record("seal.bring", by=by, subject=seal, unit=unit, digest=seal.digest)
    return seal


@transaction.atomic
def retire_seal(*, seal: Seal, by: User) -> None:
    """The unit has no seal in force; on its certificates the place for it stays dashed."""
    Seal.objects.filter(pk=seal.pk, replaced_at__isnull=True).update(replaced_at=timezone.now())
    record("seal.retire", by=by, subject=seal, unit=seal.unit)


def seal_of(unit: Unit) -> Seal | None:
    """Return the unit's seal in force."""
    return Seal.objects.filter(unit=unit, replaced_at__isnull=True).select_related("unit", "brought_by").first()
