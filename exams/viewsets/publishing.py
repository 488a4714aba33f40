"""Publishing an exam: what it would mean in words and figures, the button, then the seats being prepared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django_q.tasks import async_task
from wagtail.admin import messages

from exams.models import Attempt, Exam, ExamState, QuestionBank
from exams.plan_table import plan_rows
from exams.services.audience import audience_of, standings_of
from exams.services.exams import publish_exam
from exams.services.plans import plan_of
from exams.services.readiness import obstacles_of
from exams.tasks import draw_papers
from organizations.errors import Refused
from organizations.viewsets.base import ScopedObjectView, reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exams.drawing.blueprint import Standing
    from exams.drawing.plans import Plan


@dataclass(frozen=True, slots=True)
class Seats:
    """How many of the people have a seat with a drawn paper."""

    done: int
    total: int

    @property
    def are_ready(self) -> bool:
        return self.done >= self.total

    @property
    def label(self) -> str:
        return f"{self.done} / {self.total}"


def seats_of(exam: Exam) -> Seats:
    """Return how far the seats of an exam are. Two queries and one for the audience's units."""
    return Seats(Attempt.objects.filter(exam=exam).count(), audience_of(exam).count())


def obstacles(exam: Exam, plan: Plan, people: Mapping[Standing, int]) -> list[str]:
    """Return, in whole sentences, why the exam can't be published as it is."""
    found = obstacles_of(exam.paper, plan, people)
    if exam.closes_at <= timezone.now():
        found.append(gettext("The window of this exam has passed: move it first."))
    if not people:
        found.append(gettext("There is nobody in these units yet: import the roster first, or choose other units."))
    return found


def _practised(exam: Exam) -> list[str]:
    """Return the names of the banks that the papers are drawn from and that workers may practise. One query."""
    banks = QuestionBank.objects.filter(is_for_practice=True, pk__in=exam.paper.parts.values("bank"))
    return list(banks.values_list("name", flat=True))


class PublishView(ScopedObjectView):
    """Of a draft: what would be published, and the button. Of a published exam: what stands, and its seats."""

    template_name = "exams/admin/publish.html"
    object: Exam

    def get_page_title(self) -> str:
        return gettext("Publish") if self.object.state == ExamState.DRAFT else str(self.object.get_state_display())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        exam = self.object
        plan, seats, people = plan_of(exam.paper), seats_of(exam), standings_of(audience_of(exam))
        is_draft = exam.state == ExamState.DRAFT
        return {
            **super().get_context_data(**kwargs),
            "is_draft": is_draft,
            "rows": plan_rows(plan, people),
            "question_count": exam.paper.question_count(),
            "full_points": exam.paper.full_points(),
            "seats": seats,
            "audience": exam.audience.all(),
            "obstacles": obstacles(exam, plan, people) if is_draft else [],
            "practised": _practised(exam) if is_draft else [],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        exam = self.object
        try:
            with transaction.atomic():
                publish_exam(exam=exam, by=reader(request))
                transaction.on_commit(lambda: async_task(draw_papers, exam.pk))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, gettext("“%s” is published. The papers are being drawn.") % exam)
        return redirect("admin_exams:publish", pk=exam.pk)


class SeatsProgressView(ScopedObjectView):
    """How many seats are prepared, for the script beside the bar."""

    object: Exam

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seats = seats_of(self.object)
        finished = seats.are_ready or self.object.state != ExamState.PUBLISHED
        return JsonResponse({"done": seats.done, "total": seats.total, "label": seats.label, "finished": finished})
