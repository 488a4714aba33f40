"""Handing out the pictures of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from exams.models import QuestionPicture
from exams.pictures.addresses import shown_picture

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

FOR_GOOD = "private, max-age=31536000, immutable"  # a picture never changes: a phone asks for it once


@require_GET
@login_required
def picture(request: SignedInRequest, token: str) -> HttpResponseBase:
    """Hand out a picture to the person for whom the page that shows it was made."""
    key = shown_picture(token, reader=request.user.pk)
    if key is None:
        raise Http404
    kept = get_object_or_404(QuestionPicture, pk=key)
    response = FileResponse(kept.file.open(), content_type="image/webp")
    response["Cache-Control"] = FOR_GOOD
    response["X-Content-Type-Options"] = "nosniff"
    return response
