"""The code that a screen waits with: six characters, read across a hall, typed at a desk. Pure."""

from __future__ import annotations

import re
import secrets

from exams.receipts.codes import LETTERS
from leaderboard.models.screens import CODE_LENGTH

CODE = re.compile(f"[{LETTERS}]{{{CODE_LENGTH}}}")
BETWEEN = re.compile(r"[\s-]+")


def new_code() -> str:
    """Return a code like 7K3M9Q: one of 729 million, good for ten minutes, so that guessing one is hopeless."""
    return "".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH))


def plain(typed: str) -> str:
    """Return the code that somebody typed, whatever stands between its characters; empty where there is none."""
    said = BETWEEN.sub("", typed).upper()
    return said if CODE.fullmatch(said) else ""


def spaced(code: str) -> str:
    """Return the code in two halves, as it is read out."""
    half = CODE_LENGTH // 2
    return f"{code[:half]} {code[half:]}"
