"""A question as who judges it has to see it: whole, with its answer and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from exams.models import Question, VersionPicture
from exams.pictures.placed import by_place, fetch_pictures
from exams.viewsets.question_words import words_of


@dataclass(frozen=True, slots=True)
class WholeQuestion:
    """A question; `words` are those of its form, `picture` belongs to the question, `option_pictures` to options."""

    question: Question
    words: dict[str, Any]
    picture: VersionPicture | None
    option_pictures: tuple[VersionPicture, ...]


def whole_questions(questions: Iterable[Question]) -> list[WholeQuestion]:
    """Return the questions whole. Two queries, where `current` and `post_kinds` were fetched along."""
    shown = [(question, question.current) for question in questions]
    fetch_pictures(version for _question, version in shown if version)
    return [_whole(question) for question, version in shown if version]


def _whole(question: Question) -> WholeQuestion:
    version = question.current
    if version is None:
        raise ValueError(question.pk)
    used = by_place(version)
    return WholeQuestion(question, words_of(question, version), used.pop("", None), tuple(used.values()))
