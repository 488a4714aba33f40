"""Reviewing one question after another: each is seen whole before it is decided on."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from exams.models import Question, QuestionState
from exams.services.questions import review_questions
from exams.viewsets.question_filter import narrowed
from exams.viewsets.whole_questions import whole_questions
from organizations.viewsets.base import ScopedObjectView, reader

WAITING = (QuestionState.TO_REVIEW, QuestionState.PARKED)
DECISIONS = {"use": QuestionState.IN_USE, "retire": QuestionState.RETIRED}


class ReviewView(ScopedObjectView):
    """A question with what can be decided about it, and the way to the next one that waits.

    The filters of the list narrow what comes next: they stand in the address.
    """

    template_name = "exams/admin/review_question.html"
    page_title = _("Review a question")
    permission_required = "change"
    object: Question

    def get_base_object_queryset(self) -> QuerySet[Question]:
        found: QuerySet[Question] = super().get_base_object_queryset()
        return found.select_related("current", "bank", "case").prefetch_related("post_kinds")

    def get_page_subtitle(self) -> str:
        return Truncator(str(self.object)).chars(30)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "whole": whole_questions([self.object])[0],
            "waiting": waiting_questions(self.request).count(),
            "next_url": self._next_url,
            "review_url": self.request.get_full_path(),
            **standing_of(self.object),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide, and go on to the next question that waits, or to the list; who came from the form goes back there."""
        state = DECISIONS.get(request.POST.get("decision", ""))
        onward = self._next_url or f"{reverse('admin_questions:index')}?{request.GET.urlencode()}"
        if state is None:
            return redirect(request.get_full_path())
        if state == QuestionState.IN_USE and standing_of(self.object)["is_old"]:
            messages.error(request, gettext("It rests on an old version of a law: give it a new version first."))
            return redirect(request.get_full_path())
        review_questions(questions=Question.objects.filter(pk=self.object.pk), state=state, by=reader(request))
        messages.success(request, f"“{self.get_page_subtitle()}”：{state.label}")
        return redirect("admin_questions:edit", pk=self.object.pk) if "stay" in request.POST else redirect(onward)

    @cached_property
    def _next_url(self) -> str:
        """Return where the next question that waits is decided on; behind the last one the first. Two queries."""
        others = waiting_questions(self.request).exclude(pk=self.object.pk).values_list("pk", flat=True)
        following = others.filter(pk__gt=self.object.pk).first() or others.first()
        return _address(following, self.request) if following else ""


def waiting_questions(request: HttpRequest) -> QuerySet[Question]:
    """Return what waits for a review among what the filters leave, in the order in which it came in."""
    return narrowed(request, "change").filter(state__in=WAITING).order_by("pk")


def review_url(request: HttpRequest) -> str:
    """Return where the first question is decided on that waits among what the filters leave; "" where none does."""
    first = waiting_questions(request).values_list("pk", flat=True).first()
    return _address(first, request) if first else ""


def standing_of(question: Question) -> dict[str, bool]:
    """Return where a question stands in its review: does it wait, does it rest on an old law? One query."""
    is_old = Question.objects.filter(pk=question.pk).on_old_law().exists()
    return {"waits": question.state in WAITING, "is_old": is_old}


def _address(question: int, request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return f"{reverse('admin_questions:review', args=(question,))}{'?' if query else ''}{query}"
