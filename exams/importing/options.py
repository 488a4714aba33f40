"""The options of a question: told apart in one cell, or gathered from a column each."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from exams.importing.drafts import MAX_OPTIONS, UnreadableRow
from exams.pictures.alone import PICTURE_ALONE

Options = tuple[tuple[str, str], ...]
LETTERS = "ABCDEFGH"
_LETTER = r"[(（\[【]?([A-HＡ-Ｈa-hａ-ｈ])[)）\]】]?"
_MARK = r"[.．、:：)）]+"  # A.：too: slips of the finger go with the label
# a label begins the text, or follows what parts one option from the next: B.3 within a text is none
LABEL_IN_TEXT = re.compile(rf"(?:^|(?<=[\s;；|,，。/]))(?:{_LETTER}\s*{_MARK}|[(（\[【]([A-HＡ-Ｈ])[)）\]】])\s*")
LABEL_ANYWHERE = re.compile(rf"(?<![A-Za-z0-9])([A-HＡ-Ｈ])\s*{_MARK}\s*")
LABEL = re.compile(rf"^\s*(?:{_LETTER}\s*{_MARK}|[(（\[【]([A-HＡ-Ｈ])[)）\]】])\s*")
BARE_LABEL = re.compile(r"^\s*([A-HＡ-Ｈ])(?![A-Za-z])\s*")
BARE_LETTER = re.compile(r"(?<![A-Za-z0-9])([A-HＡ-Ｈ])(?![A-Za-z0-9])\s*")
HARD_SEPARATORS = ("**", "##")
SOFT_SEPARATORS = tuple(re.compile(mark) for mark in (r"[|｜]", r"[;；]", r"\t|\s{2,}", r"/", r"[,，、]"))
LOOSE_ENDS = ";；|,，、"
NOTHING = frozenset({"/", "\\", "-", "—", "——"})  # how people fill a cell that has no option


def split_options(text: str) -> Options:
    """Return ((key, text), …) of a cell like `**A.正确**B.错误`, `A:…##B:…`, or one option a line.

    An option that is empty between others stays, with an empty text: `check_options` names it. Raises UnreadableRow
    where the labels leave a letter out or have one twice.
    """
    text = text.strip()
    if text[:1] in {"[", "{"} and (known := _of_json(text)):
        return known
    for separator in HARD_SEPARATORS:
        if separator in text:
            return _labelled(_without_ends([piece.strip() for piece in text.split(separator)]))
    pieces = _cut_at(LABEL_IN_TEXT, text)
    if len(pieces) < 2:
        pieces = [line.strip() for line in text.splitlines() if line.strip()]
    if len(pieces) == 1:
        pieces = _in_one_line(pieces[0])
    return _labelled(pieces)


def gather_options(cells: Sequence[str]) -> Options:
    """Return ((key, text), …) of cells that stand for A, B, C …; those left empty at the end are no options."""
    texts = ["" if cell.strip() in NOTHING else cell.strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    if texts and all(not text or _label(LABEL, text) == key for key, text in zip(LETTERS, texts, strict=False)):
        texts = [LABEL.sub("", text) for text in texts]
    return _keyed(texts)


def check_options(options: Options) -> None:
    """Raise UnreadableRow for fewer than two options, more than eight, one that is empty, or two that are the same.

    Options that are pictures alone have no words in which they could differ.
    """
    empty = [key for key, text in options if not text]
    if len(options) - len(empty) < 2:
        raise UnreadableRow(_("There are fewer than two options."))
    if len(options) > MAX_OPTIONS:
        raise UnreadableRow(_("There are more than eight options."))
    if empty:
        raise UnreadableRow(_("Option %s is empty, although others follow.") % "、".join(empty))
    seen: dict[str, str] = {}
    for key, text in options:
        if text in seen and text != PICTURE_ALONE:
            raise UnreadableRow(_("Options %(one)s and %(other)s say the same.") % {"one": seen[text], "other": key})
        seen[text] = key


def has_labels(text: str) -> bool:
    """Whether a cell holds several options with their letters, as a column of options in one cell does."""
    return len(_cut_at(LABEL_IN_TEXT, text)) > 1 or any(mark in text for mark in HARD_SEPARATORS)


def _of_json(text: str) -> Options:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    if isinstance(data, dict) and all(key.upper() in LETTERS for key in data):
        return _labelled([f"{key.upper()}.{value}" for key, value in data.items()])
    return _keyed([str(each).strip() for each in data]) if isinstance(data, list) else ()


def _cut_at(label: re.Pattern[str], text: str) -> list[str]:
    """Cut the text where A, B, C … follow each other in order; empty when it does not begin with A."""
    cuts: list[int] = []
    for found in label.finditer(text):
        if _letter(found) == LETTERS[len(cuts) : len(cuts) + 1]:
            cuts.append(found.start())
    if not cuts or text[: cuts[0]].strip():
        return []
    return _without_common_end([text[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)])


def _in_one_line(text: str) -> list[str]:
    """Cut one line: at labels without space before them, at letters without a mark, or between unlabelled options."""
    pieces = _cut_at(LABEL_ANYWHERE, text)
    if len(pieces) < 2 and not _doubled_letters(text):
        pieces = _cut_at(BARE_LETTER, text)
    if len(pieces) > 1:
        return pieces
    for separator in SOFT_SEPARATORS:
        pieces = _without_ends([piece.strip() for piece in separator.split(text)])
        if len(pieces) > 1:
            return pieces
    return [text]


def _doubled_letters(text: str) -> bool:
    letters = [_letter(found) for found in BARE_LETTER.finditer(text)]
    return len(letters) != len(set(letters))


def _labelled(pieces: Sequence[str]) -> Options:
    """Take the labels off; what stands in another order is put in the order of its letters.

    A letter without a mark is a label where others have marks, or where every piece begins with its own letter and
    something different is left of each: A级, B级 and C级 are no labels.
    """
    marked = [_label(LABEL, piece) for piece in pieces]
    letters = [mark or _label(BARE_LABEL, piece) for mark, piece in zip(marked, pieces, strict=True)]
    texts = [(LABEL if mark else BARE_LABEL).sub("", piece).strip() for mark, piece in zip(marked, pieces, strict=True)]
    in_order = list(LETTERS[: len(pieces)])
    if any(marked) and sorted(letters) == in_order:
        return _keyed([text for _letter, text in sorted(zip(letters, texts, strict=True))])
    if pieces and all(marked):
        raise UnreadableRow(_("The options are labelled %s: a letter is missing, or there twice.") % "、".join(marked))
    if letters == in_order and all(texts) and len(set(texts)) == len(texts):
        return _keyed(texts)
    expected = LETTERS.ljust(len(pieces))
    return _keyed(
        [
            text if mark == key else piece
            for mark, key, text, piece in zip(marked, expected, texts, pieces, strict=False)
        ]
    )


def _label(label: re.Pattern[str], text: str) -> str:
    found = label.match(text)
    return _letter(found) if found else ""


def _letter(found: re.Match[str]) -> str:
    letter = next(group for group in found.groups() if group).upper()
    return chr(ord(letter) - ord("Ａ") + ord("A")) if letter >= "Ａ" else letter


def _keyed(texts: Sequence[str]) -> Options:
    return tuple((chr(ord("A") + place), text) for place, text in enumerate(texts))


def _without_ends(pieces: list[str]) -> list[str]:
    """Drop what is empty before the first separator and after the last."""
    filled = [place for place, piece in enumerate(pieces) if piece]
    return pieces[filled[0] : filled[-1] + 1] if filled else []


def _without_common_end(pieces: list[str]) -> list[str]:
    """Drop the mark that ends every piece but perhaps the last: it parted them."""
    ends = {piece[-1:] for piece in pieces[:-1]}
    if len(ends) != 1 or not (end := ends.pop()) or end not in LOOSE_ENDS:
        return pieces
    return [piece.removesuffix(end).rstrip() for piece in pieces]
