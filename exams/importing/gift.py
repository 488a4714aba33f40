"""Moodle's GIFT: questions as text, with the answers in braces (https://docs.moodle.org/en/GIFT_format)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from exams.importing.drafts import BadRow, QuestionDraft, UnreadableRow
from exams.importing.fitting import fitting
from exams.importing.gift_answers import meant_by
from exams.importing.gift_pieces import pieces_of_gift
from exams.importing.gift_text import BLANK, TITLE, format_of, hidden, shown
from exams.importing.moodle_categories import category_of_path
from exams.importing.text_file import decoded, no_question, text_lines
from exams.models.questions import Category
from organizations.archives import BadFile

CATEGORY = "$CATEGORY:"
# how a number's unit is written behind the question, because the format has no place for it
UNIT = re.compile(r"（单位：([^（）]{1,12})）$")
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """One question as it stands in the file, without comments: its lines, their numbers, and its category."""

    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    category: str


def read_gift(path: Path, *, filename: str) -> tuple[list[QuestionDraft], list[BadRow]]:
    """Return the questions of a GIFT file, places being FILE:GIFT:LINE. Raises BadFile for what holds none."""
    drafts: list[QuestionDraft] = []
    bad: list[BadRow] = []
    for passage in passages(decoded(path, filename=filename)):
        place = f"{filename}:GIFT:{passage.numbers[0]}"
        try:
            drafts.append(fitting(read_passage(passage, place)))
        except UnreadableRow as reason:
            pieces = pieces_of_gift(passage.lines, passage.category)
            bad.append(BadRow(place, str(reason), " ".join(passage.lines)[:SHOWN], pieces))
    if not drafts and not bad:
        raise BadFile(no_question(filename))
    return drafts, bad


def passages(text: str) -> Iterator[Passage]:
    """Cut a file at its blank lines; comments are dropped, and $CATEGORY: holds until the next."""
    category: str = Category.GENERAL
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*text_lines(text), ""], 1):
        bare = line.strip()
        if bare.startswith(CATEGORY):
            category = category_of_path(bare.removeprefix(CATEGORY))
        elif bare and not bare.startswith("//"):
            lines.append((number, bare))
        elif lines and not bare:
            numbers, texts = zip(*lines, strict=True)
            yield Passage(texts, numbers, category)
            lines = []


def read_passage(passage: Passage, place: str) -> QuestionDraft:
    """Return the question. Raises UnreadableRow where its kind is none of ours, or where braces don't close."""
    text = hidden("\n".join(passage.lines))
    title = TITLE.match(text)
    begin = title.end() if title else 0
    before, inside, after = _braces(text[begin:], passage.numbers[text[:begin].count("\n") :])
    form, before = format_of(before)
    body, *general = inside.split("####", 1)
    stem, pictured = shown(f"{before}{BLANK}{after}" if after.strip() else before, form)
    said = [shown(words, form) for words in general]
    meant, odd = meant_by(body.strip(), form)
    if pictured or odd or any(picture for _words, picture in said):
        raise UnreadableRow(_("There is a picture in it: put the question in without, and add the picture by hand."))
    if not stem:
        raise UnreadableRow(_("The question is empty."))
    unit = UNIT.search(stem) if meant.tolerance else None
    if unit:
        stem, meant = stem[: unit.start()].strip(), replace(meant, unit=unit[1])
    explanation = "\n".join(filter(None, [*(words for words, _picture in said), meant.explanation]))
    return QuestionDraft(
        place,
        meant.kind,
        stem,
        meant.options,
        meant.answer,
        explanation,
        passage.category,
        tolerance=meant.tolerance,
        unit=meant.unit,
    )


def _braces(text: str, numbers: Sequence[int]) -> tuple[str, str, str]:
    """Return what stands before, in and after the braces. Raises UnreadableRow where there is not one pair."""
    opened, closed = text.find("{"), text.find("}")
    if opened < 0 and closed < 0:
        raise UnreadableRow(_("There is no {…} with an answer."))
    if opened < 0 or 0 <= closed < opened:
        line = numbers[text.count("\n", 0, closed)]
        raise UnreadableRow(_("Line %d: a } without a { before it; write \\} for the character itself.") % line)
    if closed < 0 or "{" in text[opened + 1 : closed]:
        line = numbers[text.count("\n", 0, opened)]
        raise UnreadableRow(_("Line %d: this { is not closed; write \\{ for the character itself.") % line)
    again = re.search("[{}]", text[closed + 1 :])
    if again:
        line = numbers[text.count("\n", 0, closed + 1 + again.start())]
        raise UnreadableRow(_("Line %d: there are braces once more; a question has one pair.") % line)
    return text[:opened], text[opened + 1 : closed], text[closed + 1 :]
