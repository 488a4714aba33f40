"""The bonus sheet as an Excel file: one sheet of people, one of teams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.bonus.freezing import Rows
from exams.bonus.rule_data import read_rule
from exams.bonus.rule_words import Said, team_bands, worker_bands
from exams.bonus.words import attendance_words, exam_words, how_counted, sheet_title, signed_words, version_words
from exams.models import SheetState
from organizations.excel import COEFFICIENT, POINTS, WHOLE, Column, Table, Value

if TYPE_CHECKING:
    from exams.models import BonusLine, BonusSheet, BonusSignature, BonusTeamLine, Exam

YUAN = "#,##0.00"


def bonus_tables(rows: Rows, exams: Sequence[Exam], signatures: Sequence[BonusSignature] = ()) -> list[Table]:
    """Return the two sheets; both carry enterprise, month and mark, so that a printed page can be traced."""
    above = _above(rows, exams)
    below = [*map(signed_words, signatures), *how_counted(rows, exams), mark_words(rows.sheet)]
    return [_people(rows, above, below), _teams(rows, above, below)]


def bonus_filename(sheet: BonusSheet, ending: str = "xlsx") -> str:
    number = f"-{sheet.number}" if sheet.number else ""
    return f"{sheet.enterprise.code}-{sheet.month:%Y-%m}{number}.{ending}"


def mark_words(sheet: BonusSheet) -> str:
    return _("Mark of this sheet: %s (changes with any figure)") % sheet.mark


def above_words(rows: Rows, exams: Sequence[Exam]) -> list[str]:
    """Return whose sheet it is, of which exams, by which rule, paid when; and what keeps it from being final."""
    sheet = rows.sheet
    said = []
    if sheet.enterprise.is_demo:
        said.append(_("Demonstration: this enterprise and its figures are invented."))
    if sheet.is_provisional:
        said.append(_("Not final: an exam of this month is not closed yet."))
    elif sheet.state != SheetState.LOCKED:
        said.append(_("Not final: it is not signed by both yet."))
    said.append(
        _("Enterprise: %(name)s (%(code)s) · month: %(month)s · people: %(people)d, sat: %(sat)d")
        % {
            "name": sheet.enterprise.shown_name,
            "code": sheet.enterprise.code,
            "month": f"{sheet.month:%Y-%m}",
            "people": len(rows.lines),
            "sat": rows.sat,
        }
    )
    if sheet.is_supplement:
        words = {"paid_in": f"{sheet.paid_in:%Y-%m}", "reason": sheet.reason}
        said.append(_("Paid with %(paid_in)s. Why: %(reason)s") % words)
    said.append(_("Exams: %s") % "；".join(map(exam_words, exams)))
    named = f"{sheet.rule['name']}，{version_words(sheet)}" if sheet.rule_version else version_words(sheet)
    said.append(_("Rule: %s") % named)
    return said


def _above(rows: Rows, exams: Sequence[Exam]) -> list[str]:
    rule = read_rule(rows.sheet.rule)
    return [
        *above_words(rows, exams),
        _("Worker: %s") % _short(worker_bands(rule)),
        _("Team: %s") % _short(team_bands(rule)),
    ]


def _short(lines: Iterable[Said]) -> str:
    """Return the lines of a rule in one, because what stands above the heading stays in sight and takes room."""
    return "；".join(f"{line.who} → {line.coefficient}" for line in lines)


def _people(rows: Rows, above: Sequence[str], below: Sequence[str]) -> Table:
    before = (Column(_("Coefficient before"), 11, COEFFICIENT),) if rows.sheet.is_supplement else ()
    yuan = (Column(_("Base (yuan)"), 12, YUAN), Column(_amount_heading(rows), 13, YUAN)) if rows.has_yuan else ()
    return Table(
        name=_("People"),
        title=f"{rows.sheet.enterprise.shown_name} {sheet_title(rows.sheet)}",
        above=above,
        columns=(
            Column(_("Employee number"), 12),
            Column(_("Full name"), 12),
            Column(_("Workshop or team of that day"), 20),
            Column(_("Score"), 9, POINTS),
            Column(_("Attended"), 10),
            Column(_("Worker's coefficient"), 11, COEFFICIENT),
            Column(_("Team's coefficient"), 11, COEFFICIENT),
            *before,
            Column(_("Combined coefficient"), 11, COEFFICIENT),
            *yuan,
            Column(_("Remark"), 30),
        ),
        rows=_people_rows(rows),
        below=below,
    )


def _amount_heading(rows: Rows) -> str:
    return _("Difference (yuan)") if rows.sheet.is_supplement else _("Amount (yuan)")


def _people_rows(rows: Rows) -> Iterator[tuple[Value, ...]]:
    for line in rows.lines:
        yield _person_row(line, rows)
    if rows.has_yuan:
        label = _("Total, %d people") % len(rows.lines)
        empty = ("",) * (8 if rows.sheet.is_supplement else 7)
        yield (label, *empty, rows.base, rows.amount, "")


def _person_row(line: BonusLine, rows: Rows) -> tuple[Value, ...]:
    return (
        line.employee_no,
        line.name,
        line.team_name,
        line.score,
        attendance_words(line),
        line.worker_coefficient,
        line.team_coefficient,
        *((line.earlier_combined,) if rows.sheet.is_supplement else ()),
        line.combined,
        *((line.base, line.amount) if rows.has_yuan else ()),
        line.remark,
    )


def _teams(rows: Rows, above: Sequence[str], below: Sequence[str]) -> Table:
    name = _("Teams")
    yuan = (Column(_("Bases (yuan)"), 13, YUAN), Column(_amount_heading(rows), 13, YUAN)) if rows.has_yuan else ()
    return Table(
        name=name,
        title=f"{rows.sheet.enterprise.shown_name} {sheet_title(rows.sheet)} · {name}",
        above=above,
        columns=(
            Column(_("Workshop or team of that day"), 20),
            Column(_("Should sit"), 9, WHOLE),
            Column(_("Sat it"), 9, WHOLE),
            Column(_("Passed"), 9, WHOLE),
            Column(_("Mean"), 9, POINTS),
            Column(_("Attendance in percent"), 10, POINTS),
            Column(_("Pass rate in percent"), 10, POINTS),
            Column(_("Team's coefficient"), 11, COEFFICIENT),
            *yuan,
        ),
        rows=(_team_row(team, rows) for team in rows.teams),
        below=below,
    )


def _team_row(team: BonusTeamLine, rows: Rows) -> tuple[Value, ...]:
    figures = (team.mean, team.attendance, team.pass_rate, team.coefficient)
    yuan = (team.base, team.amount) if rows.has_yuan else ()
    return (team.name, team.people, team.sat, team.passed, *figures, *yuan)
