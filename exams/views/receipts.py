"""Receipts for everybody: is this one genuine, and does it still hold? Never a score."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.access import own_attempt
from exams.certificates.in_hand import Judgement
from exams.errors import ReceiptRefused
from exams.models import AttemptState
from exams.receipts.checker_page import published_keys, receipt_checker
from exams.receipts.codes import plain_code
from exams.receipts.facts import Facts, facts_of
from exams.receipts.pictures import receipt_png
from exams.receipts.signed import SIGNED, read_signed, signed_text
from exams.receipts.standing import Standing, is_open_again, standing_of
from organizations.audit import address_of
from organizations.flood import tried, tries
from organizations.http import shown_file

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

WRONG_CODES = "receipt"
# a whole shift behind one address may mistype; at 30⁸ codes a machine finds nothing at this pace
WRONG_CODES_ALLOWED = 60


def receipt_address(request: HttpRequest, facts: Facts) -> str:
    """Return what the QR code holds: where to ask, and the signed receipt itself."""
    page = reverse("exams:check_receipt", args=[facts.code])
    return request.build_absolute_uri(f"{page}?{urlencode({'r': signed_text(facts)})}")


@require_GET
@never_cache
@login_required
def picture(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """The worker's receipt as a PNG, shown rather than sent: web views that block downloads let him press and keep."""
    attempt = own_attempt(request.user, attempt_id, "unit")
    if attempt.state != AttemptState.GRADED:
        raise Http404
    facts = facts_of(attempt)
    rows = [
        (_("Exam"), attempt.exam.title),
        (_("Worker"), f"{attempt.worker.name} · {attempt.unit.name}"),
        (_("Handed in at"), date(localtime(facts.finished_at), "Y年n月j日 H:i:s")),
        (_("Received"), _("%(received)d of %(total)d answers") % {"received": facts.received, "total": facts.total}),
    ]
    drawn = receipt_png(
        title=_("Receipt of the exam"),
        code=facts.code,
        rows=rows,
        foot=_("Anybody can scan the code and check this receipt. Nobody sees the score."),
        address=receipt_address(request, facts),
    )
    return shown_file(_("Receipt %s.png") % facts.code, drawn, "image/png")


@require_GET
@never_cache
def receipts(request: HttpRequest) -> HttpResponse:
    """Where somebody types a code, or pastes what a QR code says."""
    typed = request.GET.get("code", "").strip()
    code = plain_code(typed)
    signed = SIGNED.search(typed)
    if signed and not code:
        code = _code_inside(typed)
    if code:
        page = reverse("exams:check_receipt", args=[code])
        return redirect(f"{page}?{urlencode({'r': signed[0]})}" if signed else page)
    wrong = _("This is no receipt code. It has eight letters and figures, like 7K3M-92QF.") if typed else ""
    return render(
        request, "exams/receipts/ask.html", {"typed": typed[:9], "wrong": wrong}, status=404 if typed else 200
    )


def _code_inside(typed: str) -> str:
    try:
        return plain_code(read_signed(typed).facts.code)
    except ReceiptRefused:
        return ""


@require_GET
@never_cache
def check_receipt(request: HttpRequest, code: str) -> HttpResponse:
    """What a code is worth now; ?r= is the signed receipt of a QR code, held against what we have."""
    address = address_of(request) or ""
    if tries(WRONG_CODES, address) >= WRONG_CODES_ALLOWED:
        said = _("Too many wrong codes from here. Wait 15 minutes.")
        return render(request, "exams/receipts/ask.html", {"typed": "", "wrong": said}, status=429)
    known = plain_code(code)
    standing = standing_of(known) if known else None
    if standing is None and known and is_open_again(known):
        said = _("This sitting was given more time and goes on. The receipt holds again once it is handed in.")
        return render(request, "exams/receipts/ask.html", {"typed": known, "wrong": said}, status=409)
    if standing is None:
        tried(WRONG_CODES, address)
        said = _("There is no receipt with this code. Look at it once more; if it is right, the receipt is forged.")
        return render(request, "exams/receipts/ask.html", {"typed": code[:9], "wrong": said}, status=404)
    in_hand = _in_hand(request.GET.get("r", ""), standing.facts)
    tone, verdict = _verdict(standing, in_hand)
    context = {"standing": standing, "facts": standing.facts, "tone": tone, "verdict": verdict, "in_hand": in_hand}
    return render(request, "exams/receipts/check.html", context)


def _in_hand(text: str, held: Facts) -> Judgement | None:
    """What is to be said of the signed receipt itself; None where only the code was given."""
    if not text:
        return None
    try:
        signed = read_signed(text)
    except ReceiptRefused as refusal:
        return "bad", str(refusal)
    if signed.facts.code != held.code:
        return "bad", _("The signature in the QR code belongs to another receipt.")
    if signed.facts.digest != held.digest:
        said = _("Genuine, but older: it was made when %(then)d answers had come in. Below is what counts now.")
        return "warn", said % {"then": signed.facts.received}
    return "ok", _("The signature is genuine.")


def _verdict(standing: Standing, in_hand: Judgement | None) -> Judgement:
    if in_hand is not None and in_hand[0] == "bad":
        return "bad", _("Not valid")
    if standing.is_voided:
        return "bad", _("Not valid any more: the sitting was voided")
    if not standing.is_as_graded:
        return "bad", _("Not valid: the answers are not as they were graded. Tell the exam centre.")
    return "ok", _("This receipt is valid")


@require_GET
def keys(request: HttpRequest) -> JsonResponse:
    """The public keys, for whoever checks receipts by himself."""
    return JsonResponse(published_keys())


@require_GET
def checker(request: HttpRequest) -> HttpResponse:
    """The page that checks receipts without a network, to keep."""
    response = HttpResponse(receipt_checker(), content_type="text/html; charset=utf-8")
    name = _("Check a receipt.html")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
