"""Moodle's weighted answers as a person would write them into the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import ascii_uppercase

from exams.importing.weighted import FULL, Choice

TRUE_WORD, FALSE_WORD = "对", "错"


def lettered(choices: Sequence[Choice]) -> tuple[str, str]:
    """Return the options, one a line, and the letters of those that have any weight."""
    options = "\n".join(f"{key}. {each.text}" for key, each in zip(ascii_uppercase, choices, strict=False))
    right = (key for key, each in zip(ascii_uppercase, choices, strict=False) if each.weight > 0)
    return options, "".join(right)


def accepted(choices: Iterable[Choice]) -> str:
    """Return every text that is wholly right, with ； between them."""
    return "；".join(dict.fromkeys(each.text for each in choices if each.weight >= FULL and each.text))
