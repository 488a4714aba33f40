"""Exams in which everybody's answers are written down as a table, and graded as a hand-in grades them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from exams.models import Attempt, AttemptState, Exam, Grading, GradingCause, Question, QuestionVersion
from exams.rightness import Key
from organizations.models import Unit
from tests.factories.exams import AttemptFactory
from tests.factories.organizations import MembershipFactory


def version_of(question: Question) -> QuestionVersion:
    """Return the version of a question that is asked now."""
    assert question.current is not None
    return question.current


def answered(
    exam: Exam, team: Unit, questions: Sequence[Question], chosen: Sequence[str], *, points: int = 10
) -> Attempt:
    """Return a graded sitting of a new worker of the team who chose that; "AC" is both, "" left out."""
    versions = [version_of(question) for question in questions]
    marks = [_mark(version, answer, points) for version, answer in zip(versions, chosen, strict=True)]
    score = sum((Decimal(str(mark["points"])) for mark in marks), Decimal(0))
    attempt: Attempt = AttemptFactory(
        exam=exam,
        membership=MembershipFactory(unit=team),
        graded=True,
        score=score,
        paper=[[version.pk, [option["key"] for option in version.options], str(points)] for version in versions],
    )
    Grading.objects.filter(attempt=attempt).update(marks=marks)
    return attempt


def graded_again(attempt: Attempt, questions: Sequence[Question], chosen: Sequence[str], *, points: int = 10) -> None:
    """Another grading of the sitting stands beside the first one, with other answers."""
    versions = [version_of(question) for question in questions]
    marks = [_mark(version, answer, points) for version, answer in zip(versions, chosen, strict=True)]
    Grading.objects.create(
        attempt=attempt,
        cause=GradingCause.LATE_ANSWERS,
        score=sum((Decimal(str(mark["points"])) for mark in marks), Decimal(0)),
        full_points=Decimal(100),
        passed=False,
        marks=marks,
    )


def voided(attempt: Attempt, *, by: Sequence[object]) -> None:
    """Nothing of the sitting counts any more."""
    Attempt.objects.filter(pk=attempt.pk).update(
        state=AttemptState.VOIDED, void_reason="有人替考", voided_by=by[0], void_approved_by=by[1]
    )


def _mark(version: QuestionVersion, answer: str, points: int) -> dict[str, object]:
    chosen = list(answer)
    earned = points if Key.of(version).accepts(chosen) else 0
    return {"version": version.pk, "chosen": chosen, "points": f"{earned}.00"}
