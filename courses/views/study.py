"""What an open page tells of itself, and the films it plays."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from courses.models import Attachment, Study
from courses.pages.documents import hand_out
from courses.services.studying import Beat, OpenedElsewhere, record_beat
from courses.study_token import BadToken, read_token
from courses.uploads.ranges import ranged_response

MOST_BYTES = 2000
MOST_SECONDS = 24 * 3600
A_DAY = "private, max-age=86400"


# The token was made for this one opening and is sent in the body by our own page: no cookie gives it any right, so
# another site has nothing to ride on.
@csrf_exempt
@require_POST
def beat(request: HttpRequest) -> JsonResponse:
    """Take in how long the page was seen and what its film played: {"token", "seconds", "from", "to"}, in seconds.

    One read and one update, no session, no user.
    """
    try:
        data = json.loads(request.body[:MOST_BYTES])
        study_id, opening, demand = read_token(str(data["token"]))
        said = Beat(_whole(data["seconds"]), _whole(data.get("from", 0)), _whole(data.get("to", 0)))
        study = record_beat(study_id=study_id, opening=opening, beat=said, demand=demand)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return JsonResponse({}, status=400)
    except OpenedElsewhere as refusal:
        return JsonResponse({"reason": str(refusal)}, status=409)
    except (BadToken, Study.DoesNotExist) as refusal:
        return JsonResponse({"reason": str(refusal)}, status=403)
    return JsonResponse(
        {
            "seconds": study.seconds,
            "reached": study.reached,
            "position": study.position,
            "read": study.read_at is not None,
            "complete": study.completed_at is not None,
        }
    )


def _whole(number: Any) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= MOST_SECONDS:
        raise ValueError(number)
    return number


@require_GET
@login_required
def film(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """Hand out a film, whole or the part that was asked for, to who may read the lecture it belongs to."""
    document = _film_for(request, document_id)
    response = ranged_response(request, document.file, content_type=document.content_type)
    response["Cache-Control"] = A_DAY
    return response


@require_GET
@login_required
def poster(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """Hand out the picture of a film."""
    document = _film_for(request, document_id)
    response = ranged_response(request, document.poster, content_type="image/webp")
    response["Cache-Control"] = A_DAY
    return response


def _film_for(request: HttpRequest, document_id: int) -> Attachment:
    document: Attachment = get_object_or_404(Attachment.objects.films(), pk=document_id)
    if hand_out(document, request) is not None:
        raise Http404
    return document
