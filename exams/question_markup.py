"""The markup of questions: as they are asked, and as they are read after grading.

Templates say how it looks; each is rendered once for a version, with holes for what differs from worker to worker: the
number, the order of the options, the answer, the addresses of the pictures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exams.at_hand import at_hand
from exams.pictures.addresses import picture_url
from exams.review import AnswerLine
from exams.stencils import Stencil, mark

if TYPE_CHECKING:
    from exams.models import VersionPicture
    from exams.review import ReviewedQuestion
    from exams.sheet import ShownOption, ShownQuestion

FIRST, AGAIN = "first", "again"
PICTURE = "picture-"


class Filling(dict[str, str]):
    """What goes into the holes for one reader. A hole that nobody named is a picture's address, or stays empty."""

    def __init__(self, reader: int, **values: str) -> None:
        super().__init__(values)
        self.reader = reader

    def __missing__(self, name: str) -> str:
        if name.startswith(PICTURE):
            return picture_url(UUID(name.removeprefix(PICTURE)), reader=self.reader)
        return ""


def picture_mark(picture: UUID) -> SafeString:
    """Return the hole into which the address of a picture goes."""
    return mark(f"{PICTURE}{picture}")


def question_forms(questions: Iterable[ShownQuestion], *, reader: int, one_at_a_time: bool = False) -> SafeString:
    """Return the questions as parts of a form. `reader` is the key of who reads: pictures are addressed to him.

    What happened is told once above the questions that share it; where each stands alone on the screen, with each.
    """
    forms: list[str] = []
    language = get_language()
    for background, sharing in groupby(questions, key=lambda question: question.background):
        for place, question in enumerate(sharing):
            told = (FIRST if place == 0 else AGAIN if one_at_a_time else "") if background else ""
            forms.append(_question_form(question, told, reader, language))
    return mark_safe("".join(forms))  # noqa: S308  (from templates, filled with what is escaped)


@dataclass(frozen=True, slots=True)
class FormShape:
    """A question as a part of a form, before anything is filled in; its options by key."""

    frame: Stencil
    options: dict[str, Stencil]


def _question_form(question: ShownQuestion, told: str, reader: int, language: str) -> str:
    key = ("form", question.version, told, language)
    shape = at_hand(key, lambda: _form_shape(question, told))
    return shape.frame.fill(
        Filling(
            reader,
            number=str(question.number),
            slot=str(question.slot),
            written=escape(question.written),
            was=escape(question.was),
            options="".join(_option(shape, question, option, reader) for option in question.options),
        )
    )


def _option(shape: FormShape, question: ShownQuestion, option: ShownOption, reader: int) -> str:
    filling = Filling(reader, slot=str(question.slot), letter=option.letter)
    if option.chosen:
        filling |= {"checked": " checked", "place": str(option.place), f"selected-{option.place}": " selected"}
    return shape.options[option.key].fill(filling)


def _form_shape(question: ShownQuestion, told: str) -> FormShape:
    numbers = [(number, mark(f"selected-{number}")) for number in range(1, len(question.options) + 1)]
    context = {"question": question, "told": told, "again": told == AGAIN, "numbers": numbers}
    options = {option.key: _cut("exams/_option.html", {**context, "option": option}) for option in question.options}
    return FormShape(_cut("exams/_question.html", context), options)


def cell_links(cells: Iterable[ShownQuestion]) -> SafeString:
    """Return the cells of the answer card, one a question, each a link to it."""
    shape = '<a class="cell" href="#q{number}"{state}>{number}</a>'
    links = (shape.format(number=cell.number, state=' data-state="done"' if cell.state else "") for cell in cells)
    return mark_safe("\n".join(links))  # noqa: S308  (numbers alone)


def answer_cards(items: Iterable[ReviewedQuestion], *, reader: int, alone: bool = False) -> SafeString:
    """Return the questions as they are read after grading.

    `alone`: no heading stands between them and the page's own.
    """
    cards: list[str] = []
    language = get_language()
    for background, sharing in groupby(items, key=lambda item: item.question.background):
        for place, item in enumerate(sharing):
            told = FIRST if background and place == 0 else ""
            cards.append(_answer_card(item, told, reader, language, alone=alone))
    return mark_safe("".join(cards))  # noqa: S308  (from templates, filled with what is escaped)


def _answer_card(item: ReviewedQuestion, told: str, reader: int, language: str, *, alone: bool) -> str:
    key = ("answer", item.question.version, told, item.is_right, item.is_overruled, alone, language)
    context = {"item": item, "told": told, "alone": alone}
    frame = at_hand(key, lambda: _cut("exams/_answer.html", context))
    filling = Filling(
        reader,
        number=str(item.question.number),
        chosen="" if item.is_right else _lines(item.chosen_lines or [AnswerLine(_("No answer"))], reader),
        right=_lines(item.right_lines, reader, strong=True),
        doubt_url=item.doubt_url,
    )
    if item.hazard_map is not None:
        filling["map"] = _cut("exams/_hazard_map.html", {"map": item.hazard_map}).fill(filling)
    return frame.fill(filling)


def _lines(lines: Iterable[AnswerLine], reader: int, *, strong: bool = False) -> str:
    before, after = ("<dd><strong>", "</strong>") if strong else ("<dd>", "")
    return "".join(f"{before}{escape(line.words)}{after}{_addressed(line.picture, reader)}</dd>" for line in lines)


def _addressed(used: VersionPicture | None, reader: int) -> SafeString | str:
    return picture_tag(used, picture_url(used.picture_id, reader=reader)) if used else ""


def picture_tag(used: VersionPicture, address: str) -> SafeString:
    """Return the picture with its measures: nothing jumps while it loads.

    It is not left for later: a paper that lost its signal has to have all its pictures.
    """
    return format_html(
        '<img class="question-picture" src="{}" width="{}" height="{}" alt="{}" decoding="async">',
        address,
        used.picture.width,
        used.picture.height,
        used.alt,
    )


class Holes:
    """The holes of a template, by the names it gives them."""

    def __getitem__(self, name: str) -> SafeString:
        return mark(name)


def _cut(template: str, context: dict[str, object]) -> Stencil:
    return Stencil.cut(render_to_string(template, {**context, "hole": Holes()}))
