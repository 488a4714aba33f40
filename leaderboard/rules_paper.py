"""The rules of a competition on paper: A4, with parts, weights, checklists, judges, and how to appeal (R34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override
from fpdf import FPDF
from fpdf.enums import TableBordersLayout, WrapMode, XPos, YPos
from fpdf.fonts import FontFace

from leaderboard.competition_rules import rule_sentences
from organizations.pdf.page import FAMILY, INK, blank_a4, legible, write_bold, write_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from leaderboard.models import Competition, Part

# millimetres
MARGIN, TOP, FOOT = 18.0, 16.0, 16.0
LINE, CELL_LINE, PADDING, GAP = 5.4, 4.8, 1.2, 4.0
TEXT, SMALL = 10.5, 9.0  # points
PALE, FAINT, GREY = (221, 230, 234), (190, 200, 205), (70, 84, 92)


class _Sheets(FPDF):
    """A4 sheets with the competition's name and the page in the foot."""

    of = ""

    def footer(self) -> None:
        self.set_xy(MARGIN, -FOOT + 3)
        self.set_text_color(*GREY)
        pages = _("page %(number)s of %(of)s") % {"number": self.page_no(), "of": "{nb}"}
        write_line(self, f"{self.of}　{pages}", SMALL, width=self.epw)
        self.set_text_color(*INK)


def filename(competition: Competition) -> str:
    rules = _("Rules")
    return f"{competition.title} {rules}.pdf"


def rules_pdf(competition: Competition, *, made_at: datetime) -> bytes:
    """Return the sheets: who holds it, the rules in sentences, the judges, and what each judged part is marked by.

    Four queries. A part that no page has room for begins on the next.
    """
    with override(settings.LANGUAGE_CODE):
        title = _("Rules of “%s”") % competition.title
        sheets = _Sheets(format="A4")
        sheets.of = f"{title}　{date_format(localtime(made_at), 'Y-m-d H:i')}"
        blank_a4(title, sheets)
        sheets.set_margins(MARGIN, TOP, MARGIN)
        sheets.set_auto_page_break(auto=True, margin=FOOT)
        sheets.add_page()
        _head(sheets, competition)
        _list(sheets, _("Rules"), rule_sentences(competition))
        _judges(sheets, competition)
        for stage in competition.stages.order_by("place").prefetch_related("parts__items", "parts__exam"):
            for part in stage.parts.all():
                _part(sheets, f"{stage.name} · {part} {part.weight.normalize():f} %", part)
        return bytes(sheets.output())


def _head(pdf: FPDF, competition: Competition) -> None:
    write_bold(pdf, competition.title, 20, width=pdf.epw)
    pdf.ln(2)
    until = date_format(localtime(competition.entries_until), "Y年n月j日 H:i")
    facts = [
        _("Held by: %s") % competition.owner.shown_name,
        _("Who competes: %s") % competition.get_kind_display(),
        _("Post: %s") % (competition.post or _("every post")),
        _("Entries until: %s") % until,
    ]
    for fact in facts:
        _paragraph(pdf, fact)


def _judges(pdf: FPDF, competition: Competition) -> None:
    judges = competition.judges.filter(is_active=True).select_related("user").order_by("-is_chief", "pk")
    chief = _("Chief judge")
    names = [f"{judge.user.name}（{chief}）" if judge.is_chief else judge.user.name for judge in judges]
    _heading(pdf, _("Judges"))
    _paragraph(pdf, "、".join(names) or _("They are appointed before the start."))


def _part(pdf: FPDF, title: str, part: Part) -> None:
    items = part.items.all()
    _heading(pdf, title, room=min(3 + len(items), 12))
    if not part.is_judged:
        _paragraph(pdf, _("The score of the exam “%s”; of a team the mean of its members.") % part.exam)
        return
    rows = [
        (str(item.place), item.text, _("critical") if item.is_critical else "", f"{item.points.normalize():f}")
        for item in items
    ]
    _table(pdf, [("", _("Step"), "", _("Full points")), *rows])
    if any(item.is_critical for item in items):
        pdf.ln(1)
        _paragraph(pdf, _("A critical step that is missed is a veto."), SMALL)


def _table(pdf: FPDF, rows: Sequence[tuple[str, str, str, str]]) -> None:
    pdf.set_font(FAMILY, size=TEXT - 0.5)
    pdf.set_line_width(0.2)
    pdf.set_draw_color(*FAINT)
    with pdf.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        col_widths=(8, 118, 22, 22),
        headings_style=FontFace(fill_color=PALE),
        line_height=CELL_LINE,
        padding=PADDING,
        text_align=("LEFT", "LEFT", "LEFT", "RIGHT"),
        wrapmode=WrapMode.CHAR,
    ) as table:
        for row in rows:
            table.row([legible(pdf, text) for text in row])


def _list(pdf: FPDF, title: str, sentences: Sequence[str]) -> None:
    _heading(pdf, title)
    for number, sentence in enumerate(sentences, start=1):
        _paragraph(pdf, f"{number}. {sentence}")


def _heading(pdf: FPDF, title: str, room: int = 4) -> None:
    """Write a heading that stands on a page with at least so many lines below it."""
    if pdf.will_page_break(room * LINE):
        pdf.add_page()
    pdf.ln(GAP)
    write_bold(pdf, title, 12.5, width=pdf.epw)
    pdf.ln(1.5)


def _paragraph(pdf: FPDF, text: str, size: float = TEXT) -> None:
    pdf.set_font(FAMILY, size=size)
    pdf.multi_cell(
        pdf.epw, LINE, legible(pdf, text), align="L", wrapmode=WrapMode.CHAR, new_x=XPos.LMARGIN, new_y=YPos.NEXT
    )
