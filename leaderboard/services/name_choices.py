"""A worker says how boards show him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from leaderboard.models import NameChoice
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def choose_name(*, worker: User, by_number: bool) -> NameChoice:
    """From now on people outside his team see his name, or only his number, on every board, those of the past too."""
    choice, _created = NameChoice.objects.update_or_create(worker=worker, defaults={"by_number": by_number})
    record("ranking.name", by=worker, subject=worker, by_number=by_number)
    return choice
