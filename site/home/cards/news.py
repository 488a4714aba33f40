"""The cards of what is new: a result that a correction moved, an answer to what somebody said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Subquery
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.models import Attempt, Grading, QuestionDoubt
from exams.release import sittings_out
from hazards.models import SelfReportAnswer
from home.cards.card import Task

if TYPE_CHECKING:
    from organizations.models import User

NEWS_SHOWN_DAYS = 7


def corrected(user: User) -> list[Task]:
    """The way to results that a correction has moved, for some days. One query."""
    since = timezone.now() - timedelta(days=NEWS_SHOWN_DAYS)
    earlier = Grading.objects.filter(attempt=OuterRef("attempt"), pk__lt=OuterRef("pk")).order_by("-pk")
    moved = (
        Grading.objects.filter(correction__isnull=False, graded_at__gt=since, attempt__worker=user)
        .filter(attempt__in=Attempt.objects.filter(sittings_out(), worker=user))
        .annotate(before=Subquery(earlier.values("score")[:1]))
        .exclude(score=F("before"))
        .select_related("attempt__exam")
        .defer("marks", "attempt__paper")
    )
    attempts = {grading.attempt_id: grading.attempt for grading in moved.order_by("-pk")}
    return [
        Task(
            reverse("exams:result", args=[attempt.pk]),
            _("Result corrected: %s") % attempt.exam.title,
            _("You have %s points now. Read why.") % floatformat(attempt.score),
            "info",
            state="done",
        )
        for attempt in attempts.values()
    ]


def answered(user: User) -> list[Task]:
    """The ways to the answers to what he reported, of a question or of himself, for some days. Two queries."""
    since = timezone.now() - timedelta(days=NEWS_SHOWN_DAYS)
    told = []
    if QuestionDoubt.objects.filter(worker=user, answered_at__gt=since).exists():
        told.append((reverse("exams:doubts"), _("What you said about a question has been looked at.")))
    if SelfReportAnswer.objects.filter(report__worker=user, at__gt=since).exists():
        told.append((reverse("hazards:mine"), _("What you told of yourself has been answered.")))
    return [Task(address, _("You have an answer"), what, "check", state="done") for address, what in told]
