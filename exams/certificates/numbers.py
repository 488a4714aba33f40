"""Numbers of certificates: a clerk reads one out over the telephone, and nobody guesses one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from exams.receipts.codes import CODE, new_receipt


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one kind of certificate: how they begin, and below which folder of the site one is checked."""

    begin: str
    folder: str

    def new(self, day: date) -> str:
        """Return a number like JZ-2024-03-7K3M-92QF: the month of issue, and a code of which a month has 30⁸.

        A running number could be guessed, and whoever counted up would read the names of a whole county.
        """
        return f"{self.begin}-{day:%Y-%m}-{new_receipt()}"

    def plain(self, typed: str) -> str:
        """Return the number that somebody typed, or that stands in the address of a QR code; empty for neither."""
        found = re.search(rf"/{self.folder}/([^/?#]+)/", typed)
        number = re.compile(rf"{self.begin}[-\s]?(\d{{4}})[-\s]?(\d{{2}})[-\s]?{CODE.pattern}").fullmatch(
            (found[1] if found else typed).strip().upper()
        )
        return "-".join((self.begin, *number.groups())) if number else ""


OF_EXAMS = Numbers("JZ", folder="certificates")
