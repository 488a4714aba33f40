"""A worker's paper as it is shown: questions in his order, what he has answered, and, after grading, what was right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from exams.models import AnswerEvent, Attempt, Grading, QuestionKind, QuestionVersion
from exams.reduction import answers


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One option as the phone shows it: the letter of its place, and the key that is sent."""

    letter: str
    key: str
    text: str
    chosen: bool

    @property
    def words(self) -> str:
        return f"{self.letter}　{self.text}"


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question on the page; `slot` counts from 0, `number` from 1. It never holds the right answer."""

    slot: int
    kind: str
    stem: str
    options: tuple[ShownOption, ...]

    @property
    def number(self) -> int:
        return self.slot + 1

    @property
    def name(self) -> str:
        return f"q{self.slot}"

    @property
    def is_multiple(self) -> bool:
        return self.kind == QuestionKind.MULTIPLE

    @property
    def is_answered(self) -> bool:
        return any(option.chosen for option in self.options)

    @property
    def chosen_keys(self) -> str:
        return " ".join(option.key for option in self.options if option.chosen)

    @property
    def state(self) -> str:
        return "done" if self.is_answered else ""


@dataclass(frozen=True, slots=True)
class ReviewedQuestion:
    """One question after grading: what was chosen, what was right, why, and the article it rests on."""

    question: ShownQuestion
    version: QuestionVersion
    points: Decimal
    full_points: Decimal

    @property
    def is_right(self) -> bool:
        return self.points == self.full_points

    @property
    def category(self) -> str:
        return self.version.question.get_category_display()

    @property
    def chosen_words(self) -> list[str]:
        return [option.words for option in self.question.options if option.chosen]

    @property
    def right_words(self) -> list[str]:
        return [option.words for option in self.question.options if option.key in self.version.answer]


def paper_of(attempt: Attempt) -> list[ShownQuestion]:
    """Return the paper with what the journal holds. Two queries."""
    return _shown(attempt, _versions(attempt), answers(AnswerEvent.objects.filter(attempt=attempt)))


def review_of(attempt: Attempt, grading: Grading) -> list[ReviewedQuestion]:
    """Return the graded paper, every question with its explanation. One query."""
    versions = _versions(attempt)
    shown = _shown(attempt, versions, {slot: mark["chosen"] for slot, mark in enumerate(grading.marks)})
    return [
        ReviewedQuestion(question, versions[line[0]], Decimal(mark["points"]), Decimal(line[2]))
        for question, line, mark in zip(shown, attempt.paper, grading.marks, strict=True)
    ]


def _versions(attempt: Attempt) -> dict[int, QuestionVersion]:
    return QuestionVersion.objects.select_related("question").in_bulk([line[0] for line in attempt.paper])


def _shown(
    attempt: Attempt, versions: Mapping[int, QuestionVersion], chosen: Mapping[int, Sequence[str]]
) -> list[ShownQuestion]:
    return [
        _question(slot, versions[version], keys, chosen.get(slot, ()))
        for slot, (version, keys, _points) in enumerate(attempt.paper)
    ]


def _question(slot: int, version: QuestionVersion, keys: Sequence[str], chosen: Sequence[str]) -> ShownQuestion:
    texts = {option["key"]: option["text"] for option in version.options}
    options = tuple(
        ShownOption(chr(ord("A") + place), key, texts[key], key in chosen) for place, key in enumerate(keys)
    )
    return ShownQuestion(slot, version.question.kind, version.stem, options)
