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

from exams.models import Attempt, Exam, ExamState
from exams.services.exams import publish_exam
from exams.services.papers import audience_of, parts_of
from exams.tasks import draw_papers
from organizations.errors import Refused
from organizations.viewsets.base import ScopedObjectView, reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exams.drawing import Part


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


def obstacles(exam: Exam, parts: Sequence[Part], people: int) -> list[str]:
    """Return, in whole sentences, why the exam can't be published as it is."""
    found = []
    if not parts:
        found.append(gettext("The paper has no parts: add at least one."))
    found += [
        gettext("%(part)s: %(missing)d questions in use are missing. Put more into use, or ask for fewer.")
        % {"part": part.label, "missing": part.missing}
        for part in parts
        if part.missing
    ]
    if exam.closes_at <= timezone.now():
        found.append(gettext("The window of this exam has passed: move it first."))
    if not people:
        found.append(gettext("There is nobody in these units yet: import the roster first, or choose other units."))
    return found


class PublishView(ScopedObjectView):
    """Of a draft: what would be published, and the button. Of a published exam: what stands, and its seats."""

    template_name = "exams/admin/publish.html"
    object: Exam

    def get_page_title(self) -> str:
        return gettext("Publish") if self.object.state == ExamState.DRAFT else str(self.object.get_state_display())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        exam = self.object
        parts, seats = parts_of(exam.paper), seats_of(exam)
        is_draft = exam.state == ExamState.DRAFT
        return {
            **super().get_context_data(**kwargs),
            "is_draft": is_draft,
            "parts": parts,
            "question_count": sum(part.count for part in parts),
            "full_points": sum(part.count * part.points for part in parts),
            "seats": seats,
            "audience": exam.audience.all(),
            "obstacles": obstacles(exam, parts, seats.total) if is_draft else [],
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
