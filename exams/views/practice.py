"""Practising: the ten of the day, and the wrong-question book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from exams.errors import NotAnAnswer
from exams.form_answers import form_answer
from exams.models import DailyTen, MockExam, PracticeAnswer, QuestionDoubt, WrongQuestion
from exams.practice.state import Practised, from_book, state_of
from exams.services.practice import answer_practice, book_of, tell_done, todays_ten

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

MOST_LISTED = 100


@require_GET
@never_cache
@login_required
def practice(request: SignedInRequest) -> HttpResponse:
    """What there is to practise today: the ten, what was wrong and is due, a mock exam; and what he has reported."""
    ten = todays_ten(worker=request.user)
    due_on = list(book_of(request.user).values_list("due_on", flat=True))
    doubts = QuestionDoubt.objects.filter(worker=request.user)
    context = {
        "ten": state_of(ten) if ten else None,
        "wrong": len(due_on),
        "due": sum(day <= timezone.localdate() for day in due_on),
        "mock": MockExam.objects.filter(worker=request.user, finished_at=None).first(),
        "doubts": doubts.count(),
        "answered": doubts.exclude(answered_at=None).count(),
        "tab": "learn",
    }
    return render(request, "exams/practice/practice.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def question_of_ten(request: SignedInRequest, ten_id: UUID, number: int) -> HttpResponse:
    """One of the ten; answered, it says at once whether that was right, and why."""
    ten = get_object_or_404(DailyTen, pk=ten_id, worker=request.user)
    state = state_of(ten)
    place = state.place(number)
    if place is None:
        return redirect("exams:practice")
    refusal = ""
    if request.method == "POST" and place.answer is None:
        refusal = _answer(request, place, ten.occasion(place.question.slot))
        state = state_of(ten)
        if state.is_done:
            tell_done(ten)
    following = state.next_number(after=number)
    context = {
        "name": _("Ten questions a day"),
        "done": state.done,
        "total": state.total,
        "far": f"{state.done} / {state.total}",
        "next_url": reverse("exams:question_of_ten", args=[ten.pk, following]) if following else "",
        "back_url": reverse("exams:practice"),
        "back_label": _("Done for today"),
    }
    return _page(request, state.place(number) or place, refusal, context)


@require_GET
@never_cache
@login_required
def wrong_questions(request: SignedInRequest) -> HttpResponse:
    """The wrong-question book: what is due first, then when the others come back."""
    rows = list(book_of(request.user).select_related("question__current")[:MOST_LISTED])
    today = timezone.localdate()
    due = [row for row in rows if row.due_on <= today]
    context = {"due": due, "later": [row for row in rows if row.due_on > today], "tab": "learn"}
    return render(request, "exams/practice/wrong_questions.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def wrong_question(request: SignedInRequest, wrong_id: UUID) -> HttpResponse:
    """A question of the book, once a day; afterwards the way to the next that is due."""
    book = book_of(request.user)
    row = book.select_related("question__current__question").filter(pk=wrong_id).first()
    if row is None:
        return redirect("exams:wrong_questions")
    today = timezone.localdate()
    place, refusal = from_book(row, today), ""
    if request.method == "POST" and place.answer is None:
        refusal = _answer(request, place, row.occasion(today))
        place = from_book(row, today)
    following = book.due(today).exclude(pk=row.pk).first()
    context = {
        "name": _("Wrong-question book"),
        "next_url": reverse("exams:wrong_question", args=[following.pk]) if following else "",
        "back_url": reverse("exams:wrong_questions"),
        "back_label": _("Back to the book"),
    }
    return _page(request, place, refusal, context)


def _answer(request: SignedInRequest, place: Practised, occasion: UUID) -> str:
    """Keep the answer of the form; return why not, as a sentence, where it can't be."""
    answer = form_answer(place.question, request.POST)
    try:
        answer_practice(worker=request.user, version=place.version, keys=place.keys, answer=answer, occasion=occasion)
    except NotAnAnswer as refused:
        return str(refused)
    return ""


def _page(request: SignedInRequest, place: Practised, refusal: str, context: Mapping[str, object]) -> HttpResponse:
    answered: PracticeAnswer | None = place.answer
    mine = WrongQuestion.objects.filter(worker=request.user, question=place.version.question_id)
    words = {
        "question": place.question,
        "refusal": refusal,
        "item": place.review(answered) if answered else None,
        "in_book": mine.first() if answered else None,
        "tomorrow": timezone.localdate() + timedelta(days=1),
    }
    return render(request, "exams/practice/question.html", {**context, **words})
