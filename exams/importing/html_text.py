"""The words of a piece of HTML, as a reader sees them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

NEW_LINE_BEFORE = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"})
UNSEEN = frozenset({"script", "style", "head", "title"})
PICTURES = frozenset({"img", "svg", "object", "video", "audio", "iframe", "canvas", "math"})
RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
KNOWN_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|s|strong|em|sub|sup|font|ul|ol|li|table|tbody|tr|td|th|h[1-6]|a|img|pre|code)\b[^<>]*>",
    re.IGNORECASE,
)


def html_text(markup: str) -> tuple[str, bool]:
    """Return the words, a line a paragraph, and whether there is a picture or something else that words can't show."""
    reader = _Words()
    reader.feed(markup)
    reader.close()
    lines = (re.sub(r"[ \t\r\n\f]+", " ", line).strip() for line in "".join(reader.words).split("\0"))
    return "\n".join(line for line in lines if line).replace("\u00a0", " ").strip(), reader.pictured


def has_tags(text: str) -> bool:
    """Whether a text without a stated format holds HTML; "a<b" does not."""
    return KNOWN_TAG.search(text) is not None


class _Words(HTMLParser):
    """Gathers words; \\0 stands for a new line, which is more than the line ends of the markup itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.pictured = False
        self.unseen = 0
        self.small: list[dict[int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pictured = self.pictured or tag in PICTURES
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "br" or tag in NEW_LINE_BEFORE:
            self.words.append("\0")
        elif tag in ("td", "th"):
            self.words.append(" ")
        elif tag in ("sup", "sub"):
            self.small.append(RAISED if tag == "sup" else LOWERED)

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in NEW_LINE_BEFORE:
            self.words.append("\0")
        elif tag in ("sup", "sub") and self.small:
            self.small.pop()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.words.append(_small(data, self.small[-1]) if self.small else data.replace("\0", ""))


def _small(text: str, letters: dict[int, int]) -> str:
    """m² and H₂O keep their meaning; what has no small letters is set off by ^ or _."""
    if all(ord(letter) in letters for letter in text):
        return text.translate(letters)
    return f"{'^' if letters is RAISED else '_'}({text})" if text.strip() else text
