"""One form as it is printed: its questions with the letters of their places, and what is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.importing.answers import Filled
from exams.models import PrintedForm, QuestionKind, QuestionVersion
from exams.pictures.alone import words_beside
from exams.pictures.placed import by_place
from exams.points import points_words
from exams.printing.pictures import PrintedPicture, printed
from exams.sheet import versions_of
from exams.together import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class PrintedOption:
    """One option: what is crossed for it on the answer sheet, and its text."""

    mark: str
    text: str
    picture: PrintedPicture | None = None


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """One question on paper; `right` is what should be crossed or written.

    `of_case`: it shares its background with the one before or after it, whatever kind that is of.
    """

    number: int
    kind: str
    kind_name: str
    stem: str
    background: str
    options: tuple[PrintedOption, ...]
    right: str
    points: Decimal
    picture: PrintedPicture | None = None
    of_case: bool = False

    @property
    def is_crossed(self) -> bool:
        """Whether it is answered by crossing boxes; otherwise something is written."""
        return self.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE}

    @property
    def words(self) -> str:
        """The stem; under a case the kind stands before it, because no heading says it."""
        return f"（{self.kind_name}）{self.stem}" if self.of_case else self.stem

    @property
    def lists_options(self) -> bool:
        """Whether the options stand below the question; right or wrong stands on the answer sheet alone."""
        return bool(self.options) and self.kind != QuestionKind.TRUE_FALSE


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A whole form; `address` is what its QR code leads to."""

    title: str
    held_by: str
    letter: str
    code: str
    address: str
    minutes: int
    questions: Sequence[PrintedQuestion]

    @property
    def full_points(self) -> Decimal:
        return sum((question.points for question in self.questions), Decimal(0))

    def parts(self) -> Iterator[tuple[str, list[PrintedQuestion]]]:
        """Yield each run of the same kind and points, and of cases with the same points, with its heading."""
        cases = _("Case with several questions")
        runs = groupby(self.questions, key=lambda asked: (cases if asked.of_case else asked.kind_name, asked.points))
        for place, ((kind, points), run) in enumerate(runs, 1):
            questions = list(run)
            said = {"place": place, "kind": kind, "count": len(questions), "points": points_words(points)}
            yield _("Part %(place)d: %(kind)s (%(count)d questions, %(points)s points each)") % said, questions


def sheet_of(form: PrintedForm, address: str) -> PrintedSheet:
    """Return the form with its words and pictures. Two queries; the exam and its owner must be loaded."""
    versions = versions_of(form.paper)
    questions = [
        _question(number, versions[version], keys, Decimal(points))
        for number, (version, keys, points) in enumerate(form.paper, 1)
    ]
    exam = form.exam
    return PrintedSheet(
        title=exam.title,
        held_by=exam.owner.shown_name,
        letter=form.letter,
        code=form.code,
        address=address,
        minutes=exam.duration_minutes,
        questions=told_together(questions),
    )


def told_together(questions: Iterable[PrintedQuestion]) -> list[PrintedQuestion]:
    """Mark the questions that share their background with a neighbour."""
    return [
        replace(question, of_case=len(block) > 1)
        for block in blocks(questions, lambda question: question.background)
        for question in block
    ]


def _question(number: int, version: QuestionVersion, keys: Sequence[str], points: Decimal) -> PrintedQuestion:
    kind, texts = version.kind, {option["key"]: option["text"] for option in version.options}
    marks = {key: texts[key] if kind == QuestionKind.TRUE_FALSE else chr(ord("A") + n) for n, key in enumerate(keys)}
    pictures = by_place(version)
    return PrintedQuestion(
        number=number,
        kind=kind,
        kind_name=str(version.question.get_kind_display()),
        stem=version.stem,
        background=version.background,
        options=tuple(
            PrintedOption(marks[key], words_beside(texts[key], is_pictured=key in pictures), printed(pictures.get(key)))
            for key in keys
        ),
        right=_right(kind, version, marks),
        points=points,
        picture=printed(pictures.get("")),
    )


def _right(kind: str, version: QuestionVersion, marks: dict[str, str]) -> str:
    if kind == QuestionKind.FILL and version.tolerance is not None:
        return Filled(tuple(version.answer), f"{version.tolerance.normalize():f}", version.unit).words
    if kind == QuestionKind.FILL:
        return f"{' / '.join(version.answer)} {version.unit}".strip()
    if kind == QuestionKind.ORDER:
        return "".join(marks[key] for key in version.answer)
    return "".join(mark for key, mark in marks.items() if key in version.answer)
