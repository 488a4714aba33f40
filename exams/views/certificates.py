"""Certificates: the worker's own, as files to keep, and the page where anybody checks one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.access import certificate_for
from exams.certificates.checking import CERTIFICATES
from exams.certificates.facts import certificate_facts
from exams.certificates.held import certificates_of
from exams.certificates.paper import certificate_pdf
from exams.certificates.picture import certificate_png
from exams.certificates.said import Said, said_on
from exams.certificates.signed import signed_certificate
from exams.certificates.standing import standing_on
from exams.models import Certificate
from exams.views.checking import checked
from organizations.audit import address_of, record
from organizations.http import shown_file

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_GET
@never_cache
@login_required
def mine(request: SignedInRequest) -> HttpResponse:
    """The worker's certificates, what each is worth, and which exam renews it."""
    return render(request, "exams/certificates/mine.html", {"held": certificates_of(request.user), "tab": "me"})


@require_GET
@never_cache
@login_required
def paper(request: SignedInRequest, certificate_id: UUID) -> HttpResponse:
    """One certificate as a PDF; his own, or of somebody whose certificates one may see."""
    return _file(request, certificate_id, "pdf")


@require_GET
@never_cache
@login_required
def picture(request: SignedInRequest, certificate_id: UUID) -> HttpResponse:
    """The same as a PNG, shown rather than sent: web views that block downloads let him press and keep."""
    return _file(request, certificate_id, "png")


def _file(request: SignedInRequest, certificate_id: UUID, kind: str) -> HttpResponse:
    certificate = certificate_for(request.user, certificate_id)
    if not standing_on(certificate, timezone.localdate()).is_good:
        raise Http404
    said = _said(request, certificate)
    content, content_type = (
        (certificate_pdf(said), "application/pdf") if kind == "pdf" else (certificate_png(said), "image/png")
    )
    if certificate.worker_id != request.user.pk:
        address = address_of(request)
        record("certificate.export", by=request.user, subject=certificate, unit=certificate.enterprise, address=address)
    name = _("Certificate of %(worker)s %(number)s") % {
        "worker": certificate.worker.name,
        "number": certificate.number,
    }
    return shown_file(f"{name}.{kind}", content, content_type)


def _said(request: HttpRequest, certificate: Certificate) -> Said:
    page = reverse("exams:check_certificate", args=[certificate.number])
    signed = signed_certificate(certificate_facts(certificate))
    return said_on(certificate, request.build_absolute_uri(f"{page}?{urlencode({'c': signed})}"))


@require_GET
@never_cache
def check(request: HttpRequest, number: str) -> HttpResponse:
    """What a certificate is worth today, for anybody who has its number."""
    return checked(request, CERTIFICATES, number)
