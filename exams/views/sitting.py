"""The way through an exam: door, paper, saves, hand-in, receipt."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import randint
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exams.access import exam_for, latest_seat, own_attempt
from exams.answer_files.format import file_key
from exams.circumstances import assistance_of
from exams.errors import NotRetrained
from exams.form_answers import form_answer, shown_answer
from exams.journal import said_by
from exams.kiosk_session import kiosk_sitting
from exams.models import NOT_BY_WORKER, Attempt, AttemptState, EventKind, Exam
from exams.phone import messages, milliseconds
from exams.receipts.facts import facts_of
from exams.receipts.pictures import qr_svg
from exams.refused_saves import note_refusal
from exams.release import comes_when, may_see_result
from exams.services.journal import PhoneEvent, attempt_token, record_events
from exams.services.openings import note_opening
from exams.services.retraining import check_retrained
from exams.services.sittings import start_attempt, submit_attempt
from exams.sheet import ShownQuestion, paper_of
from exams.views.receipts import receipt_address
from organizations.audit import address_of
from organizations.errors import Refused
from organizations.phones import agent_of, phone_of, remember_phone

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


SPREAD_SECONDS = 8  # a whole county does not come in at once


@require_GET
@never_cache
@login_required
def door(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Before the exam: what it is, when it opens, and one button. A sitting under way is gone on with."""
    seat = latest_seat(request.user, exam_id, "exam__owner", "assistance__helper")
    if seat is not None and seat.was_sat:
        at_door: HttpResponse = redirect(_where_now(seat))
    else:
        at_door = _door(request, seat.exam if seat else exam_for(request.user, exam_id), seat)
    remember_phone(at_door, phone_of(request))
    return at_door


def _door(request: HttpRequest, exam: Exam, seat: Attempt | None) -> HttpResponse:
    place = seat or Attempt()
    place.exam = exam
    now, opens_at = timezone.now(), place.held_by.opens_at
    context = {
        "exam": exam,
        "assistance": assistance_of(seat) if seat else None,
        "questions": len(place.paper) or exam.paper.question_count(),
        "full_points": sum(Decimal(points) for _version, _keys, points in place.paper) or exam.paper.full_points(),
        "now_ms": milliseconds(now),
        "place": place,
        "opens_at": opens_at,
        "opens_ms": milliseconds(opens_at),
        "is_early": now < opens_at,
        "is_prepared": seat is not None,
        "seconds_to_wait": int((opens_at - now).total_seconds()) + randint(1, SPREAD_SECONDS),  # noqa: S311
        "is_over": now >= place.window_ends,
        "waits_for": _waits_for(place),
        "paused_at": place.paused_at,
        "extra_minutes": place.extra_seconds // 60,
        "told": messages(place.told),
        # the window's end cuts nobody's time without a word
        "minutes_cut_to": _minutes_cut_to(place, now),
    }
    return render(request, "exams/door.html", context)


def _waits_for(seat: Attempt) -> str:
    """Say what has to be done before a make-up; empty when nothing has."""
    try:
        check_retrained(seat)
    except NotRetrained as refusal:
        return str(refusal)
    return ""


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
    seat = latest_seat(request.user, exam_id)
    exam = seat.exam if seat else exam_for(request.user, exam_id)
    try:
        attempt = start_attempt(exam=exam, worker=request.user, seat=seat, code=request.POST.get("code", ""))
    except Refused as refusal:
        return render(request, "exams/refused.html", {"exam": exam, "reason": str(refusal)}, status=409)
    return redirect(_where_now(attempt))


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def paper(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """The whole paper as one form. Without a script its POST saves what was changed and goes on to the hand-in page."""
    attempt = own_attempt(request.user, attempt_id, "unit", "assistance__helper")
    if attempt.state != AttemptState.IN_PROGRESS or attempt.is_out_of_time(timezone.now()):
        return redirect("exams:receipt", attempt_id=attempt.pk)
    questions = paper_of(attempt)
    if request.method == "POST":
        _save_form(request, attempt, questions)
        return redirect("exams:hand_in", attempt_id=attempt.pk)
    device = _page_number(request.GET.get("page", ""))
    context = {
        "attempt": attempt,
        "exam": attempt.exam,
        "assistance": assistance_of(attempt),
        "questions": questions,
        "cells": questions,
        "ends": _ends(attempt),
        "answered": sum(question.is_answered for question in questions),
        "token": attempt_token(attempt),
        "file_key": file_key(attempt.pk),
        "device": device,
        "now_ms": milliseconds(timezone.now()),
        "deadline_ms": milliseconds(attempt.deadline),
        "result_comes": comes_when(attempt),
        "paused_ms": milliseconds(attempt.paused_at),
        "told": messages(attempt.told),
    }
    response = render(request, "exams/paper.html", context)
    _note_opening(request, response, attempt, device)
    return response


def _page_number(said: str) -> UUID:
    """Return the page's number in the journal: its own if it says one, as a copy does and a form, else a new one."""
    try:
        return UUID(said)
    except ValueError:
        return uuid.uuid4()


def _note_opening(request: HttpRequest, response: HttpResponse, attempt: Attempt, device: UUID) -> None:
    """Keep from which phone this page was opened. One insert a page, none a save."""
    phone = phone_of(request)
    remember_phone(response, phone)
    note_opening(
        attempt=attempt,
        device=device,
        phone=phone,
        agent=agent_of(request),
        address=address_of(request),
        is_kiosk=kiosk_sitting(request) is not None,
    )


def _ends(attempt: Attempt) -> str:
    return f"{timezone.localtime(attempt.deadline):%H:%M}"


def _save_form(request: HttpRequest, attempt: Attempt, questions: Sequence[ShownQuestion]) -> None:
    """Journal what the form changed since it was shown; what it merely repeats never overwrites a newer answer.

    A page that the browser kept is sent again: then what it changed since it was sent.
    """
    now = timezone.now()
    device = _page_number(request.POST.get("device", ""))
    said, seq = said_by(attempt.pk, device)
    given = [(question.slot, form_answer(question, request.POST)) for question in questions]
    stood = {question.slot: shown_answer(question, request.POST) for question in questions} | said
    changed = [(slot, value) for slot, value in given if value != stood[slot]]
    events = [PhoneEvent(number, EventKind.ANSWER, *answer, now) for number, answer in enumerate(changed, seq)]
    record_events(attempt_id=attempt.pk, device=device, events=events)


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def hand_in(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """One look before the end: what is not answered; then handing in, for good."""
    attempt = own_attempt(request.user, attempt_id)
    if request.method == "POST" and not attempt.was_sat:
        note_refusal(request, attempt.pk, kind="hand_in", reason=_("The exam has not begun. Wait for the start."))
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
    attempt = own_attempt(request.user, attempt_id, "unit", "assistance__helper")
    if attempt.state == AttemptState.IN_PROGRESS:
        if not attempt.is_out_of_time(timezone.now()):
            return redirect("exams:paper", attempt_id=attempt.pk)
        attempt = submit_attempt(attempt=attempt)
    if not attempt.was_sat:
        return redirect("exams:door", exam_id=attempt.exam_id)
    context: dict[str, object] = {
        "attempt": attempt,
        "exam": attempt.exam,
        "assistance": assistance_of(attempt),
        "may_see_result": may_see_result(attempt),
        "result_comes": comes_when(attempt),
    }
    if attempt.state == AttemptState.GRADED:
        facts = facts_of(attempt)
        context |= {"received": facts.received, "total": facts.total, "qr": qr_svg(receipt_address(request, facts))}
        if attempt.submitted_by in NOT_BY_WORKER:
            context["file_key"] = file_key(attempt.pk)
    return render(request, "exams/receipt.html", context)
