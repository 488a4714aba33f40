"""Checking a certificate of any kind: where its number is typed, and what is said of it. For everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.certificates.registers import find
from exams.views.receipts import WRONG_CODES, WRONG_CODES_ALLOWED
from organizations.audit import address_of
from organizations.flood import tried, tries

if TYPE_CHECKING:
    from exams.certificates.registers import Register


@require_GET
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Where somebody types a number, or pastes what a QR code says."""
    typed = request.GET.get("number", "").strip()
    if not typed:
        return _asked(request, status=200)
    found = find(typed)
    if found and found.number:
        page = reverse(found.register.page, args=[found.number])
        return redirect(f"{page}?{urlencode({'c': found.signed})}" if found.signed else page)
    wrong = _("This is no number of a certificate. It looks like JZ-2024-03-7K3M-92QF or RY-2024-03-7K3M-92QF.")
    return _asked(request, wrong=wrong, status=404, typed=typed)


def checked(request: HttpRequest, register: Register, number: str) -> HttpResponse:
    """Return what a certificate is worth; ?c= is the signed line of its QR code, held against what we have.

    Who tries too many numbers is told to wait.
    """
    address = address_of(request) or ""
    if tries(WRONG_CODES, address) >= WRONG_CODES_ALLOWED:
        return _asked(request, wrong=_("Too many wrong numbers from here. Wait 15 minutes."), status=429)
    known = register.numbers.plain(number)
    verdict = register.check(known, request.GET.get("c", "")) if known else None
    if verdict is None:
        tried(WRONG_CODES, address)
        unknown = _("There is no certificate with this number. Look once more; if it is right, it is forged.")
        return _asked(request, status=404, typed=number, unknown=unknown)
    return render(request, register.template, {"checked": verdict})


def _asked(request: HttpRequest, *, status: int, wrong: str = "", typed: str = "", unknown: str = "") -> HttpResponse:
    context = {"typed": typed[:20], "wrong": wrong, "unknown": unknown}
    return render(request, "exams/certificates/ask.html", context, status=status)
