"""A board as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from leaderboard.how_counted import how_counted
from leaderboard.ranking.arithmetic import points
from leaderboard.ranking.levels import By, Source
from organizations.excel import POINTS, WHOLE, Column, Table, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leaderboard.board_lines import Shown
    from leaderboard.boards import Board


def filename(board: Board) -> str:
    return f"{board.period.label} {board.by.label} {date_format(localtime(now()), 'Y-m-d')}.xlsx"


def board_table(pages: Sequence[Board]) -> Table:
    """Return all pages of a board as one sheet, with how it is counted in the foot."""
    board = pages[0]
    return Table(
        name=str(board.by.label),
        title=f"{board.period.label} · {board.by.label}",
        above=(board.compared_in, *_above(board)),
        columns=(
            Column(pgettext("ranking", "Place"), 8, WHOLE),
            Column(_("Name"), 24),
            Column(_("Belongs to"), 28),
            Column(_("Value"), 10, POINTS),
            Column(_("Plain mean"), 10, POINTS),
            *(Column(title, width, WHOLE) for title, width in _turnout(board)),
            Column(_("Since last time"), 12),
        ),
        rows=(_row(shown, board) for page in pages for shown in page.rows),
        below=tuple(how_counted(board, in_a_table=True)),
    )


def _turnout(board: Board) -> tuple[tuple[str, int], ...]:
    """Return what the columns of who should have come, who came, and the share are called, and how wide they are."""
    if board.period.source == Source.COMPETITIONS:
        return (_("Entries"), 8), (_("Came"), 8), (_("Came, in percent"), 10)
    return (_("Seats"), 8), (_("Sat"), 8), (_("Attendance in percent"), 10)


def _above(board: Board) -> tuple[str, ...]:
    """Say when it was counted, and of a kept board which count it is and why."""
    kept = board.count.snapshot if board.count else None
    moment = date_format(localtime(kept.taken_at if kept else now()), "Y-m-d H:i")
    if kept is None or board.count is None:
        return (_("As of %s") % moment, *([_("Not final.")] if board.is_provisional else []))
    said = _("Kept on %(when)s, count %(number)s.") % {"when": moment, "number": kept.number}
    older = [] if board.count.is_newest else [_("This is an older count.")]
    return (f"{said}{kept.reason}", *older)


def _row(shown: Shown, board: Board) -> tuple[Value, ...]:
    line, counted = shown.line, shown.line.counted
    above = f"{line.above.name} {line.unit.name}" if board.by == By.INDIVIDUAL else line.above.name
    return (
        shown.place,
        shown.name,
        above,
        shown.score,
        points(counted.mean(board.method.absent)),
        counted.seats,
        counted.sat,
        counted.attendance,
        shown.move_text,
    )
