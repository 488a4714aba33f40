"""Cases in a mock exam: as in a real one they come whole, and their questions never alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from exams.models import CASE, Question, QuestionCase
from exams.practice.questions import as_practice

if TYPE_CHECKING:
    from decimal import Decimal
    from random import Random

    from exams.models.questions import QuestionQuerySet
    from exams.practice.drawing import PracticePaper, PracticeQuestion, Practised


@dataclass(frozen=True, slots=True)
class PracticeCase:
    """A case that may be practised, with its questions in their order."""

    kind: ClassVar[str] = CASE

    bank: int
    category: str
    questions: tuple[PracticeQuestion, ...]

    @property
    def size(self) -> int:
        return len(self.questions)

    def lines(self, points: Decimal, rng: Random) -> PracticePaper:
        return [question.line(points, rng) for question in self.questions]


def asked_as_one(questions: QuestionQuerySet) -> list[Practised]:
    """Return what a mock exam draws from these questions: those of no case, and every whole case. Three queries."""
    return [*as_practice(questions.filter(case__isnull=True)), *_whole_cases(questions)]


def _whole_cases(questions: QuestionQuerySet) -> list[PracticeCase]:
    """Return the cases all of whose questions are among these."""
    whole = QuestionCase.objects.whole().filter(pk__in=questions.order_by().values("case"))
    known = {asked.question: asked for asked in as_practice(questions.filter(case__in=whole.order_by().values("pk")))}
    members = Question.objects.in_use().filter(case__in=whole.order_by().values("pk"))
    rows = members.order_by("case", "case_place", "pk").values_list("pk", "case", "case__category", "bank")
    cases = []
    for (_case, category, bank), run in groupby(rows, key=lambda row: row[1:]):
        keys = [row[0] for row in run]
        if known.keys() >= set(keys):
            cases.append(PracticeCase(bank, category, tuple(known[key] for key in keys)))
    return cases
