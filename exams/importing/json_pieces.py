"""What could be read of a question in JSON that is none: the form in which a person mends it begins with this."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from string import ascii_uppercase
from typing import Any

from exams.importing.drafts import Pieces, UnreadableRow
from exams.importing.json_answers import (
    DIFFICULTIES,
    UNKEPT,
    Options,
    Said,
    keys_of,
    known_kind,
    list_of,
    option_of,
    options_of,
    shown_answer,
    text_of,
)
from exams.importing.row_pieces import as_pieces
from exams.importing.subjects import CATEGORY_WORDS
from exams.importing.weighted_pieces import FALSE_WORD, TRUE_WORD
from organizations.spreadsheets import plain

AS_THEY_ARE = ("stem", "explanation", "background", "basis_text", "basis_version", "basis_article", "basis_quote")


def pieces_of_json(said: Said, entry: Any) -> Pieces:
    """Return (name of the form's field, text); `said` is what the entry says by our names of its fields."""
    difficulty = DIFFICULTIES.get(plain(text_of(said.get("difficulty"))))
    return as_pieces(
        **{name: text_of(said.get(name)) for name in AS_THEY_ARE},
        kind=known_kind(said.get("kind")),
        options=_options(said.get("options")),
        answer=_answer(said),
        category=CATEGORY_WORDS.get(plain(text_of(said.get("category"))), ""),
        difficulty=str(difficulty or ""),
        posts="、".join(list_of(said.get("posts"))),
        raw=_raw(entry),
    )


def _options(given: Any) -> str:
    """Return the options one a line, also where they are too many or have other letters than ours."""
    if isinstance(given, Mapping):
        pairs = [(str(key), text_of(value)) for key, value in given.items()]
    elif isinstance(given, list):
        pairs = [(key, option_of(each)[0]) for key, each in zip(ascii_uppercase, given, strict=False)]
    else:
        return text_of(given)
    pairs = list(_readable(given)[0]) or pairs
    return "\n".join(f"{key}. {text}" for key, text in pairs)


def _readable(given: Any) -> tuple[Options, list[str] | None]:
    """Return the options, and the keys that are marked as right, where they are what options can be."""
    try:
        return options_of(given)
    except UnreadableRow:
        return (), None


def _raw(entry: Any) -> str:
    with suppress(RecursionError):
        return UNKEPT.sub("", json.dumps(entry, ensure_ascii=False, indent=1))
    return ""


def _answer(said: Said) -> str:
    """Return the answer: letters where it names options, else its words."""
    options, marked = _readable(said.get("options"))
    given = marked if said.get("answer") is None else said["answer"]
    if isinstance(given, bool):
        return TRUE_WORD if given else FALSE_WORD
    with suppress(UnreadableRow):
        if options and given is not None:
            return keys_of(options, given)
    return shown_answer(given)
