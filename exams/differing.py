"""What differs between two texts, for who reads them side by side."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def marked(one: str, other: str) -> tuple[SafeString, SafeString]:
    """Return both texts as HTML, with <mark> around the characters that only one of them has there."""
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return (
        _html((one[start:end], kind == "equal") for kind, start, end, _first, _last in steps),
        _html((other[start:end], kind == "equal") for kind, _first, _last, start, end in steps),
    )


def _html(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    shown = (format_html("{}" if is_same else "<mark>{}</mark>", piece) for piece, is_same in pieces if piece)
    return format_html_join("", "{}", ((piece,) for piece in shown))
