"""When a question that was answered wrongly comes back. Pure: no database, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

# days until it comes back, by how often in a row it has been right since it was last wrong
PAUSES = (1, 3, 10, 30, 60)
RIGHT_TO_LEAVE = len(PAUSES)


@dataclass(frozen=True, slots=True)
class Box:
    """Where a question stands in the wrong-question book: right how often in a row, and when it is asked next."""

    right_in_a_row: int
    due_on: date

    def after(self, *, is_right: bool, day: date) -> Box | None:
        """Return where it stands once it is answered on that day; None when it has left the book.

        A wrong answer begins anew. A right one counts only when it was due: five on one evening are not five.
        """
        if not is_right:
            return entered(day)
        if day < self.due_on:
            return self
        return None if self.right_in_a_row + 1 == RIGHT_TO_LEAVE else _box(self.right_in_a_row + 1, day)


def entered(day: date) -> Box:
    """Return where a question stands that was answered wrongly on that day: it comes back the next."""
    return _box(0, day)


def _box(right_in_a_row: int, day: date) -> Box:
    return Box(right_in_a_row, day + timedelta(days=PAUSES[right_in_a_row]))
