"""The procedure of one's post on the phone: read step by step, and signed at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from courses.models import Picture
from courses.models.procedures import Procedure, ProcedureVersion
from courses.procedures.access import procedures_to_read, signers_of
from courses.procedures.marks import marked
from courses.services.procedure_readings import note_read, sign
from organizations.views.promised import sign_by_tick

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

PICTURE = "width-720|format-webp"  # as the template asks for it


@require_GET
@never_cache
@login_required
def my_procedure(request: SignedInRequest) -> HttpResponse:
    """The way to the procedure of one's own post; without one, what that means."""
    place = request.user.memberships.current().select_related("post").first()
    if place is not None and place.post_id is not None:
        own = Procedure.objects.filter(enterprise=place.enterprise_id, post=place.post_id, versions__state="in_force")
        if (procedure := own.first()) is not None:
            return redirect("courses:read_procedure", procedure_id=procedure.pk)
    return render(request, "courses/procedure_none.html", {"place": place, "tab": "me"})


@require_GET
@never_cache
@login_required
def read_procedure(request: SignedInRequest, procedure_id: UUID) -> HttpResponse:
    """The version in force; that who holds the post has opened it is noted."""
    version = _in_force(request, procedure_id)
    signs = signers_of(version.procedure).filter(user=request.user).exists()
    pictures = Prefetch("picture", Picture.objects.prefetch_renditions(PICTURE))
    context = {
        "version": version,
        "steps": marked(version, version.steps.prefetch_related(pictures)),
        "signs": signs,
        "reading": note_read(version=version, worker=request.user) if signs else None,
        "tab": "me",
    }
    return render(request, "courses/procedure.html", context)


@require_POST
@never_cache
@login_required
def sign_procedure(request: SignedInRequest, procedure_id: UUID) -> HttpResponse:
    """The tick below the steps. `version` is the number that was read: another may have come in force meanwhile."""
    version = _in_force(request, procedure_id)
    if request.POST.get("version") != str(version.number):
        messages.error(request, _("Meanwhile a newer version has come in force. Read this one and sign it."))
    else:
        sign_by_tick(request, lambda: sign(version=version, worker=request.user))
    return redirect("courses:read_procedure", procedure_id=version.procedure_id)


def _in_force(request: SignedInRequest, procedure_id: UUID) -> ProcedureVersion:
    versions = ProcedureVersion.objects.in_force().filter(procedure__in=procedures_to_read(request.user))
    found: ProcedureVersion = get_object_or_404(
        versions.select_related("procedure__enterprise", "procedure__post"), procedure=procedure_id
    )
    return found
