"""The bonus sheet on paper, as finance files it: a line a person, sums, signatures, its mark on every page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override
from fpdf import FPDF

from courses.board.typesetting import Type, line_height
from exams.bonus.rule_data import read_rule
from exams.bonus.rule_words import team_bands, worker_bands
from exams.bonus.words import attendance_words, how_counted, sheet_title
from exams.bonus.workbook import above_words
from exams.models import SignedAs
from organizations.pdf import INK, write_line

if TYPE_CHECKING:
    from exams.bonus.freezing import Rows
    from exams.bonus.shown import Shown
    from exams.models import BonusLine, BonusSignature, BonusTeamLine

# millimetres: A4 across
LEFT, TOP, WIDTH, BOTTOM, FOOT = 14.0, 12.0, 269.0, 190.0, 197.0
ROW, SIGN_WIDTH, SIGN_HEIGHT = 6.2, 52.0, 20.0
# points
TITLE, TEXT, SMALL = 16.0, 9.0, 8.0
PLAIN_WIDTHS = (19, 24, 38, 15, 14, 19, 19, 19)
YUAN_WIDTHS = (21, 23)
FITTING = (9.0, 8.0, 7.0)
GREY, PALE = 150, (232, 238, 241)
MOST_LINES = 12
Cells = Sequence[str]


class SheetPaper(FPDF):
    """Pages across that carry the heading of the table at their top, and at their foot whose sheet it is."""

    def __init__(self, shown: Shown) -> None:
        super().__init__(format="A4", orientation="landscape")
        self.shown, self.rows = shown, shown.rows
        self.set_auto_page_break(auto=False)
        self.set_title(sheet_title(shown.sheet))
        self.set_lang("zh-Hans")
        self.type = Type(self)
        self.headings, self.widths = _columns(shown.rows)
        self.y_now = TOP

    def footer(self) -> None:
        sheet = self.shown.sheet
        pages = _("page %(number)s of %(of)s") % {"number": self.page_no(), "of": "{nb}"}
        said = _("Mark of this sheet: %s") % sheet.mark
        self.set_xy(LEFT, FOOT)
        whose = f"{sheet.enterprise.shown_name} {sheet_title(sheet)}"
        write_line(self, f"{whose}　{said}　SHA-256 {sheet.digest}　{pages}", SMALL - 1, width=WIDTH)

    def next_page(self) -> None:
        self.add_page()
        self.set_text_color(*INK)
        self.y_now = TOP

    def paragraph(self, text: str, size: float) -> None:
        """Write a text below what is there, in as many lines as it takes."""
        for line in self.type.wrap(self.type.plain(text), size, WIDTH, most=MOST_LINES):
            if self.y_now + line_height(size) > BOTTOM:
                self.next_page()
            self.type.write(line, LEFT, self.y_now, size)
            self.y_now += line_height(size)

    def heading(self) -> None:
        self.row(self.headings, bold=True, filled=True)

    def row(self, cells: Cells, *, bold: bool = False, filled: bool = False) -> None:
        """Write one row of the table; on a new page, below the heading, where this one is full."""
        if self.y_now + ROW > BOTTOM:
            self.next_page()
            self.heading()
        x = LEFT
        self.set_draw_color(GREY)
        self.set_line_width(0.15)
        self.set_fill_color(*PALE)
        for place, (text, width) in enumerate(zip(cells, self.widths, strict=True)):
            self.rect(x, self.y_now, width, ROW, style="DF" if filled else "D")
            self._cell(text, x, width, to_right=3 <= place < len(cells) - 1 and place != 4, bold=bold)
            x += width
        self.y_now += ROW

    def _cell(self, text: str, x: float, width: float, *, to_right: bool, bold: bool) -> None:
        text = self.type.plain(text)
        size = self.type.fitting(text, FITTING, width - 2, lines=1)
        [line, *_rest] = self.type.wrap(text, size, width - 2, most=1)
        indent = width - 1 - self.type.width(line, size) if to_right else 1
        self.type.write(line, x + indent, self.y_now + 1, size, bold=bold)


def sheet_pdf(shown: Shown) -> bytes:
    """Return the sheet as a PDF, in the language of the country."""
    with override(settings.LANGUAGE_CODE):
        paper = SheetPaper(shown)
        paper.next_page()
        _head(paper)
        _table(paper)
        _signatures(paper)
        for sentence in how_counted(shown.rows, shown.exams):
            paper.paragraph(f"· {sentence}", SMALL)
        return bytes(paper.output())


def _head(paper: SheetPaper) -> None:
    shown, rule = paper.shown, read_rule(paper.shown.sheet.rule)
    title = f"{shown.sheet.enterprise.shown_name} {sheet_title(shown.sheet)}"
    paper.type.write(paper.type.plain(title), LEFT, paper.y_now, TITLE, bold=True)
    paper.y_now += line_height(TITLE) + 1
    for line in above_words(shown.rows, shown.exams):
        paper.paragraph(line, TEXT)
    for label, bands in ((_("Worker: %s"), worker_bands(rule)), (_("Team: %s"), team_bands(rule))):
        paper.paragraph(label % "；".join(f"{band.who} → {band.coefficient}" for band in bands), TEXT)
    paper.y_now += 2


def _columns(rows: Rows) -> tuple[list[str], list[float]]:
    """Return the headings and the widths in millimetres; the remark takes what is left."""
    headings = [
        *(_("Employee number"), _("Full name"), _("Team of that day"), _("Score"), _("Attended")),
        *(_("Worker's coefficient"), _("Team's coefficient"), _("Combined coefficient")),
    ]
    widths: list[float] = list(PLAIN_WIDTHS)
    if rows.has_yuan:
        headings += [_("Base (yuan)"), _("Difference (yuan)") if rows.sheet.is_supplement else _("Amount (yuan)")]
        widths += YUAN_WIDTHS
    return [*headings, _("Remark")], [*widths, WIDTH - sum(widths)]


def _table(paper: SheetPaper) -> None:
    rows = paper.rows
    teams = {team.team_id: team for team in rows.teams}
    paper.heading()
    for team, lines in groupby(rows.lines, key=lambda line: line.team_id):
        for line in lines:
            paper.row(_line(line, rows))
        paper.row(_team(teams[team], rows), bold=True, filled=True)
    sums = [_two(rows.base), _two(rows.amount)] if rows.has_yuan else []
    whole = _("Total, %d people") % len(rows.lines)
    paper.row(["", whole, "", "", "", "", "", "", *sums, ""], bold=True, filled=True)


def _line(line: BonusLine, rows: Rows) -> list[str]:
    combined = str(line.combined)
    if rows.sheet.is_supplement:
        combined = f"{line.earlier_combined}→{line.combined}"
    return [
        *(line.employee_no, line.name, line.team_name, _two(line.score), attendance_words(line)),
        *(str(line.worker_coefficient), str(line.team_coefficient), combined),
        *((_two(line.base), _two(line.amount)) if rows.has_yuan else ()),
        line.remark,
    ]


def _team(team: BonusTeamLine, rows: Rows) -> list[str]:
    label = _("%(team)s, %(people)d people") % {"team": team.name, "people": team.people}
    sums = [_two(team.base), _two(team.amount)] if rows.has_yuan else []
    return ["", "", label, _two(team.mean), "", "", str(team.coefficient), "", *sums, ""]


def _two(number: Decimal | None) -> str:
    return "—" if number is None else f"{number:.2f}"


def _signatures(paper: SheetPaper) -> None:
    """Draw both signatures side by side, each with its name and its moment; an empty place is for a pen."""
    if paper.y_now + SIGN_HEIGHT + 12 > BOTTOM:
        paper.next_page()
    paper.y_now += 4
    there = {signature.signed_as: signature for signature in paper.shown.signatures}
    for place, signed_as in enumerate(SignedAs):
        _signature(paper, str(signed_as.label), there.get(signed_as), LEFT + place * WIDTH / 2)
    paper.y_now += SIGN_HEIGHT + 6


def _signature(paper: SheetPaper, label: str, signature: BonusSignature | None, x: float) -> None:
    said = label if signature is None else f"{label}　{signature.name}"
    paper.type.write(paper.type.plain(said), x, paper.y_now, TEXT, bold=True)
    beside = x + 62
    if signature is None:
        paper.line(beside, paper.y_now + SIGN_HEIGHT - 4, beside + SIGN_WIDTH, paper.y_now + SIGN_HEIGHT - 4)
        return
    at = date_format(localtime(signature.at), "Y年n月j日 H:i")
    paper.type.write(at, x, paper.y_now + line_height(TEXT), TEXT)
    with signature.file.open("rb") as file:
        paper.image(BytesIO(file.read()), x=beside, y=paper.y_now, w=SIGN_WIDTH, h=SIGN_HEIGHT, keep_aspect_ratio=True)
