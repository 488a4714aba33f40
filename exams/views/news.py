"""What a phone that has nothing to save learns: more time, a pause, a word of the invigilator."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from exams.errors import BatchRefused, TokenRefused
from exams.models import Attempt
from exams.phone import milliseconds
from exams.phone import news as news_of
from exams.refused_saves import body_of, note_refusal
from exams.services.journal import check_token
from exams.services.presences import note_presence


# Like the save it carries the attempt's own signed token in its body, and no cookie gives it any right.
@csrf_exempt
@require_POST
def news(request: HttpRequest, attempt_id: UUID) -> JsonResponse:
    """Answer {"now", "deadline", "state", "paused", "messages"} to {"token"}: no session, no user."""
    try:
        check_token(_token(body_of(request)), attempt_id)
        attempt = note_presence(attempt_id=attempt_id)
    except (BatchRefused, TokenRefused, Attempt.DoesNotExist) as refusal:
        note_refusal(request, attempt_id, kind=type(refusal).__name__, reason=str(refusal))
        return JsonResponse({"reason": str(refusal)}, status=403)
    return JsonResponse({"now": milliseconds(timezone.now()), **news_of(attempt)})


def _token(body: bytes) -> str:
    try:
        return str(json.loads(body[:1000])["token"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return ""
