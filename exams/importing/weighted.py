"""What Moodle's weighted answers mean here: who is right, and nothing for half right.

By https://docs.moodle.org/en/GIFT_format and https://docs.moodle.org/en/Moodle_XML_format: weights are per cent; a
single choice has one answer worth 100, a multiple one whose positive weights make 100 together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from exams.importing.answers import TRUE_FALSE_OPTIONS, choice_answer
from exams.importing.drafts import MAX_OPTIONS, UnreadableRow
from exams.importing.marks import digits
from exams.models.questions import QuestionKind

FULL = Decimal(100)
NEARLY = Decimal(1)  # three times 33.333
WILDCARD = re.compile(r"(?<!\\)\*")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a question in Moodle: its text, its weight in per cent, and what is said to who chose it."""

    text: str
    weight: Decimal
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a question asks and what is right."""

    kind: str
    options: tuple[tuple[str, str], ...]
    answer: tuple[str, ...]
    explanation: str = ""
    tolerance: str = ""
    unit: str = ""


def choice(choices: Sequence[Choice], *, single: bool) -> Meant:
    """Return the single or multiple choice. Raises UnreadableRow where the weights name no right answer."""
    if len(choices) > MAX_OPTIONS:
        raise UnreadableRow(_("An option is empty, or there are more than eight."))
    options = tuple(zip("ABCDEFGH", (each.text for each in choices), strict=False))
    positive = [(key, each.weight) for (key, _text), each in zip(options, choices, strict=True) if each.weight > 0]
    if single:
        right = [key for key, weight in positive if weight >= FULL]
        if len(right) > 1:
            raise UnreadableRow(_("Several answers are each wholly right: give them weights that make 100 together."))
    else:
        right = [key for key, _weight in positive]
        if right and abs(sum(weight for _key, weight in positive) - FULL) > NEARLY:
            raise UnreadableRow(_("The weights of the right answers don't make 100 together."))
    kind = QuestionKind.SINGLE if single else QuestionKind.MULTIPLE
    said = [f"{key}：{each.feedback}" for (key, _text), each in zip(options, choices, strict=True) if each.feedback]
    return Meant(kind, options, choice_answer(kind, options, "".join(right)), "\n".join(said))


def true_false(right: str, feedback: Sequence[str] = ()) -> Meant:
    return Meant(QuestionKind.TRUE_FALSE, TRUE_FALSE_OPTIONS, (right,), "\n".join(filter(None, feedback)))


def short_answer(choices: Sequence[Choice]) -> Meant:
    """Return every text that is wholly right. Raises UnreadableRow for a wildcard: it can't be marked."""
    right = [each for each in choices if each.weight >= FULL and each.text]
    if not right:
        raise UnreadableRow(_("The answer is missing."))
    if any(WILDCARD.search(each.text) for each in right):
        raise UnreadableRow(_("An answer with * for any letters can't be marked: write each answer out."))
    texts = tuple(dict.fromkeys(each.text.replace("\\*", "*") for each in right))
    return Meant(QuestionKind.FILL, (), texts, _feedback(choices))


def number(choices: Sequence[Choice], tolerances: Sequence[str], unit: str = "") -> Meant:
    """Return the number that is wholly right, within its tolerance. Raises UnreadableRow where it is not one."""
    right = [(each.text, within) for each, within in zip(choices, tolerances, strict=True) if each.weight >= FULL]
    if len(set(right)) != 1:
        raise UnreadableRow(_("One number has to be right, and it alone."))
    try:
        answer, tolerance = digits(right[0][0]), digits(right[0][1] or "0")
    except ValueError as error:
        raise UnreadableRow(_("“%s” is no number.") % ":".join(filter(None, right[0]))) from error
    return Meant(QuestionKind.FILL, (), (answer,), _feedback(choices), tolerance, unit)


def _feedback(choices: Sequence[Choice]) -> str:
    return "\n".join(dict.fromkeys(each.feedback for each in choices if each.feedback))
