"""One ranking as its reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from leaderboard.board_lines import Shown, in_words
from leaderboard.counts import Count, count_of
from leaderboard.models import rules_in_force
from leaderboard.ranking.arithmetic import Counted, Method, points
from leaderboard.ranking.engine import ranking
from leaderboard.ranking.levels import By
from leaderboard.ranking.lines import Line, as_kept, filled_in
from leaderboard.ranking.seats import seats_of

if TYPE_CHECKING:
    from leaderboard.ranking.periods import Period
    from leaderboard.ranking.reader import Reader

ROWS_A_PAGE = 50
ROWS_ON_FIRST_SCREENS = 8  # further down than that, one's own line stands above the list as well


@dataclass(frozen=True, slots=True)
class Board:
    """A page of it. `mine` is the reader's own line, `ends_at` the last place shown, where the list ends before all."""

    period: Period
    by: By
    arena: str
    compared_in: str
    method: Method
    everybody: Counted
    rows: tuple[Shown, ...]
    mine: Shown | None
    compared: int
    ends_at: int | None
    page: int
    count: Count | None

    @property
    def asked(self) -> str:
        """How this board, and the count of it, is asked for in addresses below it."""
        return f"?by={self.by}&number={self.count.number}" if self.count else f"?by={self.by}"

    @property
    def pages(self) -> int:
        return 1 if self.ends_at else max(1, -(-self.compared // ROWS_A_PAGE))

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing to place: where nobody has handed in yet, all would stand first with nothing."""
        if not self.rows:
            return self.mine is None
        is_all = self.rows[0].place == self.rows[-1].place == 1
        return self.count is None and is_all and not any(row.line.counted.sat for row in self.rows)

    @property
    def is_provisional(self) -> bool:
        return not self.period.is_over

    @property
    def is_steadied(self) -> bool:
        return self.by != By.INDIVIDUAL and self.method.steadying > 0

    @property
    def mean_of_all(self) -> Decimal:
        return points(self.everybody.mean(self.method.absent))

    @property
    def mine_above(self) -> Shown | None:
        """One's own line, unless it is on the first screens anyway."""
        first = {row.line.key for row in self.rows[:ROWS_ON_FIRST_SCREENS]}
        return self.mine if self.mine and self.mine.line.key not in first else None

    @property
    def any_has_few(self) -> bool:
        return any(row.has_few for row in self.rows)

    @property
    def any_is_invented(self) -> bool:
        return any(row.line.unit.is_demo or row.line.above.is_demo for row in self.rows)


def board_for(*, reader: Reader, period: Period, by: By, page: int = 1, number: int | None = None) -> Board | None:
    """Return a page of the board; None for who belongs nowhere. At most four queries, whatever the size.

    What is over is read as it was kept, the latest count or the one with that number; what runs is counted now. Who
    doesn't see everybody there is shown people down to the last place that is named, and his own line.
    """
    arena = reader.arena(by)
    if arena is None:
        return None
    count = count_of(period, by, arena, number)
    ask = _Ask(reader, period, by, arena, max(page, 1))
    return ask.kept(count) if count else ask.counted()


@dataclass(frozen=True, slots=True)
class _Found:
    """What a board says of itself as a whole."""

    method: Method
    everybody: Counted
    compared: int
    deepest: int | None
    count: Count | None


@dataclass(frozen=True, slots=True)
class _Ask:
    reader: Reader
    period: Period
    by: By
    arena: str
    page: int

    def kept(self, count: Count) -> Board:
        snapshot = count.snapshot
        first, last = self.positions
        deepest = self.deepest(snapshot.named_places)
        rows = snapshot.rows.filter(position__gte=first, position__lte=last)
        if deepest is not None:
            rows = rows.filter(place__lte=deepest)
        mine = self.reader.own(self.by)
        field = "worker" if self.by == By.INDIVIDUAL else "unit__path"
        own = snapshot.rows.filter(**{field: mine}) if mine is not None else snapshot.rows.none()
        lines = as_kept((rows | own).order_by("position"))
        shown = self.in_words(lines, snapshot.method, has_before=snapshot.before_id is not None)
        inside = {line.key for line in lines if deepest is None or line.place <= deepest}
        listed = [row for row in shown if row.line.key in inside]
        found = _Found(snapshot.method, snapshot.everybody, snapshot.compared, deepest, count)
        return self.board(listed, shown, found)

    def counted(self) -> Board:
        rules = rules_in_force()
        found = ranking(seats=seats_of(self.period, self.arena), by=self.by, method=rules.method)
        first, last = self.positions
        deepest, mine = self.deepest(rules.named_places), self.reader.own(self.by)
        placed = found.lines(first=first, last=last, deepest=deepest, mine=mine)
        shown = self.in_words(filled_in(found, placed), rules.method, has_before=False)
        listed = [row for row in shown if deepest is None or row.place <= deepest]
        compared = placed[0].compared if placed else 0
        return self.board(listed, shown, _Found(rules.method, found.everybody, compared, deepest, None))

    @property
    def positions(self) -> tuple[int, int]:
        return (self.page - 1) * ROWS_A_PAGE + 1, self.page * ROWS_A_PAGE

    def deepest(self, named_places: int) -> int | None:
        is_open = self.by != By.INDIVIDUAL or self.reader.sees_all_of(self.arena)
        return None if is_open else named_places

    def board(self, listed: list[Shown], shown: list[Shown], found: _Found) -> Board:
        ends = found.deepest if found.deepest is not None and found.compared > len(listed) else None
        return Board(
            period=self.period,
            by=self.by,
            arena=self.arena,
            compared_in=self.reader.compared_in(self.arena),
            method=found.method,
            everybody=found.everybody,
            rows=tuple(listed),
            mine=next((row for row in shown if row.is_mine), None),
            compared=found.compared,
            ends_at=ends,
            page=self.page,
            count=found.count,
        )

    def in_words(self, lines: list[Line], method: Method, *, has_before: bool) -> list[Shown]:
        return [
            in_words(
                line,
                reader=self.reader,
                by=self.by,
                period=self.period,
                arena=self.arena,
                method=method,
                has_before=has_before,
            )
            for line in lines
        ]
