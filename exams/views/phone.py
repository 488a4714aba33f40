"""What the exam page sends by itself: saves, and the hand-in. No session, no user, no cookie.

Both carry the attempt's own signed token, made for this one attempt and sent in the body by our own page: no cookie
gives them any right, so another site has nothing to ride on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from exams.errors import BatchRefused, NotBegun, TokenRefused
from exams.models import Attempt
from exams.phone import Batch, read_batch, receipt_reply, reply
from exams.refused_saves import body_of, note_refusal
from exams.services import journal
from exams.services.hand_ins import HandedIn, hand_in

STATUS: dict[type[Exception], int] = {BatchRefused: 400, TokenRefused: 403, NotBegun: 409}


@csrf_exempt
@require_POST
def save(request: HttpRequest, attempt_id: UUID) -> JsonResponse:
    """Take in a phone's events: one read and one insert."""

    def answer(batch: Batch) -> dict[str, Any]:
        return reply(journal.record_events(attempt_id=attempt_id, device=batch.device, events=batch.events))

    return _answered(request, attempt_id, answer)


@csrf_exempt
@require_POST
def submit(request: HttpRequest, attempt_id: UUID) -> JsonResponse:
    """Take in a phone's last events, hand in, grade, and answer with the receipt; the same one each time.

    Where only the phone thinks that the time is up it is told until when it goes on, as by a save.
    """

    def answer(batch: Batch) -> dict[str, Any]:
        handed_in = hand_in(attempt_id=attempt_id, device=batch.device, events=batch.events)
        if isinstance(handed_in, HandedIn):
            return receipt_reply(handed_in, reverse("exams:result", args=[attempt_id]))
        return reply(handed_in)

    return _answered(request, attempt_id, answer)


def _answered(request: HttpRequest, attempt_id: UUID, answer: Callable[[Batch], dict[str, Any]]) -> JsonResponse:
    """Check form and token, turn every refusal into a sentence for the worker, and put it on record."""
    try:
        batch = read_batch(body_of(request))
        journal.check_token(batch.token, attempt_id)
        said = answer(batch)
    except (BatchRefused, TokenRefused, NotBegun, Attempt.DoesNotExist) as refusal:
        note_refusal(request, attempt_id, kind=type(refusal).__name__, reason=str(refusal))
        return JsonResponse({"reason": str(refusal)}, status=STATUS.get(type(refusal), 403))
    if said["refused"]:
        note_refusal(request, attempt_id, kind="event", reason=next(iter(said["refused"].values())))
    return JsonResponse(said)
