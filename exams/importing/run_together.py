"""Options that stand on lines of their own, several on a line, or behind the question on the same line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from exams.importing.drafts import UnreadableRow
from exams.importing.marks import LOOK_ALIKES
from organizations.spreadsheets import plain

_KEY = r"(?P<key>[A-Ha-hＡ-ＨАВСЕНΑΒΕΗ])"
FIRST = re.compile(rf"[\[【(（]?\s*{_KEY}\s*(?:[.．、:：)）\]】。,，·;；]|\s|(?=[\u4e00-\u9fff]))\s*")
INNER = re.compile(rf"(?<![A-Za-z0-9])[\[【(（]?{_KEY}\s*[.．、:：)）\]】]\s*")
AFTER_SPACE = re.compile(rf"(?<=[\s)）。？?!！_:：])[\[【(（]?{_KEY}\s*[.．、:：)）\]】]\s*")
Options = tuple[tuple[str, str], ...]


def options_of(lines: Sequence[str]) -> Options:
    """Return ((key, text), …) of lines that each begin with an option. Raises UnreadableRow unless they run A, B, C …

    A line is cut at "C." only if the next line does not begin with C: "A.维生素B、维生素C" stays whole before "B.".
    """
    begins = [_key(FIRST.match(line)) for line in lines]
    options: list[tuple[str, str]] = []
    for line, begin, following in zip(lines, begins, [*begins, ""][1:], strict=True):
        last = chr(ord(following) - 1) if following else "H"
        options += _cut(line, begin, last)
    keys = "".join(key for key, _text in options)
    if not "ABCDEFGH".startswith(keys):
        raise UnreadableRow(_("The options are not A, B, C … in order: they read %s.") % "、".join(keys))
    beyond = [key for key in "ABCDEFGH"[len(keys) :] if any(_stray(text, key) for _key, text in options)]
    if beyond:
        raise UnreadableRow(_("The options are not A, B, C … in order: put each on a line of its own."))
    return tuple(options)


def split_stem(stem: str) -> tuple[str, Options]:
    """Return the stem and the options behind it on the same line; only where A and B stand apart from what is before.

    "维生素A、维生素B" is no list of options, and neither is a question that begins with "A、B 两类火灾".
    """
    for first in reversed(list(AFTER_SPACE.finditer(stem))):  # the first A may be the answer in its bracket
        if _key(first) == "A" and stem[: first.start()].strip():
            options = _cut(stem[first.start() :], "A", "H")
            if len(options) > 1 and all(text for _key, text in options):
                return stem[: first.start()].strip(), tuple(options)
    return stem, ()


def _cut(line: str, begin: str, last: str) -> list[tuple[str, str]]:
    first = FIRST.match(line)
    cuts: list[tuple[str, int, int]] = [(begin, 0, first.end() if first else 0)]
    for found in INNER.finditer(line, cuts[0][2]):
        if _key(found) == chr(ord(cuts[-1][0]) + 1) and _key(found) <= last:
            cuts.append((_key(found), found.start(), found.end()))
    ends = [start for _key, start, _end in cuts[1:]] + [len(line)]
    return [(key, line[begun:end].strip()) for (key, _start, begun), end in zip(cuts, ends, strict=True)]


def _stray(text: str, key: str) -> bool:
    return any(_key(found) == key for found in AFTER_SPACE.finditer(text))


def _key(found: re.Match[str] | None) -> str:
    return plain(found["key"]).upper().translate(LOOK_ALIKES) if found else ""
