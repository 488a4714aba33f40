"""What a worker sees after grading."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.access import own_attempt
from exams.bonus.of_exam import bonus_of
from exams.circumstances import assistance_of
from exams.correcting.told import corrections_told
from exams.release import may_see_result
from exams.review import review_of
from exams.services.certificates import certificate_earned

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_GET
@never_cache
@login_required
def result(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """The score, and every wrong answer with the right one, the reason, and the article it rests on.

    What was right stands on a page of its own (`?show=right`): it is long, and few look at it. Before anything may be
    shown the receipt stands in its place, which says when it will be.
    """
    attempt = own_attempt(request.user, attempt_id, "unit", "make_up", "assistance__helper")
    grading = attempt.gradings.last() if may_see_result(attempt) else None
    if grading is None:
        return redirect("exams:receipt", attempt_id=attempt.pk)
    context = {
        "attempt": attempt,
        "exam": attempt.exam,
        "assistance": assistance_of(attempt),
        "grading": grading,
        "bonus": bonus_of(attempt),
        "certificate": certificate_earned(attempt=attempt),
        "corrections": corrections_told(attempt),
        "review": review_of(attempt, grading, shows_right=request.GET.get("show") == "right"),
    }
    return render(request, "exams/result.html", context)
