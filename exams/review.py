"""A paper as it is read after grading: what was chosen, what was right, why, and the article it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from exams.at_hand import versions_at_hand
from exams.correcting.words import ruling_in_words
from exams.doubting import doubt_url
from exams.grading import Mark
from exams.hazard_grid import hazards_of
from exams.marking import rulings_of
from exams.models import Attempt, Grading, QuestionVersion, Treatment, VersionPicture
from exams.pictures.hazard_map import HazardMap, hazard_map
from exams.rulings import Ruling
from exams.sheet import Paper, ShownQuestion, shown_question


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

    `worker` is the key of who answered it, `attempt` that of his sitting, None where he practised; `ruling` is what a
    correction has said of it since.
    """

    question: ShownQuestion
    version: QuestionVersion
    points: Decimal
    full_points: Decimal
    worker: int
    ruling: Ruling | None = None
    attempt: UUID | None = None

    @property
    def is_right(self) -> bool:
        return self.points == self.full_points

    @property
    def is_overruled(self) -> bool:
        """Whether another answer counts as right than the explanation was written for."""
        return self.ruling is not None and self.ruling.treatment == Treatment.KEY

    @property
    def doubt_url(self) -> str:
        return doubt_url(worker=self.worker, version=self.version.pk, attempt=self.attempt)

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
        """What was right by the key; where it was corrected, what counts now."""
        if self.ruling is None:
            return self._key_lines()
        corrected = AnswerLine(_("Corrected: %s") % ruling_in_words(self.ruling, self.version, lettered=False))
        return [corrected] if self.is_overruled else [*self._key_lines(), corrected]

    def _key_lines(self) -> list[AnswerLine]:
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


@dataclass(frozen=True, slots=True)
class Review:
    """What of a graded paper is read on one page, what was right or all the rest, and how many each of them are."""

    items: list[ReviewedQuestion]
    shows_right: bool
    wrong: int
    right: int


def review(
    paper: Paper,
    versions: Mapping[int, QuestionVersion],
    marks: Mapping[int, Mark],
    *,
    worker: int,
    shows_right: bool,
) -> Review:
    """Return that part of the marks, which are by slot, with their questions."""
    right = sum(mark.is_right for mark in marks.values())
    wanted = {slot: mark for slot, mark in marks.items() if mark.is_right == shows_right}
    items = _reviewed(paper, versions, wanted, worker)
    return Review(items, shows_right=shows_right, wrong=len(marks) - right, right=right)


def review_of(attempt: Attempt, grading: Grading, *, shows_right: bool) -> Review:
    """Return the part of a graded sitting that is read on one page. At most three queries."""
    versions, marks = _read(attempt, grading)
    found = review(attempt.paper, versions, marks, worker=attempt.worker_id, shows_right=shows_right)
    return replace(found, items=_of_sitting(found.items, attempt))


def whole_review(attempt: Attempt, grading: Grading) -> list[ReviewedQuestion]:
    """Return every question of a graded sitting, with its explanation. At most three queries."""
    versions, marks = _read(attempt, grading)
    return _of_sitting(_reviewed(attempt.paper, versions, marks, attempt.worker_id), attempt)


def marks_of(attempt: Attempt, grading: Grading) -> dict[int, Mark]:
    """Return what each answer was worth, by slot of the paper. No query."""
    lines = zip(attempt.paper, grading.marks, strict=True)
    return {slot: Mark.of(mark, Decimal(line[2])) for slot, (line, mark) in enumerate(lines)}


def _of_sitting(items: list[ReviewedQuestion], attempt: Attempt) -> list[ReviewedQuestion]:
    rulings = rulings_of(attempt.exam)
    return [replace(item, attempt=attempt.pk, ruling=rulings.get(item.version.pk)) for item in items]


def _read(attempt: Attempt, grading: Grading) -> tuple[Mapping[int, QuestionVersion], dict[int, Mark]]:
    return versions_at_hand(line[0] for line in attempt.paper), marks_of(attempt, grading)


def _reviewed(
    paper: Paper, versions: Mapping[int, QuestionVersion], marks: Mapping[int, Mark], worker: int
) -> list[ReviewedQuestion]:
    reviewed = []
    for slot, mark in marks.items():
        version = versions[mark.version]
        question = shown_question(slot, version, paper[slot][1], mark.chosen)
        reviewed.append(ReviewedQuestion(question, version, mark.points, mark.full_points, worker))
    return reviewed
