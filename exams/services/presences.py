"""Hearing of a phone that has nothing to save."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from exams.models import Attempt, AttemptState, Presence


def note_presence(*, attempt_id: UUID) -> Attempt:
    """Note that the phone of a sitting is there, and return the attempt without its paper. One read and one write.

    For phones that had nothing to save for a while: those that save are heard of by their events. Raises
    Attempt.DoesNotExist.
    """
    attempt = Attempt.objects.only("deadline", "state", "paused_at", "told").get(pk=attempt_id)
    if attempt.state == AttemptState.IN_PROGRESS:
        Presence.objects.bulk_create(
            [Presence(attempt=attempt, at=timezone.now())],
            update_conflicts=True,
            unique_fields=["attempt"],
            update_fields=["at"],
        )
    return attempt
