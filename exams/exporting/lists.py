"""Several texts in one cell of our own file, and back: plain where that is certain, else a JSON list of texts."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

# a text to fill in that holds one of these could be taken for several
SEVERAL = re.compile(r"[|｜;；,，、/\\\[\]\"“”\s或]")
BETWEEN_TEXTS = re.compile(r"[|｜;；]")
BETWEEN_NAMES = re.compile(r"[、,，;；]")
NOT_IN_NAMES = re.compile(r"[、,，;；\[]|^\s|\s$|^$")


def listed(texts: Sequence[str]) -> str:
    """Return one plain text as it is, and what could be misread as a JSON list."""
    if len(texts) == 1 and not SEVERAL.search(texts[0]):
        return texts[0]
    return _as_json(texts)


def texts_in(cell: str) -> tuple[str, ...]:
    """Return what `listed` wrote; also the texts that a person wrote with ； between. Raises ValueError for a list
    that is none.
    """
    if cell.startswith("["):
        return _of_json(cell)
    return _parted(cell, BETWEEN_TEXTS)


def joined(names: Sequence[str]) -> str:
    """Return the names with 、 between them."""
    return _as_json(names) if any(NOT_IN_NAMES.search(name) for name in names) else "、".join(names)


def names_in(cell: str) -> tuple[str, ...]:
    """Return what `joined` wrote. Raises ValueError for a list that is none."""
    return _of_json(cell) if cell.startswith("[") else _parted(cell, BETWEEN_NAMES)


def _parted(cell: str, between: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in between.split(cell) if text.strip()))


def _as_json(texts: Sequence[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)


def _of_json(cell: str) -> tuple[str, ...]:
    try:
        texts = json.loads(cell)
    except RecursionError as error:
        raise ValueError(cell) from error
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise ValueError(cell)
    return tuple(texts)
