"""Make-ups (补考): who needs one, making it, and closing it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import MakeUpRefused, PaperCannotBeFilled
from exams.models import Attempt, AttemptState, Exam, ExamState, MakeUp
from exams.services.audience import Sitter, sitters_of
from exams.services.bonus_touched import touch_by_exam
from exams.services.draws import Draw
from exams.services.papers import lock_seats, new_seats
from exams.services.plans import plan_of
from exams.services.readiness import check_filled
from exams.signals import make_up_closed
from organizations.audit import record
from organizations.models import Membership

if TYPE_CHECKING:
    from courses.models import Assignment
    from exams.models import Paper
    from exams.models.attempts import AttemptQuerySet
    from organizations.models import Unit, User
    from organizations.models.units import UnitQuerySet

NEEDS_ONE = Q(state=AttemptState.GRADED, passed=False) | Q(state__in=(AttemptState.PREPARED, AttemptState.VOIDED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a make-up is to be: its window, by which paper, after which learning task if any."""

    opens_at: datetime
    closes_at: datetime
    paper: Paper
    assignment: Assignment | None = None


def who_needs_one(exam: Exam, units: UnitQuerySet) -> AttemptQuerySet:
    """Return the last sitting of everybody in these units today who failed the exam, missed it, or had it annulled.

    Who waits for a make-up, or has passed one, needs none. One query.
    """
    later = Attempt.objects.filter(exam=exam, worker=OuterRef("worker"), number__gt=OuterRef("number"))
    here = Membership.objects.current().filter(user=OuterRef("worker"), unit__in=units, user__is_active=True)
    annulled = Attempt.objects.filter(exam=exam, worker=OuterRef("worker"), state=AttemptState.VOIDED)
    found: AttemptQuerySet = (
        Attempt.objects.filter(NEEDS_ONE, ~Exists(later), Exists(here), exam=exam)
        .exclude(make_up__closed_at__isnull=True, make_up__isnull=False)
        .annotate(was_annulled=Exists(annulled))
        .select_related("worker", "unit", "enterprise")
        .defer("paper")
        .order_by("enterprise__path", "unit__path", "employee_no", "pk")
    )
    return found


@transaction.atomic
def make_make_up(
    *, exam: Exam, plan: Plan, owner: Unit, units: UnitQuerySet, workers: Collection[int], by: User
) -> MakeUp:
    """Each of these workers has a seat with a paper drawn anew; of the questions in the banks those he has not had.

    They have to need one and to belong to these units. Raises MakeUpRefused, PaperCannotBeFilled.
    """
    lock_seats(exam)
    _check(exam, plan)
    last = {seat.worker_id: seat.number for seat in who_needs_one(exam, units).filter(worker__in=workers)}
    if not last or set(last) != set(workers):
        raise MakeUpRefused(_("Somebody of the list has a make-up by now, or needs none. Look at the list once more."))
    make_up = MakeUp(
        exam=exam,
        owner=owner,
        paper=plan.paper,
        opens_at=plan.opens_at,
        closes_at=plan.closes_at,
        assignment=plan.assignment,
        made_by=by,
    )
    make_up.full_clean()
    make_up.save()
    _seat(make_up, sitters_of(Membership.objects.current().filter(user__in=last)), last)
    record("make_up.make", by=by, subject=make_up, unit=owner, exam=str(exam.pk), people=len(last))
    return make_up


def _check(exam: Exam, plan: Plan) -> None:
    state = Exam.objects.values_list("state", flat=True).get(pk=exam.pk)
    if state != ExamState.CLOSED:
        raise MakeUpRefused(_("The exam is not closed yet. Make the make-up when it is."))
    if plan.closes_at <= timezone.now():
        raise MakeUpRefused(_("This window has passed. Choose a later one."))
    if plan.closes_at <= plan.opens_at:
        raise MakeUpRefused(_("The make-up has to close after it opens."))
    if plan.paper.is_fixed and MakeUp.objects.filter(exam=exam, paper=plan.paper).exists():
        raise MakeUpRefused(_("Everybody knows the questions of this paper by now. Choose another paper."))
    if plan.paper.is_fixed and plan.paper.pk == exam.paper_id:
        raise MakeUpRefused(_("Everybody knows the questions of this paper by now. Choose another paper."))
    if plan.paper.full_points() < exam.pass_points:
        raise PaperCannotBeFilled(_("The whole paper is worth less than the points to pass: nobody could."))


def _seat(make_up: MakeUp, sitters: Sequence[Sitter], last: dict[int, int]) -> None:
    plan = plan_of(make_up.paper)
    check_filled(plan, [sitter.standing for sitter in sitters])
    draw = Draw(make_up.exam, plan, timezone.now())
    by_number: defaultdict[int, list[Sitter]] = defaultdict(list)
    for sitter in sitters:
        by_number[last[sitter.worker] + 1].append(sitter)
    for number, group in by_number.items():
        seats = new_seats(make_up.exam, group, draw, number=number)
        for seat in seats:
            seat.make_up = make_up
        Attempt.objects.bulk_create(seats, batch_size=500)
    touch_by_exam(exam=make_up.exam, workers=last)  # whose only sitting was annulled is counted again


def close_make_ups(*, moment: datetime | None = None) -> int:
    """Close every make-up whose window and grace are over, and in which nobody sits any more; return how many."""
    now = moment or timezone.now()
    over = MakeUp.objects.open().filter(closes_at__lte=now).select_related("exam")
    return sum(_close(make_up, now) for make_up in over)


@transaction.atomic
def _close(make_up: MakeUp, now: datetime) -> bool:
    seats = Attempt.objects.filter(make_up=make_up)
    latest = seats.aggregate(latest=Max("deadline"))["latest"] or make_up.closes_at
    under_way = seats.filter(state=AttemptState.IN_PROGRESS).exists()
    if under_way or now < max(latest, make_up.closes_at) + timedelta(seconds=make_up.exam.grace_seconds):
        return False
    if not MakeUp.objects.open().filter(pk=make_up.pk).update(closed_at=now):
        return False
    record("make_up.close", by=None, subject=make_up, unit=make_up.owner)
    make_up.closed_at = now
    transaction.on_commit(partial(make_up_closed.send, sender=MakeUp, make_up=make_up), robust=True)
    return True
