"""Making a case fit one sheet: type smaller down to a floor, then whole items out, the least worth first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from courses.board.sheet import Board, Item, Section
from courses.board.typesetting import Type, line_height

if TYPE_CHECKING:
    from collections.abc import Sequence

# millimetres
WIDTH, GUTTER = 182.0, 8.0
HALF = (WIDTH - GUTTER) / 2
INDENT = 7.0  # the room for what is drawn beside an item
ITEM_GAP, SECTION_GAP = 1.2, 4.0
# points
TEXT, HEADING = 12.5, 15.0
SCALES = tuple(hundredths / 100 for hundredths in range(112, 71, -4))  # 14 pt down to 9 pt
MOST_LINES = 4  # of one item
WIDE_SPACE = "\u3000"


@dataclass(frozen=True, slots=True)
class SetItem:
    """An item in lines; the first `lead` characters of them together are bold."""

    item: Item
    lead: int
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class SetSection:
    """A section in a column of its width; `cut` are the items that found no room."""

    title: str
    width: float
    scale: float
    items: Sequence[SetItem]
    cut: int

    @property
    def heading_height(self) -> float:
        return line_height(HEADING * self.scale) + 1

    @property
    def height(self) -> float:
        if not self.items and not self.cut:
            return 0
        lines = sum(len(item.lines) for item in self.items) + (1 if self.cut else 0)
        gaps = (len(self.items) + (1 if self.cut else 0)) * ITEM_GAP
        return self.heading_height + lines * line_height(TEXT * self.scale) + gaps

    @property
    def says_cut(self) -> str:
        return ngettext(
            "… one more: scan the code for all of it",
            "… %(number)d more: scan the code for all of it",
            self.cut,
        ) % {"number": self.cut}


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of the sheet's body; the sections of a row stand side by side."""

    rows: Sequence[Sequence[SetSection]]

    @property
    def height(self) -> float:
        heights = [max(section.height for section in row) for row in self.rows]
        return sum(heights) + SECTION_GAP * len(heights)


def lay_out(board: Board, kind: Type, room: float) -> Layout:
    """Return what fits into so many millimetres of height: everything in the largest type that lets it, or less."""
    kept = {item for section in _sections(board) for item in section.items}
    for scale in SCALES:
        layout = _compose(board, kind, scale, kept)
        if layout.height <= room:
            return layout
    for item in sorted(kept, key=lambda item: item.worth):
        kept.discard(item)
        layout = _compose(board, kind, SCALES[-1], kept)
        if layout.height <= room:
            return layout
    return Layout(())


def _sections(board: Board) -> Iterable[Section]:
    return board.events, board.barriers, board.lessons, board.checks


def _compose(board: Board, kind: Type, scale: float, kept: set[Item]) -> Layout:
    beside = [section for section in (board.events, board.barriers) if section.items]
    width = HALF if len(beside) > 1 else WIDTH
    rows = [[_set(section, kind, width, scale, kept) for section in beside]] if beside else []
    below = [section for section in (board.lessons, board.checks) if section.items]
    return Layout([*rows, *([_set(section, kind, WIDTH, scale, kept)] for section in below)])


def _set(section: Section, kind: Type, width: float, scale: float, kept: set[Item]) -> SetSection:
    items = [_set_item(item, kind, width - INDENT, TEXT * scale) for item in section.items if item in kept]
    return SetSection(section.title, width, scale, items, cut=len(section.items) - len(items))


def _set_item(item: Item, kind: Type, width: float, size: float) -> SetItem:
    lead, text = kind.plain(item.lead), kind.plain(item.text)
    gap = "" if not lead or lead.endswith("：") else WIDE_SPACE
    return SetItem(item, len(lead), kind.wrap(lead + gap + text, size, width, most=MOST_LINES))
