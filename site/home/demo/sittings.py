"""The demonstration's exams: one that was sat, with invented results, and one that is open now."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from exams.grading import Graded, PaperQuestion, grade
from exams.marking import keys_of
from exams.models import (
    AnswerEvent,
    Attempt,
    AttemptState,
    Category,
    EventKind,
    Exam,
    ExamState,
    Grading,
    GradingCause,
    Paper,
    PaperPart,
    QuestionBank,
    QuestionKind,
    QuestionVersion,
    SubmittedBy,
)
from exams.receipts.codes import new_receipt
from exams.rightness import Key
from exams.services.analyses import ask_for_count, count_exam
from exams.services.certificates import settle_certificates
from exams.services.exams import publish_exam
from exams.services.papers import prepare_papers
from organizations.models import Unit

PAPER_NAME = "全员安全知识考试（四科 50 题）"
OPEN_TITLE, PAST_TITLE = "全员安全知识考试", "上月全员安全知识考试"
SUBJECTS = (Category.RESUMPTION, Category.LAW, Category.EMERGENCY, Category.PROCEDURE)
# As the bank can fill it for every industry: what it holds of procedures is mostly for some of them.
COUNTS = {QuestionKind.TRUE_FALSE: (4, 3, 2, 6), QuestionKind.SINGLE: (6, 6, 5, 3), QuestionKind.MULTIPLE: (5, 5, 5, 0)}
ABSENT_EVERY = 17


def build_exams(bureau: Unit, bank: QuestionBank) -> None:
    """One exam open now and one of last month with invented sittings exist afterwards; both say 演示 by their units."""
    paper = _paper(bureau, bank)
    now = timezone.now()
    if not Exam.objects.filter(title=PAST_TITLE).exists():
        _past_exam(bureau, paper, now)
    if not Exam.objects.open_at(now + timedelta(hours=2)).filter(title=OPEN_TITLE).exists():
        exam = _exam(OPEN_TITLE, bureau, paper, now - timedelta(hours=1), now + timedelta(days=7))
        exam.bonus_month = timezone.localdate().replace(day=1)
        exam.certificate_months = 12
        exam.save()
        prepare_papers(exam=publish_exam(exam=exam, by=None))


def _paper(bureau: Unit, bank: QuestionBank) -> Paper:
    """Fifty questions over the four subjects of R31, two points each."""
    paper, created = Paper.objects.get_or_create(name=PAPER_NAME, owner=bureau)
    if created:
        PaperPart.objects.bulk_create(
            PaperPart(paper=paper, bank=bank, kind=kind, category=subject, count=count, points=Decimal(2))
            for kind, counts in COUNTS.items()
            for subject, count in zip(SUBJECTS, counts, strict=True)
            if count
        )
    return paper


def _exam(title: str, bureau: Unit, paper: Paper, opens_at: datetime, closes_at: datetime) -> Exam:
    exam = Exam.objects.create(title=title, owner=bureau, paper=paper, opens_at=opens_at, closes_at=closes_at)
    exam.audience.set([bureau])
    return exam


def _past_exam(bureau: Unit, paper: Paper, now: datetime) -> None:
    """Sat by nearly everybody; who is the better worker is thrown with a die, the same one at every run."""
    opened = now - timedelta(days=30)
    exam = _exam(PAST_TITLE, bureau, paper, opened, opened + timedelta(hours=6))
    exam.bonus_month = date(opened.year, opened.month, 1)
    exam.certificate_months = 12
    exam.state, exam.seed = ExamState.PUBLISHED, 2024
    exam.save()
    rng = Random(exam.seed)  # noqa: S311  (invented results)
    prepare_papers(exam=exam)
    keys = keys_of(QuestionVersion.objects.values_list("pk", flat=True))
    events: list[AnswerEvent] = []
    gradings: list[Grading] = []
    seats = list(Attempt.objects.filter(exam=exam).order_by("enterprise", "employee_no"))
    for number, seat in enumerate(seats):
        if number % ABSENT_EVERY:
            chosen = _chosen(seat, keys, rng, ability=_ability(seat, rng))
            events += _journal(seat, chosen, opened, rng)
            gradings.append(_result(seat, keys, chosen, exam, opened + timedelta(minutes=rng.randint(25, 60))))
    Attempt.objects.bulk_update(
        seats, ["state", "started_at", "deadline", "finished_at", "submitted_by", "receipt", "score", "passed"], 200
    )
    AnswerEvent.objects.bulk_create(events, batch_size=2000)
    Grading.objects.bulk_create(gradings, batch_size=200)
    exam.state = ExamState.CLOSED
    exam.save()
    settle_certificates(exam=exam)
    count_exam(analysis=ask_for_count(exam=exam, by=None))


def _ability(seat: Attempt, rng: Random) -> float:
    """Teams differ a little, people more."""
    return min(0.99, max(0.45, 0.86 + (seat.unit_id % 7 - 3) * 0.02 + rng.gauss(0, 0.07)))


def _chosen(seat: Attempt, keys: dict[int, Key], rng: Random, *, ability: float) -> dict[int, list[str]]:
    chosen = {}
    for slot, (version, shown, _points) in enumerate(seat.paper):
        right = list(keys[version].answer)
        wrong = [key for key in shown if key not in right] or right[:-1]
        chosen[slot] = right if rng.random() < ability else [rng.choice(wrong)]
    return chosen


def _journal(seat: Attempt, chosen: dict[int, list[str]], opened: datetime, rng: Random) -> list[AnswerEvent]:
    device, moment = seat.pk, opened
    events = []
    for slot, value in chosen.items():
        moment += timedelta(seconds=rng.randint(8, 45))
        events.append(
            AnswerEvent(
                attempt=seat,
                device=device,
                seq=slot,
                kind=EventKind.ANSWER,
                slot=slot,
                value=value,
                chosen_at=moment,
                received_at=moment,
            )
        )
    return events


def _result(
    seat: Attempt, keys: dict[int, Key], chosen: dict[int, list[str]], exam: Exam, finished: datetime
) -> Grading:
    questions = [PaperQuestion(version, keys[version], Decimal(points)) for version, _shown, points in seat.paper]
    graded: Graded = grade(questions, chosen)
    seat.state, seat.submitted_by, seat.receipt = AttemptState.GRADED, SubmittedBy.WORKER, new_receipt()
    seat.started_at, seat.finished_at = exam.opens_at, finished
    seat.deadline = exam.opens_at + timedelta(minutes=exam.duration_minutes)
    seat.score, seat.passed = graded.score, graded.score >= exam.pass_points
    return Grading(
        attempt=seat,
        cause=GradingCause.SUBMIT,
        score=graded.score,
        full_points=graded.full_points,
        passed=seat.passed,
        marks=[mark.as_data() for mark in graded.marks],
    )
