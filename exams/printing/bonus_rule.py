"""A bonus rule on paper: for the workers' congress to vote on, with room for its resolution and the signatures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.board.typesetting import line_height
from exams.bonus.example import Example, example_of
from exams.bonus.rule_data import read_rule
from exams.bonus.rule_words import Said, plain, rule_sentences, team_bands, worker_bands
from exams.printing.page import HEADING, LEFT, SMALL, TEXT, TITLE, WIDTH, Sheets
from organizations.pdf import INK

if TYPE_CHECKING:
    from exams.bonus.lines import BonusLine
    from exams.models import BonusRule

# millimetres
COEFFICIENT_AT, GAP, BELOW_RULE = LEFT + 130.0, 4.0, 1.5
EXAMPLE_AT = (LEFT, LEFT + 30.0, LEFT + 88.0, LEFT + 110.0, LEFT + 132.0, LEFT + 154.0)
WRITE_HERE = "＿＿＿＿＿＿"


def rule_pdf(version: BonusRule) -> bytes:
    """Return the PDF of one version, A4: its lines, its sentences, the example, the resolution, the signatures."""
    rule = read_rule(version.data)
    sheets = Sheets(f"{version.enterprise.shown_name} · {version}")
    sheets.next_page()
    _head(sheets, version)
    _lines(sheets, _("The worker, by his score of a hundred"), worker_bands(rule))
    _lines(sheets, _("The team: the first line that holds counts"), team_bands(rule))
    _heading(sheets, _("How it is counted"))
    for number, sentence in enumerate(rule_sentences(rule), start=1):
        sheets.paragraph(f"{number}. {sentence}", TEXT)
    _example(sheets, example_of(rule))
    _resolution(sheets, version)
    return bytes(sheets.output())


def _head(sheets: Sheets, version: BonusRule) -> None:
    sheets.paragraph(version.enterprise.shown_name, HEADING)
    title = sheets.type.plain(version.name)
    sheets.paragraph(title, sheets.type.fitting(title, TITLE, WIDTH, lines=2), bold=True)
    words = {"version": version.version, "month": date_format(version.in_force_from, "Y年n月")}
    sheets.paragraph(_("Version %(version)d · in force from %(month)s") % words, TEXT)
    if not version.is_published:
        sheets.paragraph(_("Draft, not in force yet: for the workers' congress to discuss."), TEXT)


def _heading(sheets: Sheets, text: str) -> None:
    sheets.y_now += GAP
    sheets.make_room(line_height(HEADING) + 3 * line_height(TEXT))
    sheets.paragraph(text, HEADING, bold=True)


def _lines(sheets: Sheets, title: str, lines: Iterable[Said]) -> None:
    _heading(sheets, title)
    _ruled(sheets, [(LEFT, _("Who")), (COEFFICIENT_AT, _("Coefficient"))])
    for line in lines:
        _ruled(sheets, [(LEFT, line.who), (COEFFICIENT_AT, str(line.coefficient))])


def _ruled(sheets: Sheets, row: list[tuple[float, str]]) -> None:
    """Write texts side by side with a thin line under them."""
    sheets.write_row([(x, sheets.type.plain(text)) for x, text in row], TEXT)
    sheets.set_draw_color(*INK)
    sheets.set_line_width(0.1)
    sheets.line(LEFT, sheets.y_now + BELOW_RULE / 2, LEFT + WIDTH, sheets.y_now + BELOW_RULE / 2)
    sheets.y_now += BELOW_RULE


def _example(sheets: Sheets, example: Example) -> None:
    _heading(sheets, _("An example: three made-up workers of one team, %s yuan of bonus each") % example.base)
    heads = (_("Full name"), _("Score"), _("Worker's"), _("Team's"), _("Combined"), _("Yuan"))
    _ruled(sheets, list(zip(EXAMPLE_AT, heads, strict=True)))
    for line in example.lines:
        numbers = (line.worker_coefficient, line.team_coefficient, line.combined, line.amount)
        _ruled(sheets, list(zip(EXAMPLE_AT, (line.name, _score(line), *map(str, numbers)), strict=True)))


def _score(line: BonusLine) -> str:
    if line.score is None:
        return _("absent, not excused")
    if line.by_make_up and line.first_score is not None:
        return _("%(first)s, make-up %(score)s") % {"first": plain(line.first_score), "score": plain(line.score)}
    return plain(line.score)


def _resolution(sheets: Sheets, version: BonusRule) -> None:
    _heading(sheets, _("Resolution of the workers' congress"))
    sheets.make_room(8 * line_height(TEXT))
    if version.resolution:
        sheets.paragraph(version.resolution, TEXT)
    else:
        for labels in (
            [_("Meeting"), _("Date")],
            [_("Present"), _("In favour"), _("Against"), _("Abstained")],
        ):
            sheets.y_now += GAP / 2
            sheets.paragraph("　".join(f"{label}：{WRITE_HERE}" for label in labels), TEXT)
    for who in (_("Chair of the trade union"), _("Head of the enterprise"), _("Safety officer")):
        sheets.y_now += GAP
        sheets.paragraph("　　".join(f"{label}：{WRITE_HERE}" for label in (who, _("Date"))), TEXT)
    sheets.y_now += GAP
    sheets.paragraph(
        _("Complaints go to the safety officer; every worker can see on his phone how his line came."), SMALL
    )
