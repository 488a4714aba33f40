r"""Texts inside GIFT: its escapes, formats and weights.

\~ \= \# \{ \} \: are these characters themselves, \\ is a backslash and \n a new line; before anything else a
backslash is only a backslash. Escaped characters are hidden first, so that what is left of ~ = # { } has its meaning.
"""

from __future__ import annotations

import re
from decimal import Decimal

from exams.importing.html_text import has_tags, html_text

TITLE = re.compile(r"::.*?::\s*", re.DOTALL)
BLANK = "_____"
ESCAPED = re.compile(r"\\([\\~=#{}:n])")
# one for each escaped character; halves of surrogates, which no decoded text holds
PRIVATE = 0xDC00
HIDING = "\\~=#{}:n"
WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")


def hidden(text: str) -> str:
    """Return the text with each escaped character hidden."""
    return ESCAPED.sub(lambda found: chr(PRIVATE + HIDING.index(found[1])), text)


def unhidden(text: str) -> str:
    """Return the characters that were escaped."""
    for place, letter in enumerate(HIDING):
        text = text.replace(chr(PRIVATE + place), "\n" if letter == "n" else letter)
    return text


def shown(text: str, form: str) -> tuple[str, bool]:
    """Return what a reader sees of a text in this format, and whether there is a picture in it.

    Without a format of its own ("moodle") a text is taken as it stands unless it holds HTML.
    """
    plain = unhidden(text.strip()).strip()
    if form == "html" or (form == "moodle" and has_tags(plain)):
        return html_text(plain)
    return plain, False


def format_of(text: str) -> tuple[str, str]:
    """Return the format that a text says of itself, like [html], and the rest; "moodle" where it says none."""
    found = re.match(r"\s*\[(html|moodle|plain|markdown)\]", text)
    return (found[1], text[found.end() :]) if found else ("moodle", text)


def weight_of(text: str) -> tuple[Decimal | None, str]:
    """Return the weight in per cent that stands before an answer, or None, and the answer."""
    found = WEIGHT.match(text)
    return (Decimal(found[1]), text[found.end() :].lstrip()) if found else (None, text)
