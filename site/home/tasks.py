"""What a worker has to do today, the next thing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models import AccidentCasePage
from courses.pages.lectures import lectures_for
from exams.access import exams_for
from exams.models import Attempt, AttemptState, Exam, ExamState

if TYPE_CHECKING:
    from organizations.models import User

RESULTS_SHOWN_DAYS = 14


@dataclass(frozen=True, slots=True)
class Task:
    """One card. `state` is now, todo, doing or done; only the first that is not done is `now`."""

    href: str
    name: str
    what: str
    icon: str
    state: str = "todo"
    tag: str = ""
    action: str = ""


def tasks_of(user: User) -> list[Task]:
    """Return the cards: exams first, then what to read and to watch, then results. At most eight queries."""
    exams = list(exams_for(user).filter(closes_at__gt=timezone.now() - timedelta(days=RESULTS_SHOWN_DAYS)))
    attempts = {a.exam_id: a for a in Attempt.objects.filter(worker=user, exam__in=exams).order_by("number")}
    cards = [_exam_card(exam, attempts.get(exam.pk)) for exam in sorted(exams, key=lambda exam: exam.closes_at)]
    waiting = [card for card in cards if card and card.state != "done"]
    done = [card for card in cards if card and card.state == "done"]
    return _first_is_now([*waiting, *_to_learn(user)]) + done


def _first_is_now(cards: list[Task]) -> list[Task]:
    if not cards or not cards[0].action:
        return cards
    first = cards[0]
    return [Task(first.href, first.name, first.what, first.icon, "now", first.tag, first.action), *cards[1:]]


def _exam_card(exam: Exam, attempt: Attempt | None) -> Task | None:
    if attempt is not None and attempt.state == AttemptState.GRADED:
        words = {
            "score": floatformat(attempt.score),
            "date": date_format(attempt.finished_at or timezone.now(), "n月j日"),
        }
        return Task(
            reverse("exams:result", args=[attempt.pk]),
            _("Result: %s") % exam.title,
            _("%(score)s points · %(date)s") % words,
            "check",
            state="done",
        )
    if exam.state != ExamState.PUBLISHED or exam.closes_at <= timezone.now():
        return None
    opened = exam.opens_at <= timezone.now()
    when = exam.closes_at if opened else exam.opens_at
    moment = date_format(timezone.localtime(when), "n月j日 H:i")
    return Task(
        reverse("exams:door", args=[exam.pk]),
        exam.title,
        _("%(minutes)d minutes, %(points)s points to pass")
        % {"minutes": exam.duration_minutes, "points": floatformat(exam.pass_points)},
        "exam",
        tag=_("Open until %s") % moment if opened else _("Opens %s") % moment,
        action=_("Go on") if attempt and attempt.was_sat else _("To the exam"),
    )


def _to_learn(user: User) -> list[Task]:
    """The newest case, of his own industry where there is one, and the newest lecture that concerns him."""
    place = user.memberships.current().select_related("enterprise").first()
    industry = place.enterprise.industry if place else ""
    cases = AccidentCasePage.objects.live().order_by("-occurred_on")
    case = cases.filter(industry=industry).first() or cases.first()
    lecture = lectures_for(user).first()
    cards = []
    if case is not None:
        cards.append(Task(case.url, _("Read: %s") % case.title, case.what, "book"))
    if lecture is not None:
        cards.append(Task(lecture.url, _("Lecture: %s") % lecture.title, lecture.what, "play"))
    return cards
