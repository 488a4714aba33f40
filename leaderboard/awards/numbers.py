"""Numbers of certificates of honour: like those of exams, and told apart from them by how they begin."""

from __future__ import annotations

import re
from datetime import date

from exams.receipts.codes import CODE, new_receipt

NUMBER = re.compile(rf"RY[-\s]?(\d{{4}})[-\s]?(\d{{2}})[-\s]?{CODE.pattern}")
IN_ADDRESS = re.compile(r"/honours/([^/?#]+)/")


def new_award_number(day: date) -> str:
    """Return a number like RY-2024-03-7K3M-92QF: the month of the approval, and a code that nobody guesses."""
    return f"RY-{day:%Y-%m}-{new_receipt()}"


def plain_award_number(typed: str) -> str:
    """Return the number that somebody typed, or that stands in the address of a QR code; empty where there is none."""
    found = IN_ADDRESS.search(typed)
    number = NUMBER.fullmatch((found[1] if found else typed).strip().upper())
    return "RY-{}-{}-{}-{}".format(*number.groups()) if number else ""
