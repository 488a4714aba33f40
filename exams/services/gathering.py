"""Questions that came in one after the other with the same story become a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.text import Truncator

from exams.models import Question, QuestionCase
from exams.models.cases import FEWEST, MOST

if TYPE_CHECKING:
    from exams.importing.drafts import QuestionDraft

TITLE, BATCH = 30, 500  # characters of a title, rows of a statement


Asked = tuple[Question, "QuestionDraft"]


def gather_cases(questions: Sequence[Question], drafts: Sequence[QuestionDraft]) -> list[QuestionCase]:
    """Make a case of every run of two to ten new questions that share what happened; return them.

    A single question keeps its story for itself, and so do more than ten: no paper could ask them together.
    """
    runs = [run for run in _runs(zip(questions, drafts, strict=True)) if FEWEST <= len(run) <= MOST]
    cases = QuestionCase.objects.bulk_create([_case(*run[0]) for run in runs])
    members = []
    for case, run in zip(cases, runs, strict=True):
        for place, (question, _draft) in enumerate(run, 1):
            question.case, question.case_place = case, place
            members.append(question)
    Question.objects.bulk_update(members, ["case", "case_place"], batch_size=BATCH)
    return cases


def _runs(asked: Iterable[Asked]) -> list[list[Asked]]:
    runs = groupby(asked, key=lambda pair: pair[1].background)
    return [list(run) for told, run in runs if told]


def _case(first: Question, draft: QuestionDraft) -> QuestionCase:
    """Return a case in the subject of its first question, called by how it begins."""
    title = Truncator(" ".join(draft.background.split())).chars(TITLE)
    return QuestionCase(bank=first.bank, category=draft.category, title=title, text=draft.background)
