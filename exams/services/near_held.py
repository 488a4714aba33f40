"""What a file brings that is much like something the bank has already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exams.contents import answer_words, draft_of
from exams.importing.drafts import QuestionDraft
from exams.models import Question, QuestionBank, QuestionKind
from exams.near import nearest

NEARLY_THE_SAME = 0.75  # of trigrams: a word changed in a stem of twenty characters, or a comma


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
    """Return them as rows of text: how alike; the new one's stem and answer; the old one's; both keys. Three queries.

    The key of the old one is its primary key, that of the new one QuestionDraft.key.
    """
    questions = Question.objects.select_related("current").prefetch_related("post_kinds", "current__pictures")
    held = questions.in_bulk([pair.held for pair in near])
    rows = []
    for pair in near:
        old = draft_of(held[pair.held])
        words = [pair.draft.stem, answer_words(pair.draft), old.stem, answer_words(old)]
        rows.append([alike_words(pair.likeness, pair.draft.kind, old.kind), *words, str(pair.held), pair.draft.key])
    return rows


def alike_words(likeness: float, one: str, other: str) -> str:
    """Return how alike two questions are, in words; `one` and `other` are their kinds, named where they differ."""
    said = _("Nearly the same") if likeness >= NEARLY_THE_SAME else _("Similar")
    if one == other:
        return said
    kinds = {"one": QuestionKind(one).label, "other": QuestionKind(other).label}
    return said + _(", but of different kinds: %(one)s and %(other)s") % kinds
