"""Personal files: one's own on the phone, those of one's people at the desk, both as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from organizations.audit import address_of, record
from organizations.filing.paper import dossiers_pdf
from organizations.filing.personal import people_with_files_in_reach, personal_file
from organizations.http import pdf_download
from organizations.scopes import Reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest
    from organizations.models import User


@require_GET
@never_cache
@login_required
def my_file(request: SignedInRequest) -> HttpResponse:
    """What is kept on me: my lectures, hours and exams."""
    return render(request, "organizations/file/mine.html", {"file": personal_file(request.user), "tab": "me"})


@require_GET
@never_cache
@login_required
def my_file_pdf(request: SignedInRequest) -> HttpResponse:
    """The same on paper."""
    return _on_paper(request, request.user)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def person_file(request: SignedInRequest, person_id: int) -> HttpResponse:
    """One person's file, for who sees the unit where he is."""
    person = get_object_or_404(people_with_files_in_reach(request.user), pk=person_id)
    return render(request, "organizations/file/person.html", {"person": person, "file": personal_file(person)})


@require_GET
@never_cache
@for_staff(Reach.SEE)
def person_file_pdf(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The same on paper, for the inspector."""
    return _on_paper(request, get_object_or_404(people_with_files_in_reach(request.user), pk=person_id))


def _on_paper(request: SignedInRequest, person: User) -> HttpResponse:
    """Answer with the PDF. That it left the house is an audit row, with the digest of what it said."""
    place = person.memberships.current().select_related("unit").first()
    file = personal_file(person)
    unit = place.unit if place else None
    record("file.export", by=request.user, subject=person, unit=unit, address=address_of(request), digest=file.digest)
    number, what = f"-{place.employee_no}" if place else "", _("Safety training file")
    return pdf_download(f"{person.name}{number}-{what}.pdf", dossiers_pdf([file], made_at=timezone.now()))
