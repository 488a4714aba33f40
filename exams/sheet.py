"""A worker's paper as it is shown: questions in his order, what he has answered, and, after grading, what was right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from exams.at_hand import versions_at_hand
from exams.doubting import doubt_url
from exams.hazard_grid import hazards_of
from exams.journal import answers_of
from exams.models import Attempt, Grading, QuestionKind, QuestionVersion, VersionPicture
from exams.pictures.alone import words_beside
from exams.pictures.hazard_map import HazardMap, hazard_map
from exams.pictures.placed import by_place, with_pictures

Paper = list[list[Any]]


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One option as the phone shows it: the letter of its place, the key that is sent, and as which it was chosen.

    `text` is empty where its picture says it all.
    `place` counts from 1; 0 is not chosen. It matters where steps are put in order.
    """

    letter: str
    key: str
    text: str
    place: int
    picture: VersionPicture | None = None

    @property
    def chosen(self) -> bool:
        return self.place > 0

    @property
    def words(self) -> str:
        return f"{self.letter}　{self.text}".rstrip()


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question on the page; `slot` counts from 0, `number` from 1. It never holds the right answer.

    `answer` is what the journal has, `background` what happened: questions on one case share it.
    """

    slot: int
    version: int
    kind: str
    stem: str
    options: tuple[ShownOption, ...]
    answer: tuple[str, ...]
    unit: str
    background: str
    picture: VersionPicture | None = None

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
    def is_written(self) -> bool:
        return self.kind == QuestionKind.FILL

    @property
    def is_ordered(self) -> bool:
        return self.kind == QuestionKind.ORDER

    @property
    def is_hazard(self) -> bool:
        return self.kind == QuestionKind.HAZARD

    @property
    def has_pictures_alone(self) -> bool:
        """Whether every option is a picture and nothing else: they stand side by side then."""
        return bool(self.options) and all(option.picture and not option.text for option in self.options)

    @property
    def is_answered(self) -> bool:
        """Whether there is a whole answer: steps are in order when each has its place."""
        return len(self.answer) == len(self.options) if self.is_ordered else any(self.answer)

    @property
    def written(self) -> str:
        return self.answer[0] if self.is_written and self.answer else ""

    @property
    def was(self) -> str:
        """The answer that the page was shown with, as its form sends it back."""
        return self.written if self.is_written else " ".join(self.answer)

    @property
    def state(self) -> str:
        return "done" if self.is_answered else ""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A line of an answer as it is read after grading, with the picture of the option."""

    words: str
    picture: VersionPicture | None = None

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class ReviewedQuestion:
    """One question after grading: what was chosen, what was right, why, and the article it rests on.

    `worker` is the key of who answered it.
    """

    question: ShownQuestion
    version: QuestionVersion
    points: Decimal
    full_points: Decimal
    worker: int

    @property
    def is_right(self) -> bool:
        return self.points == self.full_points

    @property
    def doubt_url(self) -> str:
        return doubt_url(worker=self.worker, version=self.version.pk)

    @property
    def case_url(self) -> str:
        case = self.version.basis_case_id
        return reverse("courses:short_address", args=[case]) if case else ""

    @property
    def category(self) -> str:
        return self.version.question.get_category_display()

    @property
    def hazard_map(self) -> HazardMap | None:
        """The picture with the hazards outlined; None for a question that asks for none."""
        picture = self.question.picture
        return hazard_map(self.version, picture, self.question.answer) if self.question.is_hazard and picture else None

    @property
    def chosen_words(self) -> list[str]:
        return [line.words for line in self.chosen_lines]

    @property
    def right_words(self) -> list[str]:
        return [line.words for line in self.right_lines]

    @property
    def chosen_lines(self) -> list[AnswerLine]:
        return self._lines(self.question.answer)

    @property
    def right_lines(self) -> list[AnswerLine]:
        if self.question.is_hazard:
            hazards = enumerate(hazards_of(self.version.answer), 1)
            return [AnswerLine(f"{number}　{hazard.name}（{'、'.join(hazard.squares)}）") for number, hazard in hazards]
        if self.question.is_written and self.version.tolerance:
            tolerance = f"{self.version.tolerance.normalize():f}"
            return [AnswerLine(f"{self.version.answer[0]} ± {tolerance} {self.version.unit}".rstrip())]
        return self._lines(self.version.answer)

    def _lines(self, answer: Sequence[str]) -> list[AnswerLine]:
        """Return an answer as it is read: what was written, steps in their order, options as the page showed them."""
        if self.question.is_written:
            return [AnswerLine(f"{text} {self.version.unit}".rstrip()) for text in answer if text]
        if self.question.is_hazard:
            return [AnswerLine("、".join(answer))] if answer else []
        options = {option.key: option for option in self.question.options}
        if self.question.is_ordered:
            steps = enumerate((options[key] for key in answer), 1)
            return [AnswerLine(f"{place}　{step.text}".rstrip(), step.picture) for place, step in steps]
        return [AnswerLine(option.words, option.picture) for key, option in options.items() if key in answer]


def paper_of(attempt: Attempt) -> list[ShownQuestion]:
    """Return the paper with what the journal holds. One query where its questions are at hand, two more where not."""
    return shown(attempt.paper, versions_at_hand(line[0] for line in attempt.paper), answers_of(attempt.pk))


def review_of(attempt: Attempt, grading: Grading) -> list[ReviewedQuestion]:
    """Return the graded paper, every question with its explanation. Two queries at most."""
    versions = versions_at_hand(line[0] for line in attempt.paper)
    questions = shown(attempt.paper, versions, {slot: mark["chosen"] for slot, mark in enumerate(grading.marks)})
    return [
        ReviewedQuestion(question, versions[line[0]], Decimal(mark["points"]), Decimal(line[2]), attempt.worker_id)
        for question, line, mark in zip(questions, attempt.paper, grading.marks, strict=True)
    ]


def versions_of(paper: Paper) -> dict[int, QuestionVersion]:
    """Return the versions that a paper asks, each with its question and its pictures. Two queries."""
    versions = QuestionVersion.objects.select_related("question").prefetch_related(with_pictures())
    return versions.in_bulk([line[0] for line in paper])


def shown(
    paper: Paper, versions: Mapping[int, QuestionVersion], chosen: Mapping[int, Sequence[str]]
) -> list[ShownQuestion]:
    """Return the questions of a paper ([[version id, [option keys as shown], points], …]) with what was answered.

    The versions must have their pictures fetched along.
    """
    return [
        _question(slot, versions[version], keys, tuple(chosen.get(slot, ())))
        for slot, (version, keys, _points) in enumerate(paper)
    ]


def _question(slot: int, version: QuestionVersion, keys: Sequence[str], answer: tuple[str, ...]) -> ShownQuestion:
    texts = {option["key"]: option["text"] for option in version.options}
    places = {key: place for place, key in enumerate(answer, 1)}
    kind, pictures = version.kind, by_place(version)
    options = tuple(
        ShownOption(
            letter=_letter(kind, place, key),
            key=key,
            text=words_beside(texts[key], is_pictured=key in pictures),
            place=places.get(key, 0),
            picture=pictures.get(key),
        )
        for place, key in enumerate(keys)
    )
    return ShownQuestion(
        slot=slot,
        version=version.pk,
        kind=kind,
        stem=version.stem,
        options=options,
        answer=answer,
        unit=version.unit,
        background=version.background,
        picture=pictures.get(""),
    )


def _letter(kind: str, place: int, key: str) -> str:
    """A square keeps its name; other options are lettered in the order in which they are shown."""
    return key if kind == QuestionKind.HAZARD else chr(ord("A") + place)
