"""The cards of exams: the one under way, those to be sat, and what came of those that were."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.db.models import Q
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exams.access import exams_for
from exams.models import Attempt, AttemptState, Exam
from exams.release import comes_when, may_see_result
from home.cards.card import Task

if TYPE_CHECKING:
    from organizations.models import User

RESULTS_SHOWN_DAYS = 14


def exam_cards(user: User) -> list[Task]:
    """Return the cards: what is under way, then by the end of the exam. Two queries."""
    since = timezone.now() - timedelta(days=RESULTS_SHOWN_DAYS)
    made_up = Attempt.objects.filter(worker=user, make_up__closes_at__gt=since)
    exams = list(
        exams_for(user).select_related("owner").filter(Q(closes_at__gt=since) | Q(pk__in=made_up.values("exam")))
    )
    mine = Attempt.objects.filter(Q(exam__in=exams) | Q(state=AttemptState.IN_PROGRESS), worker=user)
    in_order = mine.select_related("exam", "make_up").order_by("number")
    # a make-up that he missed does not hide the result of the exam
    attempts = {seat.exam_id: seat for seat in in_order if seat.make_up is None or seat.was_sat or seat.is_held}
    running = sorted(filter(_is_running, attempts.values()), key=lambda attempt: attempt.deadline or timezone.now())
    others = sorted(exams, key=lambda exam: exam.closes_at)
    # nor does one that is still to be sat
    before = [seat for seat in in_order if seat.state == AttemptState.GRADED and seat not in attempts.values()]
    cards = [
        *(_running_card(attempt) for attempt in running),
        *(_exam_card(exam, attempts.get(exam.pk)) for exam in others if attempts.get(exam.pk) not in running),
        *(_result_card(seat, seat.exam.title) for seat in before),
    ]
    return [card for card in cards if card]


def _is_running(attempt: Attempt) -> bool:
    deadline = attempt.deadline
    return attempt.state == AttemptState.IN_PROGRESS and deadline is not None and deadline > timezone.now()


def _running_card(attempt: Attempt) -> Task:
    """The way back into a sitting whose clock runs, with the minutes that are left."""
    left = (attempt.deadline or timezone.now()) - timezone.now()
    return Task(
        reverse("exams:paper", args=[attempt.pk]),
        attempt.exam.title,
        _("Your answers are kept. The clock runs on."),
        "exam",
        tag=_("Under way, %d min left") % ceil(left / timedelta(minutes=1)),
        action=_("Go on"),
    )


def _exam_card(exam: Exam, attempt: Attempt | None) -> Task | None:
    seat = attempt or Attempt()
    seat.exam = exam
    name = _("Make-up of the exam: %s") % exam.title if seat.make_up else exam.title
    if seat.state == AttemptState.GRADED:
        return _result_card(seat, name)
    if not seat.is_held or seat.window_ends <= timezone.now():
        return None
    opens_at = seat.held_by.opens_at
    opened = opens_at <= timezone.now()
    if exam.retest_of_id is not None and not opened:
        return None  # nobody learns for it
    moment = date_format(timezone.localtime(seat.window_ends if opened else opens_at), "n月j日 H:i")
    return Task(
        reverse("exams:door", args=[exam.pk]),
        name,
        _("%(minutes)d minutes, %(points)s points to pass")
        % {"minutes": exam.duration_minutes, "points": floatformat(exam.pass_points)},
        "exam",
        tag=_("Open until %s") % moment if opened else _("Opens %s") % moment,
        action=_("Go on") if seat.was_sat else _("To the exam"),
    )


def _result_card(attempt: Attempt, name: str) -> Task:
    """The way to the result; until it is shown, to the receipt, with the word when it will be."""
    if not may_see_result(attempt):
        address = reverse("exams:receipt", args=[attempt.pk])
        return Task(address, _("Handed in: %s") % name, comes_when(attempt), "clock", state="done")
    words = {
        "score": floatformat(attempt.score),
        "date": date_format(timezone.localtime(attempt.finished_at), "n月j日"),
    }
    return Task(
        reverse("exams:result", args=[attempt.pk]),
        _("Result: %s") % name,
        _("%(score)s points · %(date)s") % words,
        "check",
        state="done",
    )
