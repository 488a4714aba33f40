"""The questions of an exam as they were counted, the most suspicious first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from exams.analysis.items import LEAST_ASKED, AnswerSums, ItemSums
from exams.analysis.signs import Sign, Weight, signs_of
from exams.models import AnswerFigures, QuestionFigures, QuestionKind, QuestionVersion

if TYPE_CHECKING:
    from exams.models import Exam, ExamAnalysis

OPTION_KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.TRUE_FALSE})


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer: the words of the option where it is one, how many gave it, and their mean on all other questions."""

    answer: str
    text: str
    is_right: bool
    people: int
    mean_rest: float | None


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One version of a question: how it did, which answers were given, and what speaks against it."""

    version: QuestionVersion
    item: ItemSums
    answers: tuple[AnswerLine, ...]
    signs: tuple[Sign, ...]
    correct_url: str

    @property
    def percent(self) -> float:
        """Per cent of its points that were earned."""
        return (self.item.facility or 0.0) * 100

    @property
    def discrimination(self) -> float | None:
        """None where it does not vary, or where too few were asked for it to mean anything."""
        return self.item.discrimination if self.item.asked >= LEAST_ASKED else None

    @property
    def discrimination_words(self) -> str:
        """The same with two places and a real minus; a dash for none."""
        return "—" if self.discrimination is None else f"{self.discrimination:.2f}".replace("-", "−")

    @property
    def others(self) -> int:
        """How many gave an answer that is not listed: of what can be filled in only the commonest are kept."""
        return self.item.asked - self.item.omitted - sum(answer.people for answer in self.answers)

    @property
    def tone(self) -> str:
        return self.signs[0].tone if self.signs else ""


def question_lines(exam: Exam, analysis: ExamAnalysis) -> list[QuestionLine]:
    """Return all questions that were asked, the most suspicious first, then what tells least. Two queries."""
    answers = defaultdict[int, dict[str, AnswerSums]](dict)
    for row in AnswerFigures.objects.filter(question__analysis=analysis).order_by("-people", "answer"):
        answers[row.question_id][row.answer] = AnswerSums(row.people, row.rest, row.rest_squares, row.is_right)
    rows = QuestionFigures.objects.filter(analysis=analysis).select_related("version")
    lines = [_line(exam, row, answers[row.pk]) for row in rows]
    return sorted(lines, key=_suspicion)


def correction_url(exam: Exam, version: QuestionVersion) -> str:
    """Return where the answer of a version can be corrected for this exam; nothing where that can't be done."""
    try:
        return reverse("exams:propose_correction", args=[exam.pk, version.pk])
    except NoReverseMatch:
        return ""


def _line(exam: Exam, row: QuestionFigures, answers: dict[str, AnswerSums]) -> QuestionLine:
    item = ItemSums(**{one.name: getattr(row, one.name) for one in fields(ItemSums)})
    version = row.version
    options = {option["key"]: option["text"] for option in version.options} if version.kind in OPTION_KINDS else {}
    if version.kind == QuestionKind.TRUE_FALSE:  # its keys are never shown
        answers = {options.get(key, key): sums for key, sums in answers.items()}
        options = dict.fromkeys(options.values(), "")
    return QuestionLine(
        version=version,
        item=item,
        answers=tuple(_answers(answers, options)),
        signs=signs_of(version.kind, item, answers, options),
        correct_url=correction_url(exam, version),
    )


def _answers(answers: dict[str, AnswerSums], options: dict[str, str]) -> list[AnswerLine]:
    """Return every option in its order, chosen or not; of what has none the answers that were given most."""
    named = [*options, *(answer for answer in answers if answer not in options)]
    found = [(answer, answers.get(answer) or AnswerSums()) for answer in named]
    return [
        AnswerLine(answer, options.get(answer, ""), sums.is_right, sums.people, sums.mean_rest)
        for answer, sums in found
    ]


def _suspicion(line: QuestionLine) -> tuple[int, float, int]:
    weight = line.signs[0].weight if line.signs else len(Weight)
    found = line.discrimination
    return (weight, 2.0 if found is None else found, line.version.pk)


def suspicious(lines: Sequence[QuestionLine]) -> int:
    """Return against how many of these something speaks that somebody should look at."""
    return sum(line.tone in {"bad", "warn"} for line in lines)
