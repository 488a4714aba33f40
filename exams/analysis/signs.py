"""What speaks against a question: each bad sign, how heavy it weighs, and the sentence that says it. No database.

Signs are evidence for a person, never a verdict. None is given on fewer than LEAST_ASKED sittings, none on an answer
that fewer than LEAST_CHOSE gave, and a difference counts only beyond two standard errors, so that chance alone brings
one in forty at most.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum
from math import sqrt

from django.utils.translation import gettext as _

from exams.analysis.items import LEAST_ASKED, AnswerSums, ItemSums
from exams.models.questions import QuestionKind

LEAST_CHOSE = 5
BEYOND = 2  # standard errors
WEAK = 0.20  # a discrimination that is surely below this hardly tells who knows it
MUCH_OMITTED = 0.10
LEAST_FOR_IDLE = 50


class Weight(IntEnum):
    """What is looked at first, the heaviest at the top."""

    KEY = 0
    NOBODY = 1
    BACKWARDS = 2
    GUESSED = 3
    OMITTED = 4
    WEAK = 5
    EVERYBODY = 6
    IDLE = 7


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks against a question."""

    weight: Weight
    text: str

    @property
    def tone(self) -> str:
        if self.weight <= Weight.BACKWARDS:
            return "bad"
        return "info" if self.weight == Weight.IDLE else "warn"

    @property
    def doubts_the_key(self) -> bool:
        """Whether the first thing to look at is the answer that counts as right."""
        return self.weight <= Weight.GUESSED


def signs_of(
    kind: str, item: ItemSums, answers: Mapping[str, AnswerSums], options: Collection[str] = ()
) -> tuple[Sign, ...]:
    """Return what speaks against a question, the heaviest first. `options` are the keys that could be chosen."""
    if item.asked < LEAST_ASKED:
        return ()
    found = [
        _key(answers),
        _nobody(item),
        _backwards(item),
        _guessed(kind, item, options),
        _omitted(item),
        _weak(item),
        _everybody(item),
        _idle(kind, item, answers, options),
    ]
    signs = sorted((sign for sign in found if sign is not None), key=lambda sign: sign.weight)
    # who looks at the key because of one of these learns nothing more from the lighter ones
    return tuple(signs[:1] if signs and signs[0].doubts_the_key else signs)


def _key(answers: Mapping[str, AnswerSums]) -> Sign | None:
    """Those who chose a wrong answer know more than those who chose the right one: perhaps it is the right one."""
    right = AnswerSums()
    for answer in answers.values():
        if answer.is_right:
            right.join(answer)
    better = [words for words, answer in answers.items() if not answer.is_right and _knows_more(answer, right)]
    if not better:
        return None
    wrong = max(better, key=lambda words: (answers[words].mean_rest or 0, words))
    names = {"wrong": wrong, "right": " / ".join(words for words, answer in answers.items() if answer.is_right)}
    text = _(
        "Who chose %(wrong)s did better on all other questions than who chose the right answer %(right)s: check it."
    )
    return Sign(Weight.KEY, text % names)


def _knows_more(one: AnswerSums, other: AnswerSums) -> bool:
    if one.people < LEAST_CHOSE or other.people < LEAST_CHOSE:
        return False
    ahead = (one.mean_rest or 0.0) - (other.mean_rest or 0.0)
    return ahead > 0 and ahead > BEYOND * sqrt(one.error_squared + other.error_squared)


def _nobody(item: ItemSums) -> Sign | None:
    if item.right:
        return None
    return Sign(Weight.NOBODY, _("Nobody has it right: check the answer and the words of the question."))


def _backwards(item: ItemSums) -> Sign | None:
    found = item.discrimination
    if found is None or found > -BEYOND / sqrt(item.asked):
        return None
    return Sign(
        Weight.BACKWARDS,
        _("Who has it right did worse on all other questions: check the answer, or whether the words mislead."),
    )


def _guessed(kind: str, item: ItemSums, options: Collection[str]) -> Sign | None:
    """Of four options a quarter is right by chance; fewer than that means that something leads astray."""
    if kind not in {QuestionKind.SINGLE, QuestionKind.TRUE_FALSE} or len(options) < 2:
        return None
    share, chance = item.right / item.asked, 1 / len(options)
    if share > chance - BEYOND * sqrt(chance * (1 - chance) / item.asked):
        return None
    return Sign(Weight.GUESSED, _("Fewer have it right than by guessing: check the answer, or teach it."))


def _omitted(item: ItemSums) -> Sign | None:
    if item.omitted < MUCH_OMITTED * item.asked:
        return None
    text = _("%(people)d of %(asked)d left it out: is it clear what is asked?")
    return Sign(Weight.OMITTED, text % {"people": item.omitted, "asked": item.asked})


def _weak(item: ItemSums) -> Sign | None:
    found = item.discrimination
    if found is None or found + BEYOND / sqrt(item.asked) > WEAK or not item.right:
        return None
    return Sign(Weight.WEAK, _("Who knows much and who knows little have it right alike: it hardly tells them apart."))


def _everybody(item: ItemSums) -> Sign | None:
    if item.right < item.asked:
        return None
    return Sign(Weight.EVERYBODY, _("Everybody has it right: it tells nothing of who knows what. Change it next time."))


def _idle(kind: str, item: ItemSums, answers: Mapping[str, AnswerSums], options: Collection[str]) -> Sign | None:
    """A choice that nobody takes is no choice; where everybody is right that has been said."""
    if kind != QuestionKind.SINGLE or item.asked < LEAST_FOR_IDLE or item.right == item.asked:
        return None
    idle = [key for key in options if key not in answers]
    if not idle:
        return None
    return Sign(Weight.IDLE, _("Nobody chose %s: a choice that misleads nobody is none.") % "、".join(idle))
