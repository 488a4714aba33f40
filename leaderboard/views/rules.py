"""The rules of a competition, for printing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from leaderboard.rules_paper import filename, rules_pdf
from leaderboard.seen import competitions_seen
from organizations.http import shown_file

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_GET
@never_cache
@login_required
def paper(request: SignedInRequest, competition_id: UUID) -> HttpResponse:
    """The rules on A4, for whom the competition concerns, and for its judges."""
    competition = get_object_or_404(competitions_seen(request.user), pk=competition_id)
    content = rules_pdf(competition, made_at=timezone.now())
    return shown_file(filename(competition), content, "application/pdf")
