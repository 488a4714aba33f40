"""What a phone may send as an answer: something that the paper offered."""

from __future__ import annotations

from collections.abc import Sequence

MOST_CHARACTERS = 100  # of what is written


def is_possible(keys: Sequence[str], value: object) -> bool:
    """Whether the value can answer a question that was shown with these keys: each once at most, or a text."""
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        return False
    if not keys:
        return len(value) <= 1 and all(len(text) <= MOST_CHARACTERS for text in value)
    return len(set(value)) == len(value) and set(value) <= set(keys)
