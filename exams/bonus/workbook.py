"""The bonus sheet as an Excel file: one sheet of people, one of teams."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exams.bonus.lines import BonusLine, TeamSummary
from exams.bonus.rule_words import Said, team_bands, worker_bands
from exams.bonus.sheet import BonusSheet
from exams.bonus.words import how_counted
from organizations.excel import COEFFICIENT, POINTS, WHOLE, Column, Table, Value


def bonus_tables(sheet: BonusSheet) -> list[Table]:
    """Return the two sheets; both carry enterprise, month and mark, so that a printed page can be traced."""
    return [_people(sheet), _teams(sheet)]


def bonus_title(sheet: BonusSheet) -> str:
    return _("Bonus sheet %(month)s") % {"month": date_format(sheet.month, "Y年n月")}


def bonus_filename(sheet: BonusSheet) -> str:
    return f"{sheet.enterprise.code}-{sheet.month:%Y-%m}.xlsx"


def _people(sheet: BonusSheet) -> Table:
    return Table(
        name=_("People"),
        title=f"{sheet.enterprise.shown_name} {bonus_title(sheet)}",
        above=_above(sheet),
        columns=(
            Column(_("Employee number"), 12),
            Column(_("Full name"), 12),
            Column(_("Workshop or team of that day"), 20),
            Column(_("Score"), 9, POINTS),
            Column(_("Attended"), 10),
            Column(_("Worker's coefficient"), 11, COEFFICIENT),
            Column(_("Team's coefficient"), 11, COEFFICIENT),
            Column(_("Combined coefficient"), 11, COEFFICIENT),
        ),
        rows=(_person_row(line) for line in sheet.lines),
        below=_below(sheet),
    )


def _person_row(line: BonusLine) -> tuple[Value, ...]:
    return (
        line.employee_no,
        line.name,
        line.team.name,
        line.score,
        attendance_words(line),
        line.worker_coefficient,
        line.team_coefficient,
        line.combined,
    )


def attendance_words(line: BonusLine) -> str:
    """Whether he sat; with several exams, how many of them."""
    if line.exams > 1:
        return _("%(sat)d of %(exams)d") % {"sat": line.sat, "exams": line.exams}
    return _("sat") if line.attended else _("absent")


def _teams(sheet: BonusSheet) -> Table:
    name = _("Teams")
    return Table(
        name=name,
        title=f"{sheet.enterprise.shown_name} {bonus_title(sheet)} · {name}",
        above=_above(sheet),
        columns=(
            Column(_("Workshop or team of that day"), 20),
            Column(_("Should sit"), 9, WHOLE),
            Column(_("Sat it"), 9, WHOLE),
            Column(_("Mean, missing = 0"), 14, POINTS),
            Column(_("Team's coefficient"), 11, COEFFICIENT),
        ),
        rows=(_team_row(team) for team in sheet.teams),
        below=_below(sheet),
    )


def _team_row(team: TeamSummary) -> tuple[Value, ...]:
    return (team.team.name, team.people, team.sat, team.mean, team.coefficient)


def _above(sheet: BonusSheet) -> list[str]:
    lines = [
        _("Enterprise: %(name)s (%(code)s) · month: %(month)s · people: %(people)d, sat: %(sat)d")
        % {
            "name": sheet.enterprise.shown_name,
            "code": sheet.enterprise.code,
            "month": f"{sheet.month:%Y-%m}",
            "people": len(sheet.lines),
            "sat": sheet.sat,
        },
        _("Exams: %s")
        % "；".join(f"{exam.title}（{date_format(localtime(exam.opens_at), 'Y-m-d')}）" for exam in sheet.exams),
        _("Worker: %s") % _short(worker_bands(sheet.rule)),
        _("Team: %s") % _short(team_bands(sheet.rule)),
    ]
    if sheet.is_provisional:
        lines.insert(0, _("Not final: an exam of this month is not closed yet."))
    if sheet.enterprise.is_demo:
        lines.insert(0, _("Demonstration: this enterprise and its figures are invented."))
    return lines


def _short(lines: Iterable[Said]) -> str:
    """Return the lines of a rule in one, because what stands above the heading stays in sight and takes room."""
    return "；".join(f"{line.who} → {line.coefficient}" for line in lines)


def _below(sheet: BonusSheet) -> list[str]:
    return [*how_counted(sheet), _("Mark of this sheet: %s (changes with any figure)") % sheet.mark]
