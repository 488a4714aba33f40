"""Mock exams on the phone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams.errors import NothingToPractise
from exams.form_answers import form_answer
from exams.models import MockExam
from exams.services.mock_exams import graded_mock, hand_in_mock, start_mock
from exams.sheet import ReviewedQuestion, shown, versions_of

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
    """The paper as one form; handed in, what was right and wrong."""
    mock = get_object_or_404(MockExam.objects.select_related("exam"), pk=mock_id, worker=request.user)
    if mock.finished_at is not None:
        return _result(request, mock)
    questions = shown(mock.paper, versions_of(mock.paper), {})
    if request.method == "POST":
        chosen = {question.slot: form_answer(question, request.POST) for question in questions}
        hand_in_mock(mock=mock, chosen=chosen)
        return redirect("exams:mock_exam", mock_id=mock.pk)
    return render(request, "exams/practice/mock.html", {"mock": mock, "questions": questions})


def _result(request: SignedInRequest, mock: MockExam) -> HttpResponse:
    graded, versions = graded_mock(mock), versions_of(mock.paper)
    questions = shown(mock.paper, versions, dict(enumerate(mock.chosen or ())))
    review = [
        ReviewedQuestion(question, versions[mark.version], mark.points, Decimal(mark.full_points), mock.worker_id)
        for question, mark in zip(questions, graded.marks, strict=True)
    ]
    context = {
        "mock": mock,
        "graded": graded,
        "wrong": [item for item in review if not item.is_right],
        "right": [item for item in review if item.is_right],
    }
    return render(request, "exams/practice/mock_result.html", context)
