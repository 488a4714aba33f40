"""The competition's half of a picture: what a hall may see of its standings.

A part is seen when every active judge who may mark it has: the screen is no way to learn what the others gave. Where
some of them, but not most, saw a critical step missed, it says that the chief judge has yet to speak, as at the desk.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from leaderboard.bars import bars_of
from leaderboard.models import Competition, CompetitionState, EventKind, Judge, NameChoice, Part, Stage
from leaderboard.places import final_lines
from leaderboard.scoring import Contender, Total, places
from leaderboard.standings import standings_of
from leaderboard.still_to_come import marks_wait_for, part_waits_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leaderboard.bars import Bars
    from leaderboard.models import Entrant
    from leaderboard.places import Final
    from leaderboard.standings import Line, PartLine, StageStanding


@dataclass(frozen=True, slots=True)
class Row:
    """One competitor: `parts` are his scores per hundred, empty while they are not seen.

    `state` is "" for who has a place, else "wait" (for marks), "ruling" (for the chief judge) or "done", and `says`
    puts it into words. `veto` says why he was vetoed.
    """

    key: int
    place: int | None
    name: str
    of: str
    parts: tuple[Decimal | str | None, ...]
    total: Decimal | None
    state: str = ""
    says: str = ""
    veto: str = ""

    @property
    def mark(self) -> str:
        """What changes when marks have come in."""
        return "|".join(str(shown or "") for shown in (*self.parts, self.total, self.state, self.veto))

    @property
    def shown(self) -> tuple[Decimal | str | None, ...]:
        """The parts that get a cell of their own: from the first that is waited for `says` takes the room."""
        return tuple(takewhile(lambda part: part is not None, self.parts)) if self.state else self.parts

    @property
    def span(self) -> int:
        """How many columns are left for the total, or for what `says`."""
        return len(self.parts) - len(self.shown) + 1


@dataclass(frozen=True, slots=True)
class Board:
    """The table as the hall sees it; `empty` says why there is none."""

    heading: str
    who: str
    hint: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    stage: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class _Hall:
    """Whose hall it is: `home` where the competition is held by its unit or below. `by_number` are who chose that."""

    competition: Competition
    path: str
    home: bool
    by_number: frozenset[int]

    def shown_name(self, entrant: Entrant) -> str:
        """Return what he is called here: his start number, where he chose so, and for strangers elsewhere."""
        if entrant.worker_id in self.by_number:
            return _("No. %d") % entrant.number
        if self.home or self.competition.is_for_teams or str(entrant.unit.path).startswith(self.path):
            return entrant.name
        return _("No. %d") % entrant.number

    def shown_unit(self, entrant: Entrant) -> str:
        if self.shown_name(entrant) != entrant.name:
            return ""
        if self.competition.is_for_teams:
            return entrant.enterprise.name
        own = entrant.unit.name
        return own if entrant.enterprise_id == entrant.unit_id else f"{entrant.enterprise.name} · {own}"


def board_of(competition: Competition, *, path: str, shows_live: bool) -> Board:
    """Return the board of a competition that comes with its owner, on a screen of the unit at `path`.

    Elsewhere than at home, and where `shows_live` is off, the hall sees before the results are out only how far
    everybody is. At most thirteen queries and three a judge.
    """
    hall = _Hall(competition, path, str(competition.owner.path).startswith(path), _by_number(competition))
    empty = Board(_heading(competition), str(competition.get_kind_display()), "", (), ())
    if competition.state in {CompetitionState.DRAFT, CompetitionState.OPEN}:
        entered = competition.entrants.competing().count()
        said = _("%d teams have entered.") if competition.is_for_teams else _("%d people have entered.")
        return replace(empty, empty=said % entered)
    standings = standings_of(competition, with_items=True)
    if competition.is_out:
        return _final(hall, standings.stages, final_lines(standings))
    begun = [standing for standing in standings.stages if standing.lines]
    if not begun:
        return replace(empty, empty=_("Nobody is left in this competition."))
    now = next((standing for standing in begun if standing.stage.closed_at is None), begun[-1])
    live = _live(hall, now)
    return live if hall.home and shows_live else _covered(live)


def _by_number(competition: Competition) -> frozenset[int]:
    chosen = NameChoice.objects.filter(by_number=True, worker__in=competition.entrants.values("worker"))
    return frozenset(chosen.values_list("worker", flat=True))


def _live(hall: _Hall, standing: StageStanding) -> Board:
    prefetch_related_objects([line.entrant for line in standing.lines], "members")  # the bars look at them
    judging = [bars_of(judge, hall.competition) for judge in _judges(hall.competition)]
    rows = []
    for line in standing.lines:
        seen = {row.part.pk: _is_seen(row, line.entrant, standing.stage, judging) for row in line.parts}
        rows.append(_row(hall, line, seen))
    return replace(_board(hall, standing.parts, _ranked(rows)), stage=standing.stage.name)


def _final(hall: _Hall, stages: Sequence[StageStanding], finals: Sequence[Final]) -> Board:
    """Return the whole result; with several stages the columns differ, and the stage stands in their place."""
    rows = []
    for final in finals:
        seen = {part.part.pk: part.score.is_final or part.awaits_ruling for part in final.line.parts}
        row = _row(hall, final.line, seen)
        rows.append(replace(row, place=final.place))
    if len(stages) == 1:
        return _board(hall, stages[0].parts, rows)
    named = [replace(row, parts=(final.stage.name,)) for row, final in zip(rows, finals, strict=True)]
    return replace(_board(hall, (), named), heads=(str(_("stage")),))


def _covered(board: Board) -> Board:
    """Return the same without a number in it, by start number."""
    rows = sorted(board.rows, key=lambda row: row.key)
    return replace(
        board,
        heads=(),
        hint=_("Places are shown when the results are out."),
        rows=tuple(
            replace(
                row,
                place=None,
                parts=(),
                total=None,
                state="wait" if row.state == "wait" else "done",
                says=row.says if row.state == "wait" else _("All marked"),
                veto="",
            )
            for row in rows
        ),
    )


def _board(hall: _Hall, parts: Sequence[Part], rows: Sequence[Row]) -> Board:
    competition = hall.competition
    shares = [f"{part} {part.weight.normalize():f}%" for part in parts]
    return Board(
        heading=_heading(competition),
        who=str(_("Team") if competition.is_for_teams else _("Competitor")),
        hint=_("Total: %s") % " ＋ ".join(shares) if len(shares) > 1 else "",
        heads=tuple(str(part) for part in parts),
        rows=tuple(rows),
    )


def _heading(competition: Competition) -> str:
    return _("Places of the teams") if competition.kind == EventKind.TEAM else _("Places")


def _judges(competition: Competition) -> Iterable[Judge]:
    return competition.judges.filter(is_active=True).select_related("user")


def _is_seen(row: PartLine, entrant: Entrant, stage: Stage, judging: Sequence[Bars]) -> bool:
    if not (row.score.is_final or row.awaits_ruling):
        return False
    if not row.part.is_judged or stage.closed_at is not None:
        return True
    expected = {bars.user for bars in judging if not bars.bar(entrant)}
    return expected <= {sheet.judge.user_id for sheet in row.sheets}


def _row(hall: _Hall, line: Line, seen: dict[int, bool]) -> Row:
    entrant = line.entrant
    parts = tuple(row.score.score if seen[row.part.pk] else None for row in line.parts)
    row = Row(entrant.number, None, hall.shown_name(entrant), hall.shown_unit(entrant), parts, None)
    known = [part for part in line.parts if seen[part.part.pk]]
    row = replace(row, veto=next((_vetoed_for(part) for part in known if part.score.is_vetoed), ""))
    waited_for = next((part for part in line.parts if not seen[part.part.pk]), None)
    if waited_for is not None:
        return replace(row, state="wait", says=marks_wait_for(waited_for))
    disputed = next((part for part in known if part.awaits_ruling), None)
    if disputed is not None:
        return replace(row, state="ruling", says=part_waits_for(disputed))
    return replace(row, total=line.total.points)


def _vetoed_for(row: PartLine) -> str:
    """Name the critical step that most judges saw missed."""
    missed = Counter(step for sheet in row.sheets for step in sheet.missed)
    steps = {item.pk: item.text for item in row.part.items.all()}
    named = [steps[step] for step, _judges in missed.most_common() if step in steps]
    return _("Missed: %s") % named[0] if named else _("a critical step was missed")


def _ranked(rows: Sequence[Row]) -> list[Row]:
    """Return who has everything by place, then by start number who is waited for, and the vetoed behind them."""
    known = {row.key: row for row in rows}
    ranked = places(
        Contender(row.key, f"{row.key:05}" if row.state else row.name, Total(row.total, is_vetoed=bool(row.veto)))
        for row in rows
    )
    return [replace(known[standing.key], place=standing.place) for standing in ranked]
