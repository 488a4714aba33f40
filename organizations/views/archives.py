"""The desk's archives: asked for, watched while they are made, fetched; for who reaches all that is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_q.tasks import async_task

from organizations.audit import address_of, record
from organizations.filing.enterprise import ENTERPRISE
from organizations.filing.names import safe_name
from organizations.filing.registry import archive_kind
from organizations.forms import EnterpriseArchiveForm
from organizations.models import Archive, ArchiveState, Unit
from organizations.progress import progress_of
from organizations.scopes import Reach, units_in_reach
from organizations.services.archives import ask_for_archive
from organizations.tasks import make_archive
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.http import SignedInRequest

ROWS_A_PAGE = 30


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.TAKE_ARCHIVES)
def archives(request: SignedInRequest) -> HttpResponse:
    """What has been asked for in the reader's part of the county, and the form that asks for an enterprise's."""
    form = EnterpriseArchiveForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        unit = form.cleaned_data["enterprise"]
        return order_archive(request, kind=ENTERPRISE, title=_("Enterprise file of %s") % unit.shown_name, unit=unit)
    found = _in_reach(request).select_related("unit", "asked_by")
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page}
    return render(request, "organizations/archives/list.html", context, status=422 if form.errors else 200)


@require_GET
@never_cache
@for_staff(Reach.TAKE_ARCHIVES)
def archive(request: SignedInRequest, archive_id: UUID) -> HttpResponse:
    """One archive, as far as it has come: a bar, the file, or why it failed."""
    found = _found(request, archive_id)
    kind, progress = archive_kind(found.kind).label, progress_of(found.pk)
    return render(request, "organizations/archives/one.html", {"archive": found, "kind": kind, "progress": progress})


@require_GET
@never_cache
@for_staff(Reach.TAKE_ARCHIVES)
def archive_progress(request: SignedInRequest, archive_id: UUID) -> HttpResponse:
    """How far it is, for the script beside the bar."""
    found = _found(request, archive_id)
    progress = progress_of(found.pk)
    known = found.state == ArchiveState.MAKING and progress.total
    return JsonResponse(
        {
            "done": progress.done if known else 0,
            "total": progress.total if known else 0,
            "label": f"{progress.done} / {progress.total}" if known else found.get_state_display(),
            "finished": not found.is_under_way,
        }
    )


@require_GET
@never_cache
@for_staff(Reach.TAKE_ARCHIVES)
def archive_file(request: SignedInRequest, archive_id: UUID) -> HttpResponseBase:
    """Hand out the zip. That it left the house is an audit row."""
    found = _found(request, archive_id)
    if found.state != ArchiveState.READY or found.made_at is None:
        raise Http404
    address = address_of(request)
    record("archive.take", by=request.user, subject=found, unit=found.unit, address=address, digest=found.digest)
    filename = safe_name(f"{found.title}-{localdate(found.made_at):%Y-%m-%d}.zip")
    response = FileResponse(found.file.open(), as_attachment=True, filename=filename, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@for_staff(Reach.TAKE_ARCHIVES)
def archive_again(request: SignedInRequest, archive_id: UUID) -> HttpResponse:
    """Ask for the same once more, as things are now."""
    found = _found(request, archive_id)
    return order_archive(request, kind=found.kind, title=found.title, unit=found.unit, subject=found.subject)


def order_archive(request: SignedInRequest, *, kind: str, title: str, unit: Unit, subject: str = "") -> HttpResponse:
    """Have the archive made in the background and show how far it is; one that is being made already is shown."""
    with transaction.atomic():
        ordered, is_new = ask_for_archive(kind=kind, title=title, unit=unit, by=request.user, subject=subject)
        if is_new:
            transaction.on_commit(lambda: async_task(make_archive, ordered.pk))
    if not is_new:
        messages.info(request, _("It is being made already."))
    return redirect("organizations:archive", archive_id=ordered.pk)


def unit_of_archive(request: SignedInRequest, owner: Unit) -> Unit:
    """Return the unit whose part of something the reader gets: the one he asks for, its owner's, or his own highest.

    Raises Http404 for a unit that is not in his reach, PermissionDenied where none is.
    """
    reached = units_in_reach(request.user, Reach.TAKE_ARCHIVES)
    asked = request.POST.get("unit", "")
    if asked:
        return get_object_or_404(reached, pk=int(asked) if asked.isdecimal() else 0)
    unit: Unit | None = reached.filter(pk=owner.pk).first() or reached.order_by("depth", "path").first()
    if unit is None:
        raise PermissionDenied
    return unit


def _in_reach(request: SignedInRequest) -> QuerySet[Archive]:
    found: QuerySet[Archive] = Archive.objects.filter(unit__in=units_in_reach(request.user, Reach.TAKE_ARCHIVES))
    return found


def _found(request: SignedInRequest, archive_id: UUID) -> Archive:
    return get_object_or_404(_in_reach(request).select_related("unit", "asked_by"), pk=archive_id)
