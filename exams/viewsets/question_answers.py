"""What options and answer of the form mean, by the kind of the question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exams.hazard_grid import Grid, read_hazards
from exams.importing.answers import choice_answer, fill_answer, order_answer, true_false_answer
from exams.importing.drafts import UnreadableRow
from exams.importing.options import Options, split_options
from exams.models import QuestionKind
from exams.pictures.alone import PICTURE_ALONE
from exams.pictures.drafts import DraftPicture

WITHOUT_OPTIONS = frozenset({QuestionKind.TRUE_FALSE, QuestionKind.FILL, QuestionKind.HAZARD})


@dataclass(frozen=True, slots=True)
class Understood:
    """Options and answer as a draft has them."""

    options: Options
    answer: tuple[str, ...]
    tolerance: str = ""
    unit: str = ""


class NoPicture(UnreadableRow):
    """There is no picture on which hazards could be found."""


class UnreadableOptions(UnreadableRow):
    """It is the options that can't be read, and not the answer."""


def understood(kind: str, options_text: str, answer_text: str) -> Understood:
    """Return what was written. Raises UnreadableRow, or UnreadableOptions, as a sentence for who wrote it."""
    if kind == QuestionKind.TRUE_FALSE:
        return Understood(*true_false_answer((), answer_text))
    if kind == QuestionKind.FILL:
        written = fill_answer(answer_text)
        return Understood((), written.accepted, written.tolerance, written.unit)
    options: Options = ()
    try:
        options = split_options(options_text)
        read = order_answer(options, answer_text) if kind == QuestionKind.ORDER else None
        return Understood(options, read or choice_answer(kind, options, answer_text))
    except UnreadableRow as reason:
        if len(options) < 2:
            raise UnreadableOptions(str(reason)) from reason
        raise


def pictures_alone(pictures: Iterable[DraftPicture]) -> str:
    """Return the options of a question for which pictures were brought and no words."""
    return "\n".join(f"{picture.place}. {PICTURE_ALONE}" for picture in pictures)


def understood_hazards(text: str, measures: tuple[int, int] | None) -> Understood:
    """Return squares and hazards on a picture of this width and height. Raises UnreadableRow, NoPicture."""
    if measures is None:
        raise NoPicture(_("Hazards are found on a picture: choose one."))
    grid = Grid.over(width=measures[0], height=measures[1])
    return Understood(grid.options(), read_hazards(text, grid))
