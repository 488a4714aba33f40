"""Moodle's GIFT: questions as text, with the answers in braces (https://docs.moodle.org/en/GIFT_format)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from exams.importing import weighted
from exams.importing.drafts import BadRow, QuestionDraft, UnreadableRow
from exams.importing.fitting import fitting
from exams.importing.gift_text import hidden, shown, weight_of
from exams.importing.moodle_categories import category_of_path
from exams.importing.row_pieces import pieces_of_text
from exams.importing.text_file import decoded, no_question, text_lines
from exams.importing.weighted import FULL, Choice, Meant
from exams.models.questions import FALSE, TRUE, Category
from organizations.archives import BadFile

TITLE = re.compile(r"::.*?::\s*", re.DOTALL)
CATEGORY = "$CATEGORY:"
BLANK = "_____"
TRUTH = {"T": TRUE, "TRUE": TRUE, "F": FALSE, "FALSE": FALSE}
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
            words = "\n".join(passage.lines)
            bad.append(BadRow(place, str(reason), " ".join(passage.lines)[:SHOWN], pieces_of_text(words)))
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
    form, before = _format(before)
    body, *general = inside.split("####", 1)
    stem, pictured = shown(f"{before}{BLANK}{after}" if after.strip() else before, form)
    said = [shown(words, form) for words in general]
    meant, odd = _meant(body.strip(), form)
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


def _format(text: str) -> tuple[str, str]:
    """Return the format that a text says of itself, like [html], and the rest; "moodle" where it says none."""
    found = re.match(r"\s*\[(html|moodle|plain|markdown)\]", text)
    return (found[1], text[found.end() :]) if found else ("moodle", text)


def _meant(body: str, form: str) -> tuple[Meant, bool]:
    """Return what the answers mean, and whether a picture stands in them."""
    if not body:
        raise UnreadableRow(_("Such a question can't be marked by itself: leave it out, or turn it into a choice."))
    if body.startswith("#"):
        return _number(body[1:].strip(), form)
    word, *feedback = (words.strip() for words in body.split("#"))
    if word.upper() in TRUTH:
        # the first is said to who was wrong, the second to who was right
        return weighted.true_false(TRUTH[word.upper()], [shown(words, form)[0] for words in reversed(feedback)]), False
    items = _items(body)
    if "~" not in {mark for mark, _words in items}:
        if any("->" in words for _mark, words in items):
            raise UnreadableRow(_("Matching is no kind of question here: make a choice of each pair."))
        return weighted.short_answer([_choice(mark, words, form, "short")[0] for mark, words in items]), False
    choices = [_choice(mark, words, form, form) for mark, words in items]
    single = any(mark == "=" for mark, _words in items)
    return weighted.choice([each for each, _odd in choices], single=single), any(odd for _each, odd in choices)


def _items(body: str) -> list[tuple[str, str]]:
    """Return (mark, words) of each answer: = before a right one, ~ before another. Raises UnreadableRow for neither."""
    marks = re.split(r"([=~])", body)
    if marks[0].strip() or len(marks) == 1:
        raise UnreadableRow(_("Before each answer there has to be = or ~."))
    return [(mark, words.strip()) for mark, words in zip(marks[1::2], marks[2::2], strict=True)]


def _choice(mark: str, words: str, form: str, own: str) -> tuple[Choice, bool]:
    words, *feedback = words.split("#", 1)
    weight, words = weight_of(words.strip())
    if own not in ("short", "number"):
        said, words = _format(words)
        own = said if words and said != "moodle" else form
    text, odd = shown(words, own)
    weight = (FULL if mark == "=" else Decimal(0)) if weight is None else weight
    remarks = [shown(each, form) for each in feedback]
    return Choice(text, weight, "\n".join(each for each, _odd in remarks)), odd or any(odd for _each, odd in remarks)


def _number(body: str, form: str) -> tuple[Meant, bool]:
    """{#3.14:0.01}, {#3..4}, or several of them, each with = before it."""
    items = _items(body) if body.startswith("=") else [("=", body)]
    choices = [_choice(mark, words, form, "number")[0] for mark, words in items]
    numbers = [_within(each.text) for each in choices]
    choices = [replace(each, text=middle) for each, (middle, _tolerance) in zip(choices, numbers, strict=True)]
    return weighted.number(choices, [tolerance for _middle, tolerance in numbers]), False


def _within(text: str) -> tuple[str, str]:
    """Return the number and its tolerance of "3.14:0.01" or "3..4"."""
    first, dots, last = text.partition("..")
    if not dots:
        answer, _colon, tolerance = text.partition(":")
        return answer.strip(), tolerance.strip()
    try:
        low, high = Decimal(first.strip()), Decimal(last.strip())
        return str((low + high) / 2), str((high - low) / 2)
    except ArithmeticError as error:
        raise UnreadableRow(_("“%s” is no number.") % text) from error
