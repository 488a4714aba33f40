"""What a worker has to do today, the next thing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, Subquery
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models import LecturePage
from courses.procedures.access import unsigned_version
from courses.to_learn import to_learn, worth_a_look
from exams.access import exams_for
from exams.certificates.held import Held, running_out
from exams.models import Attempt, AttemptState, BonusLine, DailyTen, Exam, Grading, QuestionDoubt, SheetState
from exams.practice.questions import open_questions
from exams.practice.state import state_of
from exams.release import comes_when, may_see_result, sittings_out
from hazards.access import pledge_to_sign
from leaderboard.at_hand import marks_owed

if TYPE_CHECKING:
    from courses.models import Assignment
    from courses.pages.studied import StudiedPage
    from organizations.models import User

RESULTS_SHOWN_DAYS = 14
NEWS_SHOWN_DAYS = 7


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
    """Return the cards: the exam he is sitting, other exams, what is to be learned, practice; then what is done.

    At most twenty-eight queries.
    """
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
    waiting = [card for card in cards if card and card.state != "done"]
    corrected = _corrected(user)
    told = {card.href for card in corrected}
    done = [card for card in cards if card and card.state == "done" and card.href not in told]
    practice = _practice_card(user)
    practised = [practice] if practice and practice.state == "done" else []
    to_practise = [practice] if practice and not practised else []
    renewals = [_renewal_card(held) for held in running_out(user)]
    to_look_at = [
        *_to_judge(user),
        *waiting,
        *_bonus(user),
        *renewals,
        *_to_sign(user),
        *_to_promise(user),
        *_to_learn(user),
        *to_practise,
    ]
    return _first_is_now(to_look_at) + corrected + _answered(user) + practised + done


def _to_judge(user: User) -> list[Task]:
    return [Task(owed.url, owed.title, owed.what, "edit", action=owed.action) for owed in marks_owed(user)]


def _first_is_now(cards: list[Task]) -> list[Task]:
    if not cards or not cards[0].action:
        return cards
    first = cards[0]
    return [Task(first.href, first.name, first.what, first.icon, "now", first.tag, first.action), *cards[1:]]


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


def _renewal_card(held: Held) -> Task:
    """The way to his certificates when one runs out, with the exam that renews it."""
    day = date_format(held.certificate.valid_until, "n月j日")
    name = _("Your certificate runs out on %s") if held.standing.is_good else _("Your certificate ran out on %s")
    what = _("Renew it: %s") % held.renewing.title if held.renewing else held.certificate.exam.title
    return Task(reverse("exams:my_certificates"), name % day, what, "alert", action=_("Look at it"))


def _practice_card(user: User) -> Task | None:
    """The ten of the day; none where his banks hold nothing. Three queries at most."""
    ten = DailyTen.objects.filter(worker=user, day=timezone.localdate()).first()
    address, name = reverse("exams:practice"), _("Ten questions a day")
    if ten is None:
        return Task(address, name, _("About five minutes"), "list") if open_questions(user).exists() else None
    state = state_of(ten)
    what = _("Answered %(done)s of %(total)s") % {"done": state.done, "total": state.total}
    return Task(address, name, what, "list", state="done" if state.is_done else "todo")


def _bonus(user: User) -> list[Task]:
    """The way to a bonus line while he can say that it is wrong. One query."""
    open_now = BonusLine.objects.filter(
        worker=user, sheet__state=SheetState.PUBLISHED, sheet__appeals_until__gt=timezone.now()
    )
    months = {line.sheet.month: line.sheet.appeals_until for line in open_now.select_related("sheet")}
    return [
        Task(
            reverse("exams:my_bonus_month", args=[month]),
            _("Your bonus of %s") % date_format(month, "n月"),
            _("How every number came. Is one wrong? Say so."),
            "list",
            tag=_("Open until %s") % date_format(timezone.localtime(until), "n月j日 H:i"),
            action=_("Look"),
        )
        for month, until in sorted(months.items())
    ]


def _to_sign(user: User) -> list[Task]:
    """The way to the procedure of his post while he has not signed the version in force. One query."""
    version = unsigned_version(user)
    if version is None:
        return []
    what = _("It has changed. Read it and sign it.") if version.number > 1 else _("Read every step and sign it.")
    address = reverse("courses:read_procedure", args=[version.procedure_id])
    return [Task(address, version.procedure.name, what, "sign", action=_("Read and sign"))]


def _to_promise(user: User) -> list[Task]:
    """The way to the pledge of his enterprise while he has not signed the text in force. One query."""
    pledge = pledge_to_sign(user)
    if pledge is None:
        return []
    what = _("It has changed. Read it and sign it.") if pledge.number > 1 else _("Read it, promise it, sign it.")
    return [Task(reverse("hazards:pledge"), _("Pledge against violations"), what, "sign", action=_("Read and sign"))]


def _corrected(user: User) -> list[Task]:
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


def _answered(user: User) -> list[Task]:
    """The way to the answer to what he reported about a question, for some days. One query."""
    since = timezone.now() - timedelta(days=NEWS_SHOWN_DAYS)
    if not QuestionDoubt.objects.filter(worker=user, answered_at__gt=since).exists():
        return []
    what = _("What you said about a question has been looked at.")
    return [Task(reverse("exams:doubts"), _("You have an answer"), what, "check", state="done")]


def _to_learn(user: User) -> list[Task]:
    """What is assigned to him; where that is nothing, what is worth a look."""
    asked = [_page_card(wanted.page, wanted.assignment) for wanted in to_learn(user)]
    return asked or [_page_card(page) for page in worth_a_look(user)]


def _page_card(page: StudiedPage, assignment: Assignment | None = None) -> Task:
    is_lecture = isinstance(page, LecturePage)
    name = _("Lecture: %s") if is_lecture else _("Read: %s")
    return Task(
        page.url,
        name % page.title,
        page.what,
        "play" if is_lecture else "book",
        tag=_due(assignment),
        action=_("Begin") if assignment else "",
    )


def _due(assignment: Assignment | None) -> str:
    if assignment is None or assignment.due_on is None:
        return ""
    day = date_format(assignment.due_on, "n月j日")
    late = assignment.due_on < timezone.localdate()
    return (_("Was due on %s") if late else _("Due on %s")) % day
