"""What could be read of a row that is no question yet: the form in which a person mends it begins with this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from exams.importing.answers import flagged_letters
from exams.importing.columns import FLAG_FIELDS, OPTION_FIELDS, Columns
from exams.importing.drafts import Pieces, UnreadableRow
from exams.importing.kinds import kind_of
from exams.importing.options import LETTERS
from exams.importing.rows import BROKEN
from exams.importing.subjects import category_of, difficulty_of
from exams.models.questions import QuestionKind
from organizations.spreadsheets import plain

if TYPE_CHECKING:
    from exams.importing.blocks import Block

RAW = "raw"  # the row's own words, to be shown beside the form
LONGEST = 2000  # characters of one piece: nobody mends a book
AS_THEY_ARE = ("stem", "explanation", "posts", "background")


def pieces_of_cells(
    cells: Mapping[str, str], row: Sequence[str], columns: Columns, kind: str | None, *, is_pictured: bool = False
) -> Pieces:
    """Return (name of the form's field, text) of a table's row. `kind` is what a line above it said.

    `is_pictured`: the row has pictures, which no piece holds.
    """
    word = cells.get("kind", "")
    difficulty = difficulty_of(cells.get("difficulty", ""))
    return as_pieces(
        **{name: _written(cells.get(name, "")) for name in AS_THEY_ARE},
        kind=columns.kind_codes.get(plain(word)) or kind_of(word) or kind or columns.kind or "",
        answer=_answer(cells, columns),
        options=_written(cells.get("options", "")) or _one_a_line(cells),
        category=category_of(cells.get("category", "")) or "",
        difficulty=str(difficulty) if difficulty else "",
        raw=" | ".join(cell for cell in row if cell),
        pictured=_said(is_pictured),
    )


def pieces_of_block(block: Block) -> Pieces:
    """Return the same of a question in running text."""
    answer = "、".join(dict.fromkeys(block.answers))
    explanation = "\n".join(line for line in block.explanation if line)
    raw = "\n".join(text for text in (block.words, *block.options, answer, explanation) if text)
    kind = block.kind if block.kind in QuestionKind.values else ""
    return as_pieces(
        stem=block.words,
        kind=kind,
        options="\n".join(block.options),
        answer=answer,
        explanation=explanation,
        raw=raw,
        pictured=_said(bool(block.pictures)),
    )


def pieces_of_text(text: str, *, is_pictured: bool = False) -> Pieces:
    """Return the same of words in which nothing could be told apart."""
    return as_pieces(stem=text, raw=text, pictured=_said(is_pictured))


def as_pieces(**found: str) -> Pieces:
    """Return what was found, none of it longer than anybody mends."""
    return tuple((name, text[:LONGEST]) for name, text in found.items() if text)


def _one_a_line(cells: Mapping[str, str]) -> str:
    """Return the options with their letters; one that is empty before others keeps its line."""
    texts = [_written(cells.get(name, "")) for name in OPTION_FIELDS]
    last = max((place for place, text in enumerate(texts, 1) if text), default=0)
    return "\n".join(f"{letter}. {text}" for letter, text in zip(LETTERS, texts[:last], strict=False))


def _answer(cells: Mapping[str, str], columns: Columns) -> str:
    said = _written(cells.get("answer", ""))
    if not said and columns.first_is_right:
        return LETTERS[0]
    with suppress(UnreadableRow):  # a flag that says neither yes nor no: he will see what the row says
        said = said or flagged_letters([cells.get(name, "") for name in FLAG_FIELDS])
    return said


def _written(text: str) -> str:
    return "" if text == BROKEN else text


def _said(is_pictured: bool) -> str:
    return "1" if is_pictured else ""
