"""The questions of a case to one's own workplace: could it happen here? Three answers, in the curator's words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence


class Here(models.TextChoices):
    """Not sure is an answer: somebody then has to find out."""

    YES = "yes", _("There is")
    NO = "no", _("There is none")
    UNSURE = "unsure", _("Not sure")


@dataclass(frozen=True, slots=True)
class HereQuestion:
    """A question, the words for yes and no, and which of the two lets one sleep."""

    text: str
    yes: str
    no: str
    safe: str

    @property
    def key(self) -> str:
        """What it is called in a form. Other words are another question, wherever it stands."""
        return f"here-{hashlib.sha256(self.text.encode()).hexdigest()[:12]}"

    @property
    def worrying(self) -> tuple[str, ...]:
        """The answers that somebody has to look into."""
        return (Here.UNSURE, Here.NO if self.safe == Here.YES else Here.YES)

    @property
    def words(self) -> dict[str, str]:
        return {Here.YES: self.yes, Here.NO: self.no, Here.UNSURE: str(Here.UNSURE.label)}


@dataclass(frozen=True, slots=True)
class AskedHere:
    """A question as it is shown to one reader: its choices, each with whether it is his answer."""

    question: HereQuestion
    choices: Sequence[tuple[str, str, bool]]


def as_asked(question: HereQuestion, answer: str) -> AskedHere:
    return AskedHere(question, [(key, word, key == answer) for key, word in question.words.items()])
