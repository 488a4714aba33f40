"""The places: one query with window functions, and a small one for the mean over everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, Min, OuterRef, QuerySet, Subquery, Value, When, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf, Rank, RowNumber

from leaderboard.ranking.arithmetic import Counted, Method
from leaderboard.ranking.levels import Absent, By
from leaderboard.ranking.seats import Seats, competing, path_of
from organizations.models import Unit

MINE = -1  # the position under which one's own line is asked for


class OfGroups(Case):
    """A choice between windows over groups that are finished: Django would else group by what the windows order by."""

    def get_group_by_cols(self) -> list[Any]:
        return []


@dataclass(frozen=True, slots=True)
class Placed:
    """One line: `key` is a worker's id or a unit's path, `shown` the value it is placed by, in hundredths of a point.

    `compared` is how many stand on the board. One's own line says nothing of its position.
    """

    key: int | str
    place: int
    shown: int
    counted: Counted
    compared: int
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """A board that can be asked for. `everybody` is what all who are compared come to together."""

    seats: Seats
    by: By
    method: Method
    everybody: Counted

    def lines(
        self, *, first: int = 1, last: int | None = None, deepest: int | None = None, mine: int | str | None = None
    ) -> list[Placed]:
        """Return the lines from the first to the last position, both counted from 1, and one's own with them.

        `deepest` is the last place that is shown. One query, whatever the size.
        """
        rows = self._rows(mine)
        if last is not None:
            rows = rows.filter(asked__in=[MINE, *range(first, last + 1)])
        if deepest is not None:
            rows = rows.filter(depth__lte=deepest)
        return [_placed(row, mine) for row in rows.order_by("place", "sound", "key")]

    def _rows(self, mine: int | str | None) -> QuerySet[Any, dict[str, Any]]:
        shown = F("shown").desc()
        in_order: Any = (shown, F("sound").asc(), F("key").asc())
        rank, position = Window(Rank(), order_by=shown), Window(RowNumber(), order_by=in_order)
        own = When(key=mine, then=Value(MINE)) if mine is not None else None
        return self._counted().annotate(
            place=rank,
            compared=Window(Count("*")),
            asked=OfGroups(own, default=position) if own else position,
            depth=OfGroups(When(key=mine, then=Value(0)), default=rank) if own else rank,
        )

    def _counted(self) -> QuerySet[Any, dict[str, Any]]:
        rows: QuerySet[Any, dict[str, Any]] = self.seats.rows.order_by()
        if self.by == By.INDIVIDUAL:
            worker = self.seats.field("worker")
            found = rows.values(key=F(worker), sound=F(f"{worker}__sort_name")).annotate(**self.seats.sums)
            return found.annotate(shown=_half_up(F("earned"), self._divisor))
        found = rows.annotate(key=path_of(self.seats, self.by)).values("key")
        return found.annotate(**self.seats.sums, sound=Min(self._sound_of_group())).annotate(shown=self._steadied())

    def _sound_of_group(self) -> Combinable:
        """How the group's name sounds: of a workshop or town it is looked up, no row leads there."""
        if self.by in {By.TEAM, By.ENTERPRISE}:
            return F(self.seats.field("unit__sort_name" if self.by == By.TEAM else "enterprise__sort_name"))
        return Subquery(Unit.objects.filter(path=OuterRef("key")).order_by().values("sort_name")[:1])

    @property
    def _divisor(self) -> F:
        return F(self._divided_by)

    @property
    def _divided_by(self) -> str:
        return "seats" if self.method.absent == Absent.NOUGHT else "sat"

    def _steadied(self) -> Combinable:
        """The same as `Method.steadied`, for the database."""
        of_all, k = self.everybody.divisor(self.method.absent), self.method.steadying
        pulled = F("earned") * whole(of_all) + whole(k * self.everybody.earned)
        value = _half_up(pulled, (self._divisor + whole(k)) * whole(of_all))
        return Case(When(**{self._divided_by: 0}, then=whole(0)), default=value, output_field=BigIntegerField())


def ranking(*, seats: Seats, by: By, method: Method) -> Ranking:
    """Return the board of these seats at that level. One query, none for people: they are not steadied."""
    own = competing(seats, by)
    everybody = Counted(0, 0, 0) if by == By.INDIVIDUAL else Counted(**own.rows.aggregate(**own.sums))
    return Ranking(own, by, method, everybody)


def whole(number: int) -> Value:
    return Value(number, BigIntegerField())


def _half_up(above: Combinable, below: Combinable) -> Combinable:
    """The same as `arithmetic.half_up`: all whole numbers, of which both databases keep the whole part."""
    quotient = (above * whole(2) + below) / (NullIf(below, whole(0), output_field=BigIntegerField()) * whole(2))
    return Coalesce(quotient, whole(0), output_field=BigIntegerField())


def _placed(row: dict[str, Any], mine: int | str | None) -> Placed:
    counted = Counted(row["seats"], row["sat"], row["earned"])
    return Placed(row["key"], row["place"], row["shown"], counted, row["compared"], row["key"] == mine)
