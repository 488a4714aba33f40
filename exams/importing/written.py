"""Answers that are no choice, as people write them down: what is to be filled in, and steps in their order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exams.importing.layout_one import UnreadableRow

NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(?:(?:±|\+-|\+/-)\s*(\d+(?:\.\d+)?))?\s*([^\d\s].{0,11})?")
BETWEEN = re.compile(r"[;；|]")


@dataclass(frozen=True, slots=True)
class Filled:
    """What is right to fill in: several texts, or one number with its tolerance and unit."""

    answer: tuple[str, ...]
    tolerance: str = ""
    unit: str = ""

    @property
    def words(self) -> str:
        """The answer as a person writes it; reading it again gives the same."""
        if not self.tolerance:
            return "；".join(self.answer)
        around = "" if float(self.tolerance) == 0 else f"±{self.tolerance}"
        return f"{self.answer[0]}{around} {self.unit}".rstrip()


def filled(text: str) -> Filled:
    """Return what `1.5±0.1 米` or `自救器；自救装置` says is right. Raises UnreadableRow where it says nothing."""
    number = NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if number is not None:
        return Filled((number[1],), number[2] or "0", (number[3] or "").strip())
    texts = tuple(part.strip() for part in BETWEEN.split(text) if part.strip())
    if not texts:
        raise UnreadableRow(_("The answer is missing."))
    return Filled(texts)


def ordered(options: Sequence[tuple[str, str]], letters: str) -> tuple[str, ...]:
    """Return the keys of the steps in the order that CABD says. Raises UnreadableRow unless each comes once."""
    keys = [key for key, _text in options]
    order = tuple(re.sub(r"[^A-Z]", "", unicodedata.normalize("NFKC", letters).upper()))
    if len(keys) < 2 or sorted(order) != keys:
        raise UnreadableRow(
            _("The order “%(order)s” does not name each of the %(steps)d steps once.")
            % {"order": letters, "steps": len(keys)}
        )
    return order
