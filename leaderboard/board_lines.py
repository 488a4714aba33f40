"""A line of a ranking in words: what its reader may know of whom it is about."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from leaderboard.ranking.arithmetic import Method, points
from leaderboard.ranking.levels import By, Source
from leaderboard.ranking.lines import Line
from leaderboard.town_names import town_named
from organizations.models import UnitKind

if TYPE_CHECKING:
    from leaderboard.ranking.periods import Period
    from leaderboard.ranking.reader import Reader

FEW = 5  # with fewer sittings than that, chance weighs so much that the board says so


@dataclass(frozen=True, slots=True)
class Shown:
    """A line in words. `mean` stands beside the value only where it differs; `made_of` leads to what it is made of."""

    line: Line
    name: str
    detail: str
    score: Decimal
    mean: Decimal | None
    move: str
    move_text: str
    is_mine: bool
    made_of: str

    @property
    def place(self) -> int:
        return self.line.place

    @property
    def has_few(self) -> bool:
        return self.line.worker is None and self.line.counted.seats < FEW


def in_words(
    line: Line, *, reader: Reader, by: By, period: Period, arena: str, method: Method, has_before: bool
) -> Shown:
    """Return the line as this reader may read it; what moved since last time only where there is a last time."""
    is_mine = line.key == reader.own(by)
    mean = line.counted.mean(method.absent)
    move, text = _moved(line) if has_before else ("", "")
    return Shown(
        line=line,
        name=name_for(reader, line, is_mine=is_mine),
        detail=_detail(line, reader, by, period, arena),
        score=points(line.shown),
        mean=points(mean) if mean != line.shown else None,
        move=move,
        move_text=text,
        is_mine=is_mine,
        made_of=_made_of(line, reader, by, is_mine=is_mine),
    )


def name_for(reader: Reader, line: Line, *, is_mine: bool = False) -> str:
    """Return the name, or the number of who has chosen that: himself, his team and who sees his unit know it anyway."""
    if line.worker is None:
        is_inside = line.unit.kind in {UnitKind.TEAM, UnitKind.WORKSHOP}
        return line.name if is_inside else town_named(line.unit.shown_name)
    is_known = is_mine or line.unit == reader.unit or reader.sees(line.unit)
    if is_known or not line.is_by_number:
        return line.name
    return _("No. %(number)s, %(enterprise)s") % {"number": line.employee_no or "—", "enterprise": line.above.name}


def _detail(line: Line, reader: Reader, by: By, period: Period, arena: str) -> str:
    counted = line.counted
    if line.worker is not None:
        where = line.unit.name if len(arena) > 8 else f"{line.above.name} {line.unit.name}"
        missed = counted.seats - counted.sat
        said = _("not handed in yet") if period.is_being_sat else _("%d missed") % missed
        return f"{where} · {said}" if missed else where
    said = _turnout(line, period)
    is_mixed = by in {By.TEAM, By.WORKSHOP} and reader.enterprise is None and line.above.path != arena
    return f"{line.above.name} · {said}" if is_mixed else said


def _turnout(line: Line, period: Period) -> str:
    seats = line.counted.seats
    if period.source == Source.COMPETITIONS:
        said = ngettext("%(seats)d entry · %(attendance)d %% came", "%(seats)d entries · %(attendance)d %% came", seats)
    else:
        said = ngettext("%(seats)d seat · %(attendance)d %% sat", "%(seats)d seats · %(attendance)d %% sat", seats)
    return said % {"seats": seats, "attendance": line.counted.attendance}


def _moved(line: Line) -> tuple[str, str]:
    """Return which way it went since last time, and that in words."""
    if line.before is None:
        return "", pgettext("ranking", "new")
    by = line.before - line.place
    if not by:
        return "same", _("same place")
    return ("up", _("up %d") % by) if by > 0 else ("fall", _("down %d") % -by)


def _made_of(line: Line, reader: Reader, by: By, *, is_mine: bool) -> str:
    """Return what its page is called: "mine" for one's own, an id for who sees the unit; empty for others."""
    if reader.sees(line.unit):
        return str(line.worker or line.unit.pk)
    return "mine" if is_mine and by in {By.INDIVIDUAL, By.TEAM} else ""
