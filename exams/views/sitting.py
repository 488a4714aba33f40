"""The way through an exam: door, paper, saves, hand-in, receipt."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exams.access import exams_for, own_attempt
from exams.errors import BatchRefused, TokenRefused
from exams.form_answers import form_answer, shown_answer
from exams.models import Attempt, AttemptState, EventKind
from exams.phone import messages, milliseconds, read_batch, reply
from exams.services.journal import PhoneEvent, attempt_token, check_token, record_events
from exams.services.sittings import start_attempt, submit_attempt
from exams.sheet import ShownQuestion, paper_of
from organizations.errors import Refused

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_GET
@never_cache
@login_required
def door(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Before the exam: what it is, when it opens, and one button. A sitting under way is gone on with."""
    exam = get_object_or_404(exams_for(request.user).select_related("paper"), pk=exam_id)
    attempt = Attempt.objects.filter(exam=exam, worker=request.user).order_by("-number").first()
    if attempt is not None and attempt.was_sat:
        return redirect(_where_now(attempt))
    now, seat = timezone.now(), attempt or Attempt()
    seat.exam = exam
    context = {
        "exam": exam,
        "questions": exam.paper.question_count(),
        "full_points": exam.paper.full_points(),
        "now_ms": milliseconds(now),
        "opens_ms": milliseconds(exam.opens_at),
        "is_early": now < exam.opens_at,
        "is_over": now >= seat.window_ends,
        "paused_at": seat.paused_at,
        "extra_minutes": seat.extra_seconds // 60,
        "told": messages(seat.told),
        # the window's end cuts nobody's time without a word
        "minutes_cut_to": _minutes_cut_to(seat, now),
    }
    return render(request, "exams/door.html", context)


def _minutes_cut_to(seat: Attempt, now: datetime) -> int | None:
    """Return how long the worker has if he begins now, where that is less than what he is allowed."""
    left = seat.deadline_if_begun(now) - now
    if left >= timedelta(minutes=seat.exam.duration_minutes) + seat.extra_time:
        return None
    return max(0, int(left.total_seconds() // 60))


def _where_now(attempt: Attempt) -> str:
    if attempt.state == AttemptState.IN_PROGRESS and not attempt.is_out_of_time(timezone.now()):
        return f"/attempts/{attempt.pk}/"
    return f"/attempts/{attempt.pk}/receipt/"


@require_POST
@login_required
def start(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    exam = get_object_or_404(exams_for(request.user), pk=exam_id)
    try:
        attempt = start_attempt(exam=exam, worker=request.user)
    except Refused as refusal:
        return render(request, "exams/refused.html", {"exam": exam, "reason": str(refusal)}, status=409)
    return redirect(_where_now(attempt))


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def paper(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """The whole paper as one form. Without a script its POST saves what was changed and goes on to the hand-in page."""
    attempt = own_attempt(request.user, attempt_id)
    if attempt.state != AttemptState.IN_PROGRESS or attempt.is_out_of_time(timezone.now()):
        return redirect("exams:receipt", attempt_id=attempt.pk)
    questions = paper_of(attempt)
    if request.method == "POST":
        _save_form(request, attempt, questions)
        return redirect("exams:hand_in", attempt_id=attempt.pk)
    context = {
        "attempt": attempt,
        "exam": attempt.exam,
        "questions": questions,
        "cells": questions,
        "ends": _ends(attempt),
        "answered": sum(question.is_answered for question in questions),
        "token": attempt_token(attempt),
        "device": uuid.uuid4(),
        "now_ms": milliseconds(timezone.now()),
        "deadline_ms": milliseconds(attempt.deadline),
        "paused_ms": milliseconds(attempt.paused_at),
        "told": messages(attempt.told),
    }
    return render(request, "exams/paper.html", context)


def _ends(attempt: Attempt) -> str:
    return f"{timezone.localtime(attempt.deadline):%H:%M}"


def _save_form(request: HttpRequest, attempt: Attempt, questions: Sequence[ShownQuestion]) -> None:
    """Journal what the form changed since it was shown; what it merely repeats never overwrites a newer answer."""
    now = timezone.now()
    device = UUID(request.POST["device"])
    events = []
    for question in questions:
        value = form_answer(question, request.POST)
        if value != shown_answer(question, request.POST):
            events.append(PhoneEvent(question.slot, EventKind.ANSWER, question.slot, value, now))
    record_events(attempt_id=attempt.pk, device=device, events=events)


# The save carries the attempt's own signed token, made for this one attempt and sent in the body by our own page: no
# cookie gives it any right, so another site has nothing to ride on.
@csrf_exempt
@require_POST
def save(request: HttpRequest, attempt_id: UUID) -> JsonResponse:
    """Take in a phone's events: one read and one insert, no session, no user."""
    try:
        batch = read_batch(request.body)
        check_token(batch.token, attempt_id)
        acknowledged = record_events(attempt_id=attempt_id, device=batch.device, events=batch.events)
    except BatchRefused as refusal:
        return JsonResponse({"reason": str(refusal)}, status=400)
    except (TokenRefused, Attempt.DoesNotExist) as refusal:
        return JsonResponse({"reason": str(refusal)}, status=403)
    return JsonResponse(reply(acknowledged))


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def hand_in(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """One look before the end: what is not answered; then handing in, for good."""
    attempt = own_attempt(request.user, attempt_id)
    if attempt.state != AttemptState.IN_PROGRESS:
        return redirect("exams:receipt", attempt_id=attempt.pk)
    if request.method == "POST":
        submit_attempt(attempt=attempt)
        return redirect("exams:receipt", attempt_id=attempt.pk)
    questions = paper_of(attempt)
    context = {
        "attempt": attempt,
        "questions": questions,
        "blank": [question for question in questions if not question.is_answered],
        "answered": sum(question.is_answered for question in questions),
        "ends": _ends(attempt),
        "now_ms": milliseconds(timezone.now()),
        "deadline_ms": milliseconds(attempt.deadline),
    }
    return render(request, "exams/hand_in.html", context)


@require_GET
@never_cache
@login_required
def receipt(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """What the worker keeps: code, time by the server, how much was received. Closes a sitting whose time is up."""
    attempt = own_attempt(request.user, attempt_id)
    if attempt.state == AttemptState.IN_PROGRESS:
        if not attempt.is_out_of_time(timezone.now()):
            return redirect("exams:paper", attempt_id=attempt.pk)
        attempt = submit_attempt(attempt=attempt)
    if not attempt.was_sat:
        return redirect("exams:door", exam_id=attempt.exam_id)
    questions = paper_of(attempt)
    context = {"attempt": attempt, "exam": attempt.exam, "received": sum(q.is_answered for q in questions)}
    return render(request, "exams/receipt.html", {**context, "total": len(questions)})
