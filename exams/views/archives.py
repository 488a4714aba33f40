"""The archive of an exam, asked for at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exams.access import exams_in_reach
from exams.exam_archive import EXAM, NotOver, check_is_over
from organizations.scopes import Reach
from organizations.views.archives import order_archive, unit_of_archive
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_POST
@for_staff(Reach.TAKE_ARCHIVES)
def archive_exam(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """One exam that is closed: the reader's part of it, or that of the unit he looks at."""
    found = get_object_or_404(exams_in_reach(request.user).select_related("owner"), pk=exam_id)
    try:
        check_is_over(found)
    except NotOver as refusal:
        messages.error(request, str(refusal))
        return redirect("exams:desk_results", exam_id=found.pk)
    unit, title = unit_of_archive(request, found.owner), _("Period file of %s") % found.title
    return order_archive(request, kind=EXAM, title=title, unit=unit, subject=str(found.pk))
