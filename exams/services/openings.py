"""Keeping from which phone a paper was opened, and forgetting it in time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from exams.models import Attempt, Opening
from exams.models.openings import PERSONAL_KEPT

if TYPE_CHECKING:
    from datetime import datetime


def note_opening(
    *, attempt: Attempt, device: UUID, phone: str, agent: str, address: str | None, is_kiosk: bool
) -> None:
    """Add a row for this opening of the page, the first time that the page is heard of. One insert."""
    opening = Opening(attempt=attempt, device=device, phone=phone, agent=agent, address=address, is_kiosk=is_kiosk)
    Opening.objects.bulk_create([opening], ignore_conflicts=True)


def forget_phones(*, moment: datetime | None = None) -> int:
    """Phones, addresses and agents older than PERSONAL_KEPT are blank; return how many rows that was."""
    old = Opening.objects.exclude(phone="").filter(at__lt=(moment or timezone.now()) - PERSONAL_KEPT)
    return int(old.update(phone="", address=None, agent=""))
