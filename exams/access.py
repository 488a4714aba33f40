"""Which exams and attempts a person may see; the reach itself comes from organizations/scopes.py."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from exams.models import (
    Attempt,
    Certificate,
    Correction,
    Exam,
    ExamAnomaly,
    ExamState,
    Intervention,
    InterventionKind,
    MakeUp,
    Question,
    QuestionDoubt,
    QuestionState,
)
from exams.models.interventions import PAUSE_IS_FORGOTTEN_AFTER
from organizations.models import Membership
from organizations.scopes import Reach, lineage, units_in_reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from exams.models.attempts import AttemptQuerySet
    from exams.models.doubts import QuestionDoubtQuerySet
    from exams.models.exams import ExamQuerySet
    from exams.models.interventions import InterventionQuerySet
    from exams.models.make_ups import MakeUpQuerySet
    from exams.models.questions import QuestionQuerySet
    from organizations.models import User
    from organizations.models.anomalies import AnomalyQuerySet


def own_attempt(user: User, attempt_id: UUID, *along: str) -> Attempt:
    """Return the person's own attempt with its exam and these relations; anybody else's is not found. One query."""
    return get_object_or_404(Attempt.objects.select_related("exam", *along), pk=attempt_id, worker=user)


def certificate_for(user: User, certificate_id: UUID) -> Certificate:
    """Return a certificate that is the person's own, or that he may see by name: by where it was earned, or where its
    worker works today. Any other is not found. At most two queries.
    """
    units = units_in_reach(user, Reach.SEE_CERTIFICATES)
    works_there = Exists(Membership.objects.current().filter(user=OuterRef("worker"), unit__in=units))
    within = Q(worker=user.pk) | Q(attempt__unit__in=units) | works_there
    along = "exam__owner", "worker", "enterprise", "attempt__unit"
    return get_object_or_404(Certificate.objects.filter(within).select_related(*along), pk=certificate_id)


def latest_seat(user: User, exam_id: UUID, *along: str) -> Attempt | None:
    """Return the person's own seat in that exam, the newest, with the exam, its make-up and these relations. One query.

    Of an exam that is a draft there is none.
    """
    seats = Attempt.objects.filter(exam=exam_id, worker=user).select_related("exam", "make_up", *along)
    newest = max(seats, key=lambda seat: seat.number, default=None)
    return newest if newest is not None and newest.exam.state != ExamState.DRAFT else None


def exam_for(user: User, exam_id: UUID) -> Exam:
    """Return an exam that the person sits; any other is not found. At most three queries."""
    return get_object_or_404(exams_for(user).select_related("owner", "paper"), pk=exam_id)


def exams_for(user: User) -> ExamQuerySet:
    """Return the exams that the person sits: addressed to his unit or one above it, or one that he has a seat in."""
    reached = Q(audience__in=lineage(user)) | Q(attempts__worker=user)
    return Exam.objects.exclude(state=ExamState.DRAFT).filter(reached).distinct()


def exams_in_reach(user: User | AnonymousUser, reach: Reach = Reach.SEE) -> ExamQuerySet:
    """Return the exams that touch a unit the person may see: held there, or sat there; re-tests once released."""
    units = units_in_reach(user, reach)
    addressed = Q(Exists(Exam.audience.through.objects.filter(exam=OuterRef("pk"), unit__in=units)))
    # asked one exam at a time: a join would bring every seat of every exam, and sort out the doubles
    sat = Q(Exists(Attempt.objects.filter(exam=OuterRef("pk"), unit__in=units)))
    # of a re-test an enterprise hears when its results are released
    heard_of = Q(retest_of__isnull=True) | Q(results_released_at__isnull=False)
    return Exam.objects.filter(Q(owner__in=units) | ((addressed | sat) & heard_of))


def exams_held(user: User | AnonymousUser, reach: Reach) -> ExamQuerySet:
    """Return the exams that a unit holds at which the person may do this; not those that its people merely sit."""
    held: ExamQuerySet = Exam.objects.filter(owner__in=units_in_reach(user, reach))
    return held


def holds(user: User | AnonymousUser, exam: Exam) -> bool:
    """Whether the person corrects exams at the unit that holds this one. One query."""
    return exams_held(user, Reach.CORRECT_EXAMS).filter(pk=exam.pk).exists()


def make_ups_in_reach(user: User | AnonymousUser, reach: Reach) -> MakeUpQuerySet:
    """Return the make-ups held at a unit where the person may do this, or with a seat of somebody there."""
    units = units_in_reach(user, reach)
    sat = Exists(Attempt.objects.filter(make_up=OuterRef("pk"), unit__in=units))
    found: MakeUpQuerySet = MakeUp.objects.filter(Q(owner__in=units) | sat)
    return found


def attempts_in_reach(user: User | AnonymousUser, exam: Exam) -> AttemptQuerySet:
    """Return the exam's attempts of people whose unit of that day the person may see."""
    return Attempt.objects.filter(exam=exam, unit__in=units_in_reach(user, Reach.SEE))


def annulments_to_decide(user: User | AnonymousUser) -> list[Intervention]:
    """Return the annulments that somebody else proposed in units where the person invigilates. One query."""
    within = Intervention.objects.filter(unit__in=units_in_reach(user, Reach.INVIGILATE)).exclude(by=user.pk)
    waiting = within.unanswered(InterventionKind.PROPOSE_ANNUL)
    return list(waiting.select_related("exam", "unit", "by", "attempt__worker").order_by("at"))


def corrections_to_decide(user: User | AnonymousUser) -> list[Correction]:
    """Return the corrections that somebody else proposed in exams that the person holds. One query."""
    waiting = Correction.objects.waiting().filter(exam__owner__in=units_in_reach(user, Reach.CORRECT_EXAMS))
    return list(waiting.exclude(proposed_by=user.pk).select_related("exam", "version", "proposed_by"))


def doubts_to_answer(user: User | AnonymousUser) -> QuestionDoubtQuerySet:
    """Return what workers doubt in the questions that the person keeps, and nobody has answered yet."""
    return QuestionDoubt.objects.open().filter(
        version__question__bank__owner__in=units_in_reach(user, Reach.MANAGE_QUESTIONS)
    )


def forgotten_pauses(user: User) -> InterventionQuerySet:
    """Return the pauses of half an hour and more that the person may end, the oldest first. One query."""
    lasting = Intervention.objects.unanswered(InterventionKind.PAUSE).filter(
        exam__state=ExamState.PUBLISHED,
        at__lte=timezone.now() - PAUSE_IS_FORGOTTEN_AFTER,
        unit__in=units_in_reach(user, Reach.INVIGILATE),
    )
    return lasting.select_related("exam", "unit").order_by("at")


def parked_to_review(user: User | AnonymousUser) -> QuestionQuerySet:
    """Return the parked questions that the person keeps: no exam draws them until he has looked at them."""
    parked: QuestionQuerySet = Question.objects.filter(state=QuestionState.PARKED)
    return parked.filter(bank__owner__in=units_in_reach(user, Reach.MANAGE_QUESTIONS))


def exam_anomalies_in_reach(user: User | AnonymousUser, exam: Exam) -> AnomalyQuerySet[ExamAnomaly]:
    """Return what looks odd in the exam's sittings in the units that the person may judge. One query."""
    units = units_in_reach(user, Reach.JUDGE_SITTINGS)
    found: AnomalyQuerySet[ExamAnomaly] = ExamAnomaly.objects.filter(exam=exam, unit__in=units)
    return found
