"""How a board is counted, in sentences that a miner understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from leaderboard.ranking.levels import By, Source
from organizations.models.units import Unit

if TYPE_CHECKING:
    from leaderboard.boards import Board


def how_counted(board: Board, *, in_a_table: bool = False) -> list[str]:
    """Return the sentences for this board, with its own numbers, to stand by it or in its table. No query."""
    said = [str(_first(board)), str(board.method.absent.sentence)]
    if board.is_steadied:
        said.extend(_steadying(board, in_a_table=in_a_table))
    if board.period.source == Source.COMPETITIONS:
        said.append(_("Who was vetoed for a missed critical step counts 0."))
    if board.period.event is None:
        said.append(_what_counts(board))
    said.append(
        _("Everybody with a seat counts, dispatched and contract workers too, in the team of that day.")
        if board.period.source == Source.EXAMS
        else _("Everybody counts for the team of the day he was entered.")
    )
    said.append(_("Same value, same place: after two firsts comes the third. Equals stand in the order of pinyin."))
    said.append(_("How fast somebody was does not count."))
    if board.any_has_few:
        said.append(_("“Few people” means fewer than five: one good or bad paper weighs a lot there."))
    if board.any_is_invented:
        said.append(_("Enterprises marked as demonstration and their figures are invented."))
    return said


def _first(board: Board) -> str:
    if board.by == By.INDIVIDUAL and board.period.event is not None:
        return _("Your value is your points, turned into points of a hundred.")
    if board.by == By.INDIVIDUAL:
        return _("Your value is the mean of your points, each exam or competition turned into points of a hundred.")
    return _("The value of a group rests on the points of all its people, each turned into points of a hundred.")


def _steadying(board: Board, *, in_a_table: bool) -> list[str]:
    if not board.everybody.seats:
        said = _("So that luck doesn't decide for small groups, %(k)d average sittings are added to each.")
        return [said % {"k": board.method.steadying}]
    words = {"k": board.method.steadying, "mean": f"{board.mean_of_all:.2f}"}
    said = _(
        "So that luck doesn't decide for small groups, %(k)d average sittings with %(mean)s points, the mean of all "
        "here, are added to each before it is divided. A big group hardly moves."
    )
    beside, below = _("The plain mean stands in the column beside."), _("The plain mean stands below the value.")
    return [said % words, beside if in_a_table else below]


def _what_counts(board: Board) -> str:
    if len(board.arena) == Unit.steplen:
        return _("Only what the county held for everybody counts here.")
    return _("What was held for the whole enterprise or town counts here, by itself or from above.")
