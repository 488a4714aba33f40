"""Mock exams on the phone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams.errors import NothingToPractise
from exams.form_answers import form_answer
from exams.grading import Graded
from exams.models import MockExam
from exams.review import review
from exams.services.mock_exams import hand_in_mock, keep_mock, start_mock, told_of
from exams.sheet import ShownQuestion, shown, versions_of

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_POST
@login_required
def start(request: SignedInRequest) -> HttpResponse:
    try:
        mock = start_mock(worker=request.user)
    except NothingToPractise as refusal:
        messages.info(request, str(refusal))
        return redirect("exams:practice")
    return redirect("exams:mock_exam", mock_id=mock.pk)


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def mock_exam(request: SignedInRequest, mock_id: UUID) -> HttpResponse:
    """The paper as one form, a look at it before it is handed in; afterwards what was right and wrong."""
    mock = get_object_or_404(MockExam.objects.select_related("exam"), pk=mock_id, worker=request.user)
    if mock.finished_at is not None:
        return _result(request, mock) if request.accepts("text/html") else HttpResponse(status=204)
    if request.method == "POST":
        return _take(request, mock)
    questions = _questions(mock)
    blank = [question for question in questions if not question.is_answered]
    context = {
        "mock": mock,
        "paper_url": reverse("exams:mock_exam", args=[mock.pk]),
        "questions": questions,
        "answered": len(questions) - len(blank),
        "blank": blank,
        "seconds_left": _seconds_left(mock),
    }
    page = "mock_look" if "look" in request.GET else "mock"
    return render(request, f"exams/practice/{page}.html", context)


def _take(request: SignedInRequest, mock: MockExam) -> HttpResponse:
    """Keep what the paper brings; hand it in once the worker is sure, else show him first what is blank.

    A script asks for no page: it gets 204 when that is done.
    """
    chosen = dict(enumerate(mock.chosen or ()))
    if "answers" in request.POST:
        chosen = {question.slot: form_answer(question, request.POST) for question in _questions(mock)}
    there = reverse("exams:mock_exam", args=[mock.pk])
    if "sure" in request.POST:
        hand_in_mock(mock=mock, chosen=chosen)
    else:
        keep_mock(mock=mock, chosen=chosen)
        there += "?look"
    return redirect(there) if request.accepts("text/html") else HttpResponse(status=204)


def _questions(mock: MockExam) -> list[ShownQuestion]:
    return shown(mock.paper, versions_of(mock.paper), dict(enumerate(mock.chosen or ())))


def _seconds_left(mock: MockExam) -> int | None:
    return None if mock.ends_at is None else max(0, int((mock.ends_at - timezone.now()).total_seconds()))


def _result(request: SignedInRequest, mock: MockExam) -> HttpResponse:
    told, shows_right = told_of(mock), request.GET.get("show") == "right"
    context = {
        "mock": mock,
        "graded": Graded(tuple(told.values()), sum((mark.full_points for mark in told.values()), Decimal(0))),
        "withheld": len(mock.paper) - len(told),
        "review": review(mock.paper, versions_of(mock.paper), told, worker=mock.worker_id, shows_right=shows_right),
    }
    return render(request, "exams/practice/mock_result.html", context)
