"""Dossiers on paper: A4, headings repeated on every page, and the digest of the data in every foot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from fpdf import FPDF
from fpdf.enums import TableBordersLayout, WrapMode, XPos, YPos
from fpdf.fonts import FontFace

from organizations.filing.dossier import Dossier, FileSection, shown
from organizations.pdf.page import FAMILY, INK, blank_a4, legible, write_bold, write_line

if TYPE_CHECKING:
    from collections.abc import Iterable

# millimetres
MARGIN, TOP, FOOT = 16.0, 14.0, 20.0
LINE, CELL_LINE, PADDING, GAP = 5.0, 4.4, 1.2, 4.0
TEXT, SMALL = 9.5, 8.5  # points
PALE, FAINT, GREY = (221, 230, 234), (190, 200, 205), (70, 84, 92)


class _Sheets(FPDF):
    """A4 sheets whose head and foot speak of the dossier that the page belongs to."""

    coming: Dossier
    made_at: datetime
    _of_page: Dossier | None = None

    def header(self) -> None:
        goes_on = self._of_page is self.coming
        self._of_page = self.coming
        if goes_on:
            self.set_text_color(*GREY)
            write_line(self, f"{self.coming.title}　{self.coming.name}", SMALL, width=self.epw)
            self.set_text_color(*INK)
            self.ln(2)

    def footer(self) -> None:
        dossier = self._of_page
        if dossier is None:
            return
        self.set_xy(MARGIN, -FOOT + 4)
        self.set_text_color(*GREY)
        pages = _("page %(number)s of %(of)s") % {"number": self.page_no(), "of": "{nb}"}
        when = _("made on %s") % shown(self.made_at)
        write_line(self, f"{pages}　{when}", SMALL, width=self.epw)
        self.set_x(MARGIN)
        write_line(self, _("SHA-256 of the data: %s") % dossier.digest, 7.5, width=self.epw)
        self.set_text_color(*INK)


def dossiers_pdf(dossiers: Iterable[Dossier], *, made_at: datetime) -> bytes:
    """Return the PDF of these dossiers; each begins on a page of its own. There must be at least one."""
    sheets: Any = _Sheets(format="A4")
    sheets.made_at = made_at
    with override(settings.LANGUAGE_CODE):
        for number, dossier in enumerate(dossiers):
            sheets.coming = dossier
            if not number:
                blank_a4(dossier.title, sheets)
                sheets.set_margins(MARGIN, TOP, MARGIN)
                sheets.set_auto_page_break(auto=True, margin=FOOT)
            sheets.add_page()
            _write(sheets, dossier)
        return bytes(sheets.output())


def _write(pdf: FPDF, dossier: Dossier) -> None:
    write_bold(pdf, dossier.title, 11, width=pdf.epw)
    pdf.ln(1)
    write_bold(pdf, dossier.name, 18, width=pdf.epw)
    pdf.ln(2)
    _table(pdf, dossier.shown_about(), weights=(1, 4))
    for section in dossier.sections:
        _section(pdf, section)
    if dossier.signed_by:
        _signatures(pdf, dossier.signed_by)


def _section(pdf: FPDF, section: FileSection) -> None:
    if pdf.will_page_break(4 * LINE):  # a heading with a line or two below it, or on the next page
        pdf.add_page()
    pdf.ln(GAP)
    write_bold(pdf, section.title, 11.5, width=pdf.epw)
    pdf.ln(1.5)
    if section.rows:
        _table(
            pdf,
            [
                [column.heading for column in section.columns],
                *[[cell.text for cell in row] for row in section.shown_rows()],
            ],
            weights=[column.weight for column in section.columns],
            figures=section.figures,
            has_heading=True,
        )
    else:
        _paragraph(pdf, section.empty, TEXT)
    for note in section.notes:
        pdf.ln(1)
        _paragraph(pdf, note, SMALL)


def _table(
    pdf: FPDF,
    rows: Sequence[Sequence[str]],
    *,
    weights: Sequence[int],
    figures: Sequence[bool] = (),
    has_heading: bool = False,
) -> None:
    pdf.set_font(FAMILY, size=SMALL)
    pdf.set_line_width(0.2)
    pdf.set_draw_color(*FAINT)
    aligned = ["RIGHT" if figure else "LEFT" for figure in figures] or ["LEFT"] * len(weights)
    with pdf.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        col_widths=tuple(weights),
        first_row_as_headings=has_heading,
        headings_style=FontFace(fill_color=PALE),
        line_height=CELL_LINE,
        padding=PADDING,
        text_align=tuple(aligned),
        wrapmode=WrapMode.CHAR,
    ) as table:
        for row in rows:
            table.row([legible(pdf, text) for text in row])


def _paragraph(pdf: FPDF, text: str, size: float) -> None:
    pdf.set_font(FAMILY, size=size)
    pdf.multi_cell(
        pdf.epw, LINE, legible(pdf, text), align="L", wrapmode=WrapMode.CHAR, new_x=XPos.LMARGIN, new_y=YPos.NEXT
    )


def _signatures(pdf: FPDF, people: Sequence[str]) -> None:
    if pdf.will_page_break(4 * LINE):
        pdf.add_page()
    pdf.ln(2 * GAP)
    _paragraph(pdf, "　　".join(f"{who}：＿＿＿＿＿＿＿＿" for who in people), TEXT)
