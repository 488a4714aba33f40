"""What one person's score is made of, at the desk: where a number on a board, or in a list, ends."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.access import exams_in_reach
from exams.circumstances import circumstances, with_circumstances
from exams.exam_archive import is_over
from exams.models import Attempt
from exams.review import marks_of, whole_review
from organizations.scopes import Reach, may, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_GET
@never_cache
@for_staff(Reach.SEE)
def marks(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """The points of each question, for who sees the unit that it was sat for; what was asked and chosen stands there
    too for who judges sittings, when the exam is over: right answers stand there.
    """
    user = request.user
    seen = Attempt.objects.filter(exam__in=exams_in_reach(user), unit__in=units_in_reach(user, Reach.SEE))
    along = seen.select_related("exam", "make_up", "worker", "unit", "enterprise")
    attempt = get_object_or_404(with_circumstances(along), pk=attempt_id)
    grading = attempt.gradings.last()
    may_read = grading is not None and may(user, Reach.JUDGE_SITTINGS, attempt.unit) and is_over(attempt.exam)
    context = {
        "attempt": attempt,
        "exam": attempt.exam,
        "circumstances": circumstances(attempt),
        "grading": grading,
        "marks": marks_of(attempt, grading).values() if grading else [],
        "review": whole_review(attempt, grading) if grading and may_read else [],
    }
    return render(request, "exams/desk/marks.html", context)
