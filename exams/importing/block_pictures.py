"""The pictures of a question in running text: of its words, or of the option on whose line they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exams.importing.drafts import QuestionDraft, UnreadableRow
from exams.importing.pictures import not_carried
from exams.models.questions import QuestionKind

if TYPE_CHECKING:
    from exams.importing.blocks import Block
    from exams.importing.pieces import Piece

KEYS = "ABCDEFGH"
OF_STEM = -1


def add_pictures(block: Block, piece: Piece, place: int) -> None:
    """Give the block the picture of a piece; `place` is OF_STEM or counts the options from 0. Two at one place can't be
    told apart from one too many, so the question is named.
    """
    if len(piece.pictures) > 1 or (piece.pictures and place in block.pictures):
        block.odd = block.odd or not_carried()
    for picture in piece.pictures:
        block.pictures[place] = picture


def pictured(draft: QuestionDraft, block: Block) -> QuestionDraft:
    """Return the draft with the pictures of its block. Raises UnreadableRow where they fit no option."""
    of_options = block.pictures.keys() - {OF_STEM}
    in_lines = len(draft.options) == len(block.options) and draft.kind != QuestionKind.TRUE_FALSE
    if of_options and not in_lines:
        raise UnreadableRow(not_carried())
    placed = sorted(block.pictures.items())
    return replace(draft, pictures=tuple(replace(each, place="" if at == OF_STEM else KEYS[at]) for at, each in placed))
