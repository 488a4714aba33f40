"""Who gets a document: whoever may read where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from courses.pages.lectures import LectureSectionPage
from courses.pages.reading import sections_for

if TYPE_CHECKING:
    from courses.pages.files import Attachment


def hand_out(document: Attachment, request: HttpRequest) -> HttpResponseBase | None:
    """Return a refusal, or None to let it go out. What lies in a unit's collection is for the readers of its lectures.

    Raises Http404 for who has no business with it, as its lecture does.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    above = document.collection.get_ancestors(inclusive=True)
    section = LectureSectionPage.objects.filter(collection__in=above).first()
    if section is not None and not sections_for(request.user).filter(pk=section.unit_id).exists():
        raise Http404
    return None
