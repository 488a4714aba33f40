"""Certificates: the worker's own, as files to keep, and the page where anybody checks one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.access import certificate_for
from exams.certificates.checking import check_held
from exams.certificates.facts import certificate_facts
from exams.certificates.held import certificates_of
from exams.certificates.numbers import plain_number
from exams.certificates.paper import certificate_pdf
from exams.certificates.picture import certificate_png
from exams.certificates.said import Said, said_on
from exams.certificates.signed import CERTIFICATE, read_certificate, signed_certificate
from exams.certificates.standing import standing_on
from exams.errors import CertificateRefused
from exams.models import Certificate
from exams.views.receipts import WRONG_CODES, WRONG_CODES_ALLOWED
from organizations.audit import address_of, record
from organizations.flood import tried, tries

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
    response = HttpResponse(content, content_type=content_type)
    name = _("Certificate of %(worker)s %(number)s") % {
        "worker": certificate.worker.name,
        "number": certificate.number,
    }
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=f"{name}.{kind}") or ""
    return response


def _said(request: HttpRequest, certificate: Certificate) -> Said:
    page = reverse("exams:check_certificate", args=[certificate.number])
    signed = signed_certificate(certificate_facts(certificate))
    return said_on(certificate, request.build_absolute_uri(f"{page}?{urlencode({'c': signed})}"))


@require_GET
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Where somebody types a number, or pastes what a QR code says."""
    typed = request.GET.get("number", "").strip()
    signed = CERTIFICATE.pattern.search(typed)
    number = plain_number(typed) or (_number_inside(typed) if signed else "")
    if number:
        page = reverse("exams:check_certificate", args=[number])
        return redirect(f"{page}?{urlencode({'c': signed[0]})}" if signed else page)
    wrong = _("This is no number of a certificate. It looks like JZ-2024-03-7K3M-92QF.") if typed else ""
    return _asked(request, wrong=wrong, status=404 if typed else 200, typed=typed)


def _number_inside(typed: str) -> str:
    try:
        return plain_number(read_certificate(typed).number)
    except CertificateRefused:
        return ""


@require_GET
@never_cache
def check(request: HttpRequest, number: str) -> HttpResponse:
    """What a certificate is worth today; ?c= is the signed line of its QR code, held against what we have."""
    address = address_of(request) or ""
    if tries(WRONG_CODES, address) >= WRONG_CODES_ALLOWED:
        return _asked(request, wrong=_("Too many wrong numbers from here. Wait 15 minutes."), status=429)
    known = plain_number(number)
    rows = Certificate.objects.filter(number=known).with_renewals()
    along = "exam", "worker", "enterprise", "attempt"
    certificate = rows.select_related(*along).defer("attempt__paper").first() if known else None
    if certificate is None:
        tried(WRONG_CODES, address)
        unknown = _("There is no certificate with this number. Look once more; if it is right, it is forged.")
        return _asked(request, status=404, typed=number, unknown=unknown)
    checked = check_held(certificate, signed=request.GET.get("c", ""), day=timezone.localdate())
    return render(request, "exams/certificates/check.html", {"certificate": certificate, "checked": checked})


def _asked(request: HttpRequest, *, status: int, wrong: str = "", typed: str = "", unknown: str = "") -> HttpResponse:
    context = {"typed": typed[:20], "wrong": wrong, "unknown": unknown}
    return render(request, "exams/certificates/ask.html", context, status=status)
