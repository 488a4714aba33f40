"""A question on its way in: what a row of a file was understood to say."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from exams.models.questions import Category
from exams.pictures.drafts import DraftPicture

MAX_OPTIONS = 8
ROOM_AT_THE_END = re.compile(r"(?:[_＿]{2,}|[(（〔\[【][)）〕\]】])\Z")
Pieces = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A whole question. `options` is ((key, text), …); `answer` is what a QuestionVersion says of its own, by kind;
    `place` says where it stood. No industries means all of them, no posts too (`posts` are names of kinds of post).
    `tolerance` is a number in decimal digits, or empty; `basis_procedure` the
    key of a procedure, or empty. `unknown_subject` is what the file calls its subject where that
    is none of ours.
    """

    place: str
    kind: str
    stem: str
    options: tuple[tuple[str, str], ...]
    answer: tuple[str, ...]
    explanation: str = ""
    category: str = Category.GENERAL
    difficulty: int = 1
    industries: tuple[str, ...] = ()
    basis_text: str = ""
    basis_version: str = ""
    basis_article: str = ""
    basis_quote: str = ""
    posts: tuple[str, ...] = ()
    tolerance: str = ""
    unit: str = ""
    background: str = ""
    basis_case: int | None = None
    basis_procedure: str = ""
    pictures: tuple[DraftPicture, ...] = ()
    unknown_subject: str = field(default="", compare=False)

    @property
    def stem_key(self) -> str:
        return stem_key(self.background + self.stem)

    @property
    def key(self) -> str:
        """Return what tells it from the other questions of its file, and stays the same when the file is read again."""
        return f"{self.place}#{self.stem_key[:12]}"

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "pictures": [picture.as_data() for picture in self.pictures]}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        options = tuple((key, text) for key, text in data["options"])
        lists = {name: tuple(data[name]) for name in ("answer", "industries", "posts")}
        pictures = tuple(DraftPicture.from_data(picture) for picture in data.get("pictures", ()))
        return cls(**{**data, "options": options, **lists, "pictures": pictures})


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is no question: where, why, and the text that gave offence.

    `pieces` are what could be read of it all the same, (field of the form in which it is mended, text).
    `is_sheet`: it speaks of a whole sheet, of which nothing was read. `key` tells it from others at the same place.
    """

    place: str
    reason: str
    text: str = ""
    pieces: Pieces = ()
    is_sheet: bool = False
    key: str = ""


def keyed(bad: Sequence[BadRow]) -> list[BadRow]:
    """Return the bad rows with keys that stay the same when the file is read again: the place, and which one there."""
    found: list[BadRow] = []
    count: Counter[str] = Counter()
    for row in bad:
        count[row.place] += 1
        nth = count[row.place]
        found.append(replace(row, key=row.place if nth == 1 else f"{row.place}#{nth}"))
    return found


class UnreadableRow(ValueError):
    """Why one row is no question; becomes a BadRow."""


def stem_key(stem: str) -> str:
    """Return what makes a stem the same question within one bank: its characters, white space aside.

    Room for the answer behind the last word says nothing of what is asked: the same question stands on paper with
    （　　） and on the screen without.

    What happened is read before the stem: under two cases the same words ask for different things.

    Stems that differ by a comma are kept apart: a person has to say whether they ask the same. 64 hexadecimal digits.
    """
    bare = "".join(stem.split())
    return hashlib.sha256((ROOM_AT_THE_END.sub("", bare) or bare).encode()).hexdigest()
