"""Certificates of honour: the worker's own, as files to keep, and the page where anybody checks one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.views.checking import checked
from leaderboard.award_files import certificate_file
from leaderboard.awards.checking import AWARDS
from leaderboard.rewards_seen import own_awards
from organizations.http import shown_file

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
    name = _("Certificate of honour %(name)s %(number)s") % {"name": line.name, "number": line.number}
    return shown_file(f"{name}.{kind}", certificate_file(request, line, kind), content_type)


@require_GET
@never_cache
def check(request: HttpRequest, number: str) -> HttpResponse:
    """Whether a certificate of honour is genuine, for anybody who has its number."""
    return checked(request, AWARDS, number)
