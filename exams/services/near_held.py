"""What a file brings that is much like something the bank has already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exams.contents import answer_words, draft_of
from exams.importing.drafts import QuestionDraft
from exams.models import Question, QuestionBank
from exams.near import nearest


@dataclass(frozen=True, slots=True)
class NearHeld:
    """A new question, the key of the one in the bank that is most like it, and how alike they are, from 0 to 1."""

    draft: QuestionDraft
    held: int
    likeness: float


def near_held(*, bank: QuestionBank, drafts: Sequence[QuestionDraft]) -> list[NearHeld]:
    """Return which of the drafts are like a question of the bank, the most alike first. One query."""
    rows = Question.objects.filter(bank=bank, current__isnull=False).order_by("pk").values_list("pk", "current__stem")
    held = list(rows) if drafts else []
    found = nearest([draft.stem for draft in drafts], [stem for _pk, stem in held])
    near = [NearHeld(drafts[pair.one], held[pair.other][0], pair.likeness) for pair in found]
    return sorted(near, key=lambda pair: -pair.likeness)


def rows_of_near(near: Sequence[NearHeld]) -> list[list[str]]:
    """Return them as rows of text: how alike; the new one's stem and answer; the old one's; its key. Three queries."""
    questions = Question.objects.select_related("current").prefetch_related("post_kinds", "current__pictures")
    held = questions.in_bulk([pair.held for pair in near])
    rows = []
    for pair in near:
        old = draft_of(held[pair.held])
        words = [pair.draft.stem, answer_words(pair.draft), old.stem, answer_words(old)]
        rows.append([percent(pair.likeness), *words, str(pair.held)])
    return rows


def percent(likeness: float) -> str:
    """Return a likeness as a person reads it: whole percent, and 100 only where nothing differs that counts."""
    return f"{int(likeness * 100)}%"
