"""What an answer written in running text means: letters of options, right or wrong, a text or a number to fill in."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from exams.importing.answers import FALSE_WORDS, TRUE_WORDS
from exams.models.questions import FALSE, TRUE
from organizations.spreadsheets import plain

# Cyrillic and Greek capitals that a scanner takes for Latin ones
LOOK_ALIKES = str.maketrans("АВСЕНΑΒΕΗ", "ABCEHABEH")
BETWEEN_LETTERS = re.compile(r"[,、;.。/和及与()\[\]【】]")
LETTERS = re.compile(r"[A-H]{1,8}")
TICKS, CROSSES = frozenset("✓✔☑v"), frozenset("✗✘✕╳☒")
AROUND_WORDS = ".。,;:()[]【】"
BLANK = re.compile(r"[_＿]{2,}|[(（〔\[【]\s*[)）〕\]】]")
BETWEEN_TEXTS = re.compile(r"[|｜;；]")
NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,12})?")
NUMBER_WITHIN = re.compile(rf"({NUMBER.pattern})\s*±\s*(\d{{1,8}}(?:\.\d{{1,4}})?)\s*([^\d\s.]\S*)?")


def letters_of(text: str) -> str | None:
    """Return the letters, in upper case and the order as written, of an answer like "A、c" or "ABD."; else None."""
    bare = BETWEEN_LETTERS.sub("", plain(text).upper().translate(LOOK_ALIKES))
    return bare if LETTERS.fullmatch(bare) else None


def truth_of(text: str) -> str | None:
    """Return TRUE or FALSE for 对, √, 错误, ×, T …; None for what says neither."""
    word = plain(text).strip(AROUND_WORDS)
    if word in TRUE_WORDS or word in TICKS:
        return TRUE
    if word in FALSE_WORDS or word in CROSSES:
        return FALSE
    return None


def texts_of(text: str) -> tuple[str, ...]:
    """Return every text that may be filled in: they stand side by side with | or ; between them."""
    pieces = (piece.strip() for piece in BETWEEN_TEXTS.split(text.strip().removesuffix("。")))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def number_within(text: str) -> tuple[str, str, str] | None:
    """Return (number, tolerance, unit) of an answer like "3.5±0.1 米"; None for every other."""
    found = NUMBER_WITHIN.fullmatch(text.strip().removesuffix("。"))
    return (digits(found[1]), digits(found[2]), found[3] or "") if found else None


def digits(text: str) -> str:
    """Return a number the one way we write it: 0.5 for "0.50" and "+.5". Raises ValueError for what is no number."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite() or abs(number.adjusted()) > 20:
        raise ValueError(text)
    return format(number.normalize() if number else Decimal(0), "f")
