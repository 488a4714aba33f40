"""Step cards on paper: A6, one a step behind a card of the whole procedure, each with the code of the phone's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from fpdf import FPDF

from courses.board.typesetting import Type, line_height
from courses.procedures.steps import WORDS, StepDraft, without_ban
from organizations.pdf import INK, draw_qr

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from courses.procedures.card_pictures import PaperPicture

# millimetres
A6 = (105.0, 148.0)
MARGIN, TOP, FOOT = 8.0, 20.0, 124.0
WIDTH = A6[0] - 2 * MARGIN
QR_SIDE, GAP, INSET = 18.0, 2.4, 3.0
# points
SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)  # with the smallest, what does not fit goes on behind
LABEL, LEAD = 0.8, 1.25  # of the size: a heading above a text, and what to do
PICTURE = 2.4  # millimetres a point of the size: a picture is as high as that at most
MOST_LINES = 60
# the same meanings as on the screen; words say them too, for who prints in black
BAD, WARN, GREY = (163, 27, 27), (118, 79, 0), (86, 99, 105)


@dataclass(frozen=True, slots=True)
class PrintedProcedure:
    """What stands on the cards of one procedure; `since` is the day of its version in words, `address` its page.

    `pictures` are those of the steps, by key; a step whose picture is not among them has none.
    """

    name: str
    enterprise: str
    number: int
    since: str
    address: str
    steps: Sequence[StepDraft]
    pictures: Mapping[int, PaperPicture] = field(default_factory=dict)

    @property
    def gear(self) -> str:
        """Everything to wear, each thing once."""
        worn = [part.strip() for step in self.steps for part in step.gear.replace("，", "、").split("、")]
        return "、".join(dict.fromkeys(filter(None, worn)))


@dataclass(frozen=True, slots=True)
class _Block:
    """One heading with its text, or a picture. `scale` of the card's size; `tone` a colour."""

    label: StrOrPromise
    text: str
    scale: float = 1.0
    tone: tuple[int, int, int] = INK
    picture: PaperPicture | None = None


@dataclass(frozen=True, slots=True)
class _Card:
    head: str
    mark: str
    blocks: list[_Block] = field(default_factory=list)


def step_cards_pdf(procedures: Iterable[PrintedProcedure], *, title: str) -> bytes:
    """Return a PDF of A6 pages: of each procedure one with its critical steps and gear, then one a step.

    What is too long for a card goes on with another: nothing is left out, nothing too small to be read.
    """
    pdf = FPDF(format=A6)
    pdf.set_auto_page_break(auto=False)
    pdf.set_title(title)
    pdf.set_lang("zh-Hans")
    kind = Type(pdf)
    for procedure in procedures:
        for card in _cards(procedure):
            _draw(kind, card, procedure)
    return bytes(pdf.output())


def _cards(procedure: PrintedProcedure) -> Iterator[_Card]:
    critical = [(place, step) for place, step in enumerate(procedure.steps, 1) if step.is_critical]
    blocks = [_Block("", procedure.name, LEAD)]
    if procedure.gear:
        blocks.append(_Block(WORDS["gear"], procedure.gear))
    blocks += [_Block(_("critical step %d") % place, step.action, tone=WARN) for place, step in critical]
    yield _Card(_("%d steps") % len(procedure.steps), _("critical steps: %d") % len(critical), blocks)
    for place, step in enumerate(procedure.steps, 1):
        head = _("step %(place)d of %(total)d") % {"place": place, "total": len(procedure.steps)}
        yield _Card(head, _("critical step") if step.is_critical else "", _blocks(step, procedure))


def _blocks(step: StepDraft, procedure: PrintedProcedure) -> list[_Block]:
    said = step.words()
    blocks = [_Block("", said["action"], LEAD)]
    if (picture := procedure.pictures.get(step.picture or 0)) is not None:
        blocks.append(_Block("", "", picture=picture))
    blocks += [_Block(WORDS[name], said[name]) for name in ("hazard", "standard") if said[name]]
    if said["forbidden"]:
        blocks.append(_Block(WORDS["forbidden"], without_ban(said["forbidden"]), tone=BAD))
    if said["gear"]:
        blocks.append(_Block(WORDS["gear"], said["gear"]))
    return blocks


def _draw(kind: Type, card: _Card, procedure: PrintedProcedure) -> None:
    size = next((size for size in SIZES if _height(kind, card.blocks, size) <= FOOT - TOP), SIZES[-1])
    for blocks in _by_page(kind, card.blocks, size):
        kind.pdf.add_page()
        _head(kind, card, procedure)
        y = TOP
        for block in blocks:
            y = _block(kind, block, y, size)
        _foot(kind, procedure)


def _by_page(kind: Type, blocks: Sequence[_Block], size: float) -> list[list[_Block]]:
    pages: list[list[_Block]] = [[]]
    for block in blocks:
        if pages[-1] and _height(kind, [*pages[-1], block], size) > FOOT - TOP:
            pages.append([])
        pages[-1].append(block)
    return pages


def _head(kind: Type, card: _Card, procedure: PrintedProcedure) -> None:
    pdf = kind.pdf
    name = kind.plain(procedure.name)
    size = kind.fitting(name, (9.0, 8.0, 7.0), WIDTH, lines=1)
    pdf.set_text_color(*GREY)
    kind.write(kind.wrap(name, size, WIDTH, most=1)[0], MARGIN, 5.5, size)
    pdf.set_text_color(*INK)
    kind.write(card.head, MARGIN, 10.5, 12, bold=True)
    if card.mark:
        width = kind.width(card.mark, 10) + 4
        pdf.set_fill_color(*WARN)
        pdf.rect(A6[0] - MARGIN - width, 10.6, width, 6.2, style="F")
        pdf.set_text_color(255)
        kind.write(card.mark, A6[0] - MARGIN - width + 2, 11.1, 10)
        pdf.set_text_color(*INK)
    pdf.set_draw_color(*INK)
    pdf.set_line_width(0.4)
    pdf.line(MARGIN, 18, A6[0] - MARGIN, 18)


def _height(kind: Type, blocks: Sequence[_Block], size: float) -> float:
    return sum(_height_of(kind, block, size) for block in blocks)


def _height_of(kind: Type, block: _Block, size: float) -> float:
    if block.picture is not None:
        return _picture_height(block.picture, size) + GAP
    label = line_height(size * LABEL) if block.label else 0.0
    return label + len(_lines(kind, block, size)) * line_height(size * block.scale) + GAP


def _picture_height(picture: PaperPicture, size: float) -> float:
    """Millimetres: it shrinks with the words around it, so that both stay on one card for long."""
    return min(PICTURE * size, picture.ratio * (WIDTH - INSET))


def _lines(kind: Type, block: _Block, size: float) -> list[str]:
    return kind.wrap(kind.plain(block.text), size * block.scale, WIDTH - INSET, most=MOST_LINES)


def _block(kind: Type, block: _Block, y: float, size: float) -> float:
    """Write one block with a bar at its left where it warns; return where the next one begins."""
    pdf, end = kind.pdf, y + _height_of(kind, block, size)
    if block.picture is not None:
        height = _picture_height(block.picture, size)
        pdf.image(BytesIO(block.picture.content), MARGIN + INSET, y, h=height)
        return end
    if block.tone != INK:
        pdf.set_fill_color(*block.tone)
        pdf.rect(MARGIN, y + 0.6, 1.2, end - y - GAP - 0.6, style="F")
    if block.label:
        pdf.set_text_color(*(GREY if block.tone == INK else block.tone))
        kind.write(str(block.label), MARGIN + INSET, y, size * LABEL)
        y += line_height(size * LABEL)
    pdf.set_text_color(*(INK if block.tone == WARN else block.tone))
    for line in _lines(kind, block, size):
        kind.write(line, MARGIN + INSET, y, size * block.scale, bold=block.scale > 1)
        y += line_height(size * block.scale)
    pdf.set_text_color(*INK)
    return end


def _foot(kind: Type, procedure: PrintedProcedure) -> None:
    draw_qr(kind.pdf, procedure.address, A6[0] - MARGIN - QR_SIDE, A6[1] - 5 - QR_SIDE, QR_SIDE)
    room, y = WIDTH - QR_SIDE - 3, A6[1] - 5 - QR_SIDE + 1
    version = _("version %(number)d · in force since %(day)s") % {"number": procedure.number, "day": procedure.since}
    for text in (procedure.enterprise, version, _("Scan to read and sign; only the phone shows what is in force.")):
        for line in kind.wrap(kind.plain(text), 7, room, most=2):
            kind.write(line, MARGIN, y, 7)
            y += line_height(7)
