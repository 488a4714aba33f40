"""Our categories as paths of Moodle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from exams.exporting.words import CATEGORY_NAMES
from exams.importing.drafts import QuestionDraft


def by_category(questions: Iterable[QuestionDraft]) -> Iterator[tuple[str, list[QuestionDraft]]]:
    """Return (path, questions) for each category that has any, in the order of the categories."""
    order = list(CATEGORY_NAMES)
    ordered = sorted(questions, key=lambda question: order.index(question.category))
    for category, group in groupby(ordered, key=lambda question: question.category):
        yield f"$course$/top/{CATEGORY_NAMES[category]}", list(group)
