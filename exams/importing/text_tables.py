"""Whether a text is a table: what Excel and WPS paste, a row a line, with tabs between the cells."""

from __future__ import annotations

import csv
import io
import re
from itertools import dropwhile

# what Word pastes of lists, "1、<tab>…" and "A.<tab>…", and options side by side: lines, not rows
NUMBER = re.compile(r"\d+\s*[.．、:：)）]")
OPTION = re.compile(r"[A-Ha-h]\s*[.．、:：)）]")
FEWEST_ROWS = 2
MOST_OTHERS = 0.2  # lines like 二、多选题 among the rows


def is_table(text: str) -> bool:
    """Whether the text is a table, with a line or two above it that are none."""
    try:
        rows = [[cell for cell in row if cell.strip()] for row in csv.reader(io.StringIO(text), delimiter="\t")]
    except csv.Error:
        return False
    rows = list(dropwhile(lambda row: len(row) < 2, (row for row in rows if row)))
    wide = [row for row in rows if len(row) > 1]
    listed = sum(_is_listed(row) for row in wide)
    return len(wide) >= FEWEST_ROWS and len(wide) >= (1 - MOST_OTHERS) * len(rows) and listed * 2 < len(wide)


def _is_listed(row: list[str]) -> bool:
    first = row[0].strip()
    return bool(OPTION.match(first)) or (len(row) == 2 and bool(NUMBER.fullmatch(first)))
