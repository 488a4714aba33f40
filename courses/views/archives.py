"""Archives of a lecture in person and of a learning task, asked for at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.access import assignments_in_reach, sessions_in_reach
from courses.archives.assignment import ASSIGNMENT
from courses.archives.session import SESSION
from organizations.scopes import Reach
from organizations.views.archives import order_archive, unit_of_archive
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_POST
@for_staff(Reach.TAKE_ARCHIVES)
def archive_session(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """One lecture: the reader's part of it, with the evidence where he sees who held it."""
    found = get_object_or_404(sessions_in_reach(request.user).select_related("owner"), pk=session_id)
    unit, title = unit_of_archive(request, found.owner), _("Period file of %s") % found.title
    return order_archive(request, kind=SESSION, title=title, unit=unit, subject=str(found.pk))


@require_POST
@for_staff(Reach.TAKE_ARCHIVES)
def archive_assignment(request: SignedInRequest, assignment_id: UUID) -> HttpResponse:
    """One learning task: the reader's part of it, or that of the unit he looks at."""
    found = get_object_or_404(assignments_in_reach(request.user).select_related("owner"), pk=assignment_id)
    unit, title = unit_of_archive(request, found.owner), _("Period file of %s") % found.title
    return order_archive(request, kind=ASSIGNMENT, title=title, unit=unit, subject=str(found.pk))
