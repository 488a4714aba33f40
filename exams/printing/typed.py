"""Reading what a clerk types from an answer sheet: one line a part, the way it is read aloud. Pure.

Single choice and true or false: one sign a question, ACBD or 对错对. Several right ones, and steps in order: groups
with a space or comma between, AD,ABC,B. Words: one line a question. A hyphen stands for what was not answered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from exams.drawing.papers import DrawnPaper
from exams.errors import Unreadable
from exams.models.questions import FALSE, TRUE, QuestionKind

BLANK = "-"
BETWEEN = re.compile(r"[\s,;、/]+")
ONE_SIGN_EACH = frozenset({QuestionKind.SINGLE, QuestionKind.TRUE_FALSE})
WORDS = {"正确": TRUE, "错误": FALSE}
SIGNS = {
    **dict.fromkeys("对是√✓✔TY正", TRUE),
    **dict.fromkeys("错否×✗✘XFN误", FALSE),
}
LONGEST_TEXT = 100
EXAMPLES = {
    QuestionKind.SINGLE: ("A", "ACB-D"),
    QuestionKind.MULTIPLE: ("AD", "AD,ABC,-,B"),
    QuestionKind.TRUE_FALSE: ("对", "对错对-"),
    QuestionKind.ORDER: ("BADC", "BADC,CABD,-,ABDC"),
    QuestionKind.HAZARD: ("", ""),
    QuestionKind.FILL: ("", ""),
}

Answer = list[str]


@dataclass(frozen=True, slots=True)
class TypedPart:
    """A run of questions of one kind; `first` is the slot of the first, `keys` those shown for each."""

    kind: str
    first: int
    keys: tuple[tuple[str, ...], ...]

    @property
    def name(self) -> str:
        return f"part{self.first}"

    @property
    def last_number(self) -> int:
        return self.first + len(self.keys)

    @property
    def is_written(self) -> bool:
        return self.kind == QuestionKind.FILL

    @property
    def is_one(self) -> bool:
        return len(self.keys) == 1

    @property
    def example(self) -> str:
        """A line that could be typed: several answers, or the one that is asked for."""
        one, several = EXAMPLES[QuestionKind(self.kind)]
        return one if self.is_one else several


def parts_of_form(paper: DrawnPaper, kinds: Mapping[int, str]) -> list[TypedPart]:
    """Return the runs of the same kind, in the order of the form."""
    parts, first = [], 0
    for kind, run in groupby(paper, key=lambda line: kinds[line[0]]):
        keys = tuple(tuple(line[1]) for line in run)
        parts.append(TypedPart(kind, first, keys))
        first += len(keys)
    return parts


def read_part(part: TypedPart, text: str) -> list[Answer]:
    """Return the answers of the part's questions. Raises Unreadable, saying at which number."""
    signs = _signs(part, text)
    if len(signs) != len(part.keys) and part.is_one:
        said = {"number": part.last_number, "typed": len(signs)}
        raise Unreadable(_("No. %(number)d: one answer is needed, %(typed)d are typed. Type - for none.") % said)
    if len(signs) != len(part.keys):
        said = {"needed": len(part.keys), "typed": len(signs), "first": part.first + 1, "last": part.last_number}
        raise Unreadable(
            _("No. %(first)d to %(last)d: %(needed)d answers are needed, %(typed)d are typed. Type - for none.") % said
        )
    return [_answer(part, number, sign) for number, sign in enumerate(signs)]


def shown(part: TypedPart, number: int, answer: Sequence[str]) -> str:
    """Return an answer as it is typed; `number` is its place in the part."""
    if not answer:
        return BLANK
    if part.kind == QuestionKind.TRUE_FALSE:
        return "对" if answer == [TRUE] else "错"
    if part.is_written:
        return answer[0]
    letters = (chr(ord("A") + part.keys[number].index(key)) for key in answer)
    return "".join(letters if part.kind == QuestionKind.ORDER else sorted(letters))


def _signs(part: TypedPart, text: str) -> list[str]:
    if part.is_written:
        return [line.strip() for line in text.strip("\r\n").splitlines()]
    plain = unicodedata.normalize("NFKC", text).upper().replace("—", BLANK).replace("_", BLANK)
    if part.kind == QuestionKind.TRUE_FALSE:
        for word, sign in WORDS.items():
            plain = plain.replace(word, sign)
    groups = [group for group in BETWEEN.split(plain) if group]
    return list("".join(groups)) if part.kind in ONE_SIGN_EACH else groups


def _answer(part: TypedPart, number: int, sign: str) -> Answer:
    if sign in {BLANK, ""}:
        return []
    if part.is_written:
        return [sign[:LONGEST_TEXT]]
    keys = part.keys[number]
    if part.kind == QuestionKind.TRUE_FALSE:
        chosen = [SIGNS.get(sign, "")]
    else:
        by_letter = {chr(ord("A") + place): key for place, key in enumerate(keys)}
        chosen = [by_letter.get(letter, "") for letter in sign]
    if not set(chosen) <= set(keys) or len(set(chosen)) < len(chosen):
        raise Unreadable(
            _("No. %(number)d: “%(sign)s” can't be. Look at the sheet again.")
            % {"number": part.first + number + 1, "sign": sign}
        )
    return chosen if part.kind == QuestionKind.ORDER else sorted(chosen)
