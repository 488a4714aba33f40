"""What a bank holds, as the drafts it could have come from."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import QuerySet

from exams.importing.drafts import QuestionDraft
from exams.models import Question, QuestionVersion


def contents_of(questions: QuerySet[Question]) -> list[QuestionDraft]:
    """Return the questions' current words in the order in which they came in. Two queries, however many they are.

    `place` is the question's number in the database. The squares of a picture come along, the picture does not.
    """
    found = questions.filter(current__isnull=False).select_related("current").prefetch_related("post_kinds")
    return [_draft(question, question.current) for question in found.order_by("pk") if question.current]


def _draft(question: Question, version: QuestionVersion) -> QuestionDraft:
    return QuestionDraft(
        place=str(question.pk),
        kind=question.kind,
        stem=version.stem,
        options=tuple((option["key"], option["text"]) for option in version.options),
        answer=tuple(version.answer),
        explanation=version.explanation,
        category=question.category,
        difficulty=question.difficulty,
        industries=tuple(question.industries),
        basis_text=version.basis_text,
        basis_version=version.basis_version,
        basis_article=version.basis_article,
        basis_quote=version.basis_quote,
        posts=tuple(kind.name for kind in question.post_kinds.all()),
        tolerance=_digits(version.tolerance),
        unit=version.unit,
        background=version.background,
    )


def _digits(number: Decimal | None) -> str:
    """The column keeps four digits behind the point; the draft said 0.5."""
    return "" if number is None else format(number.normalize() if number else Decimal(0), "f")
