"""Numbers of certificates: a clerk reads one out over the telephone, and nobody guesses one."""

from __future__ import annotations

import re
from datetime import date

from exams.receipts.codes import CODE, new_receipt

NUMBER = re.compile(rf"JZ[-\s]?(\d{{4}})[-\s]?(\d{{2}})[-\s]?{CODE.pattern}")
IN_ADDRESS = re.compile(r"/certificates/([^/?#]+)/")


def new_number(day: date) -> str:
    """Return a number like JZ-2024-03-7K3M-92QF: the month of issue, and a code of which a month has 30⁸.

    A running number could be guessed, and whoever counted up would read the names of a whole county.
    """
    return f"JZ-{day:%Y-%m}-{new_receipt()}"


def plain_number(typed: str) -> str:
    """Return the number that somebody typed, or that stands in the address of a QR code; empty where there is none."""
    found = IN_ADDRESS.search(typed)
    number = NUMBER.fullmatch((found[1] if found else typed).strip().upper())
    return "JZ-{}-{}-{}-{}".format(*number.groups()) if number else ""
