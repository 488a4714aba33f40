"""Certificates of honour: the worker's own, as files to keep, and the page where anybody checks one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.errors import CertificateRefused
from exams.views.receipts import WRONG_CODES, WRONG_CODES_ALLOWED
from leaderboard.award_files import certificate_file
from leaderboard.awards.checking import check_award
from leaderboard.awards.numbers import plain_award_number
from leaderboard.awards.said import AWARD, read_award
from leaderboard.models import RewardLine
from leaderboard.rewards_seen import own_awards
from organizations.audit import address_of
from organizations.flood import tried, tries

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_GET
@never_cache
@login_required
def mine(request: SignedInRequest) -> HttpResponse:
    """What the worker, or his team, was rewarded with."""
    return render(request, "leaderboard/honours/mine.html", {"lines": own_awards(request.user), "tab": "me"})


@require_GET
@never_cache
@login_required
def paper(request: SignedInRequest, line_id: UUID) -> HttpResponse:
    """One's own certificate as a PDF."""
    return _file(request, line_id, "pdf", "application/pdf")


@require_GET
@never_cache
@login_required
def picture(request: SignedInRequest, line_id: UUID) -> HttpResponse:
    """The same as a PNG, shown rather than sent: web views that block downloads let him press and keep."""
    return _file(request, line_id, "png", "image/png")


def _file(request: SignedInRequest, line_id: UUID, kind: str, content_type: str) -> HttpResponse:
    line = get_object_or_404(own_awards(request.user).filter(withdrawn_at__isnull=True), pk=line_id)
    response = HttpResponse(certificate_file(request, line, kind), content_type=content_type)
    name = _("Certificate of honour %(name)s %(number)s") % {"name": line.name, "number": line.number}
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=f"{name}.{kind}") or ""
    return response


@require_GET
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Where somebody types a number, or pastes what a QR code says."""
    typed = request.GET.get("number", "").strip()
    signed = AWARD.pattern.search(typed)
    number = plain_award_number(typed) or (_number_inside(typed) if signed else "")
    if number:
        page = reverse("leaderboard:check_honour", args=[number])
        return redirect(f"{page}?{urlencode({'c': signed[0]})}" if signed else page)
    wrong = _("This is no number of a certificate of honour. It looks like RY-2024-03-7K3M-92QF.") if typed else ""
    return _asked(request, wrong=wrong, status=404 if typed else 200, typed=typed)


def _number_inside(typed: str) -> str:
    try:
        return plain_award_number(read_award(typed).number)
    except CertificateRefused:
        return ""


@require_GET
@never_cache
def check(request: HttpRequest, number: str) -> HttpResponse:
    """Whether a certificate is genuine; ?c= is the signed line of its QR code, held against what we have."""
    address = address_of(request) or ""
    if tries(WRONG_CODES, address) >= WRONG_CODES_ALLOWED:
        return _asked(request, wrong=_("Too many wrong numbers from here. Wait 15 minutes."), status=429)
    known = plain_award_number(number)
    lines = RewardLine.objects.out().filter(number=known).select_related("rewards__owner", "enterprise")
    line = lines.first() if known else None
    if line is None:
        tried(WRONG_CODES, address)
        unknown = _("There is no certificate with this number. Look once more; if it is right, it is forged.")
        return _asked(request, status=404, typed=number, unknown=unknown)
    checked = check_award(line, signed=request.GET.get("c", ""))
    return render(request, "leaderboard/honours/check.html", {"line": line, "checked": checked})


def _asked(request: HttpRequest, *, status: int, wrong: str = "", typed: str = "", unknown: str = "") -> HttpResponse:
    context = {"typed": typed[:20], "wrong": wrong, "unknown": unknown}
    return render(request, "leaderboard/honours/ask.html", context, status=status)
