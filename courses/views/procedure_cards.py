"""Step cards to print: of one procedure, and of all that are in force in an enterprise."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses.models.procedures import ProcedureVersion
from courses.procedures.access import procedures_in_reach
from courses.procedures.card_pictures import paper_pictures
from courses.procedures.cards import PrintedProcedure, step_cards_pdf
from courses.procedures.steps import draft_of
from organizations.http import pdf_download
from organizations.models import Unit
from organizations.scopes import Reach
from organizations.views.staff import for_staff

PROCEDURES_A_FILE = 20  # of thirty steps each about five seconds, and 600 cards

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from courses.models import Procedure
    from organizations.http import SignedInRequest


@require_GET
@never_cache
@for_staff(Reach.SEE)
def cards(request: SignedInRequest, procedure_id: UUID) -> HttpResponse:
    """The cards of the version in force."""
    version = get_object_or_404(_printable(request), procedure=procedure_id)
    printed = _printed(request, [version])
    title = _("%s: step cards") % version.procedure.name
    return pdf_download(f"{title}.pdf", step_cards_pdf(printed, title=title))


@require_GET
@never_cache
@for_staff(Reach.SEE)
def all_cards(request: SignedInRequest) -> HttpResponse:
    """The cards of the procedures in force in the enterprise of ?unit=, twenty procedures a file; ?file= from 1 on."""
    enterprise = get_object_or_404(Unit.objects.enterprises(), pk=_number(request, "unit"))
    known = _printable(request).filter(procedure__enterprise=enterprise).order_by("procedure__post__name", "pk")
    begin = (_number(request, "file", default=1) - 1) * PROCEDURES_A_FILE
    versions = list(known[begin : begin + PROCEDURES_A_FILE]) if begin >= 0 else []
    if not versions:
        raise Http404
    title = _("%s: step cards") % enterprise.shown_name
    if begin or known.count() > PROCEDURES_A_FILE:
        title = f"{title} {begin + 1}-{begin + len(versions)}"
    return pdf_download(f"{title}.pdf", step_cards_pdf(_printed(request, versions), title=title))


def card_files(procedures: int) -> list[tuple[int, int, int]]:
    """Return (number of the file, first and last procedure in it) for so many procedures in force."""
    starts = range(0, procedures, PROCEDURES_A_FILE)
    return [
        (number, begin + 1, min(begin + PROCEDURES_A_FILE, procedures)) for number, begin in enumerate(starts, start=1)
    ]


def _number(request: SignedInRequest, name: str, *, default: int = 0) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() else default


def _printable(request: SignedInRequest) -> QuerySet[ProcedureVersion]:
    reached = ProcedureVersion.objects.in_force().filter(procedure__in=procedures_in_reach(request.user))
    found: QuerySet[ProcedureVersion] = reached.select_related("procedure__enterprise").prefetch_related("steps")
    return found


def _printed(request: SignedInRequest, versions: Sequence[ProcedureVersion]) -> Iterator[PrintedProcedure]:
    """Return what is printed of each; its pictures are opened when its turn comes."""
    for version in versions:
        procedure, steps = version.procedure, [draft_of(step) for step in version.steps.all()]
        yield PrintedProcedure(
            name=procedure.name,
            enterprise=procedure.enterprise.shown_name,
            number=version.number,
            since=date_format(localtime(version.published_at), "Y-m-d"),
            address=request.build_absolute_uri(_address(procedure)),
            steps=steps,
            pictures=paper_pictures({step.picture for step in steps if step.picture}),
        )


def _address(procedure: Procedure) -> str:
    """Return the phone's page, with the enterprise for who has to sign in first."""
    return f"{reverse('courses:read_procedure', args=[procedure.pk])}?{urlencode({'e': procedure.enterprise.code})}"
