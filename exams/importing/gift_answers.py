"""What stands in the braces of a question in GIFT."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from exams.importing import weighted
from exams.importing.drafts import UnreadableRow
from exams.importing.gift_text import format_of, shown, weight_of
from exams.importing.weighted import FULL, Choice, Meant
from exams.models.questions import FALSE, TRUE

TRUTH = {"T": TRUE, "TRUE": TRUE, "F": FALSE, "FALSE": FALSE}


def meant_by(body: str, form: str) -> tuple[Meant, bool]:
    """Return what the answers mean, and whether a picture stands in them. Raises UnreadableRow."""
    if not body:
        raise UnreadableRow(_("Such a question can't be marked by itself: leave it out, or turn it into a choice."))
    if body.startswith("#"):
        return _number(body[1:].strip(), form)
    word, *feedback = (words.strip() for words in body.split("#"))
    if word.upper() in TRUTH:
        # the first is said to who was wrong, the second to who was right
        return weighted.true_false(TRUTH[word.upper()], [shown(words, form)[0] for words in reversed(feedback)]), False
    items = items_of(body)
    if "~" not in {mark for mark, _words in items}:
        if any("->" in words for _mark, words in items):
            raise UnreadableRow(_("Matching is no kind of question here: make a choice of each pair."))
        return weighted.short_answer([choice_of(mark, words, form, "short")[0] for mark, words in items]), False
    choices = [choice_of(mark, words, form, form) for mark, words in items]
    single = any(mark == "=" for mark, _words in items)
    return weighted.choice([each for each, _odd in choices], single=single), any(odd for _each, odd in choices)


def items_of(body: str) -> list[tuple[str, str]]:
    """Return (mark, words) of each answer: = before a right one, ~ before another. Raises UnreadableRow for neither."""
    marks = re.split(r"([=~])", body)
    if marks[0].strip() or len(marks) == 1:
        raise UnreadableRow(_("Before each answer there has to be = or ~."))
    return [(mark, words.strip()) for mark, words in zip(marks[1::2], marks[2::2], strict=True)]


def choice_of(mark: str, words: str, form: str, own: str) -> tuple[Choice, bool]:
    """Return one answer, and whether a picture stands in it; `own` is the format of its words where they say none."""
    words, *feedback = words.split("#", 1)
    weight, words = weight_of(words.strip())
    if own not in ("short", "number"):
        said, words = format_of(words)
        own = said if words and said != "moodle" else form
    text, odd = shown(words, own)
    weight = (FULL if mark == "=" else Decimal(0)) if weight is None else weight
    remarks = [shown(each, form) for each in feedback]
    return Choice(text, weight, "\n".join(each for each, _odd in remarks)), odd or any(odd for _each, odd in remarks)


def _number(body: str, form: str) -> tuple[Meant, bool]:
    """{#3.14:0.01}, {#3..4}, or several of them, each with = before it."""
    items = items_of(body) if body.startswith("=") else [("=", body)]
    choices = [choice_of(mark, words, form, "number")[0] for mark, words in items]
    numbers = [within(each.text) for each in choices]
    choices = [replace(each, text=middle) for each, (middle, _tolerance) in zip(choices, numbers, strict=True)]
    return weighted.number(choices, [tolerance for _middle, tolerance in numbers]), False


def within(text: str) -> tuple[str, str]:
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
