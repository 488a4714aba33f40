"""A question on its way in: what a row of a file was understood to say."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any, Self

from exams.models.questions import Category
from exams.pictures.drafts import DraftPicture

MAX_OPTIONS = 8


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A whole question. `options` is ((key, text), …); `answer` is what a QuestionVersion says of its own, by kind;
    `place` says where it stood. No industries means all of them, no posts too (`posts` are names of kinds of post).
    `tolerance` is a number in decimal digits, or empty.
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
    pictures: tuple[DraftPicture, ...] = ()

    @property
    def stem_key(self) -> str:
        return stem_key(self.stem)

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
    """A row that is no question: where, why, and the text that gave offence."""

    place: str
    reason: str
    text: str = ""


class UnreadableRow(ValueError):
    """Why one row is no question; becomes a BadRow."""


def stem_key(stem: str) -> str:
    """Return what makes a stem the same question within one bank: its characters, white space aside.

    Stems that differ by a comma are kept apart: a person has to say whether they ask the same. 64 hexadecimal digits.
    """
    return hashlib.sha256("".join(stem.split()).encode()).hexdigest()
