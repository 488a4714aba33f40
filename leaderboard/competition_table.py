"""A competition as a workbook: a sheet for each stage, one for the judges' scores, one for the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from leaderboard.competition_rules import rule_sentences
from organizations.excel import POINTS, WHOLE, Column, Table, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leaderboard.competition_page import DeskPage, Shown, ShownStage
    from leaderboard.models import Competition


def filename(competition: Competition) -> str:
    return f"{competition.title} {date_format(localtime(now()), 'Y-m-d')}.xlsx"


def competition_tables(page: DeskPage) -> list[Table]:
    """Return the sheets. Judges' scores are the holder's alone."""
    tables = [_stage(page.competition, shown) for shown in page.stages if shown.lines]
    if page.is_holder:
        tables += [_sheets(page.competition, shown) for shown in page.stages if shown.lines]
    return [*tables, _rules(page.competition)]


def _stage(competition: Competition, shown: ShownStage) -> Table:
    return Table(
        name=shown.stage.name,
        title=f"{competition.title} · {shown.stage.name}",
        above=(
            _("%(owner)s · %(state)s · as of %(now)s")
            % {
                "owner": competition.owner.shown_name,
                "state": competition.get_state_display(),
                "now": date_format(localtime(now()), "Y-m-d H:i"),
            },
        ),
        columns=(
            Column(pgettext("ranking", "Place"), 8, WHOLE),
            Column(_("Start number"), 9, WHOLE),
            Column(_("Name"), 16),
            Column(_("Enterprise"), 24),
            Column(_("Team"), 16),
            *(Column(f"{part} {part.weight.normalize():f} %", 14, POINTS) for part in shown.parts),
            Column(_("Total"), 10, POINTS),
            Column(_("Remark"), 24),
        ),
        rows=(_row(line) for line in shown.lines),
        below=() if shown.is_final else (_("Not final: marks still come in."),),
    )


def _row(line: Shown) -> tuple[Value, ...]:
    return (
        "—" if line.place is None else line.place,
        line.entrant.number,
        line.name,
        line.entrant.enterprise.shown_name,
        line.entrant.unit.name if line.can_open else "",
        *(row.score.score for row in line.parts),
        "—" if line.total is None else line.total,
        "；".join(_remarks(line)),
    )


def _remarks(line: Shown) -> Iterator[str]:
    if line.is_vetoed:
        yield _("Veto: a critical step was missed")
    if line.waits_for:
        yield line.waits_for


def _sheets(competition: Competition, shown: ShownStage) -> Table:
    return Table(
        name=_("%s, judges") % shown.stage.name,
        title=_("%(title)s · %(stage)s: the judges' scores") % {"title": competition.title, "stage": shown.stage.name},
        columns=(
            Column(_("Start number"), 9, WHOLE),
            Column(_("Name"), 16),
            Column(pgettext("competition", "Part"), 14),
            Column(_("Judge"), 12),
            Column(_("Round"), 8, WHOLE),
            Column(_("Score per hundred"), 12, POINTS),
            Column(_("Remark"), 30),
        ),
        rows=_sheet_rows(shown.lines),
    )


def _sheet_rows(lines: Iterable[Shown]) -> Iterator[tuple[Value, ...]]:
    for line in lines:
        for row in line.parts:
            for sheet in (*row.sheets, *row.earlier):
                said = [
                    *([_("replaced by a later round")] if sheet.round < row.round else []),
                    *([_("left out")] if sheet.round == row.round and sheet.judge_id in row.score.dropped else []),
                    *([_("a critical step was missed")] if sheet.missed else []),
                    *([sheet.remark] if sheet.remark else []),
                ]
                judge = sheet.judge.user.name
                yield (line.entrant.number, line.name, str(row.part), judge, sheet.round, sheet.score, "；".join(said))


def _rules(competition: Competition) -> Table:
    return Table(
        name=_("Rules"),
        title=_("Rules of “%s”") % competition.title,
        columns=(Column(_("Rule"), 90),),
        rows=((sentence,) for sentence in rule_sentences(competition)),
    )
