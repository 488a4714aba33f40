"""What a number on a board is made of: every sitting behind it, down to the pages where each was marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from exams.models import AttemptState
from exams.release import may_see_result
from leaderboard.counts import count_of
from leaderboard.models import StandingRow, rules_in_force
from leaderboard.ranking.arithmetic import FULL, Counted, Method, half_up, points
from leaderboard.ranking.engine import ranking
from leaderboard.ranking.levels import By, Source
from leaderboard.ranking.seats import Seats, path_of, seats_of

if TYPE_CHECKING:
    from exams.models import Attempt
    from leaderboard.counts import Count
    from leaderboard.ranking.periods import Period
    from leaderboard.ranking.reader import Reader


@dataclass(frozen=True, slots=True)
class Sat:
    """One seat: `points` of `full`, `value` per hundred; no points for who didn't come. `link` leads to the marks."""

    title: str
    at: datetime | None
    name: str
    unit: str
    points: Decimal | None
    full: Decimal
    value: Decimal
    is_vetoed: bool
    link: str


@dataclass(frozen=True, slots=True)
class Part:
    """One exam or competition of a group, as a sum: nobody's points."""

    title: str
    counted: Counted

    @property
    def points(self) -> Decimal:
        return points(self.counted.earned)


@dataclass(frozen=True, slots=True)
class Sums:
    """How a line's number comes about: what it comes to, what all come to together, and the method."""

    counted: Counted
    everybody: Counted
    method: Method

    @property
    def points(self) -> Decimal:
        return points(self.counted.earned)

    @property
    def divisor(self) -> int:
        return self.counted.divisor(self.method.absent)

    @property
    def mean(self) -> Decimal:
        return points(self.counted.mean(self.method.absent))

    @property
    def mean_of_all(self) -> Decimal:
        return points(self.everybody.mean(self.method.absent))

    @property
    def is_steadied(self) -> bool:
        return bool(self.everybody.seats and self.method.steadying)

    @property
    def value(self) -> Decimal:
        """What it is placed by: the plain mean of a person, the steadied one of a group."""
        return points(self.method.steadied(self.counted, self.everybody)) if self.everybody.seats else self.mean


@dataclass(frozen=True, slots=True)
class MadeOf:
    """Everything behind one line. `rows` are its seats, to be looked at page by page; `parts` its sums by event.

    Seats and parts are as they are now. `kept` is how the board of that `count` came to its number: what moved since
    makes `now` another. Both are counted by the rules that the board was kept with.
    """

    title: str
    now: Sums
    kept: Sums | None
    count: Count | None
    parts: tuple[Part, ...]
    rows: QuerySet[Any] | None

    @property
    def on_the_board(self) -> Sums:
        return self.kept or self.now

    @property
    def is_new(self) -> bool:
        """Whether it came after the board was kept."""
        return self.count is not None and self.kept is None

    @property
    def has_moved(self) -> bool:
        return self.kept is not None and self.kept != self.now

    @property
    def own_have_moved(self) -> bool:
        """Whether it is its own points that moved, not those of others, which the mean of all rests on."""
        return self.kept is not None and self.kept.counted != self.now.counted


def made_of(
    *,
    reader: Reader,
    period: Period,
    by: By,
    arena: str,
    key: int | str,
    title: str,
    shows_people: bool,
    number: int | None = None,
) -> MadeOf:
    """Return what the line with that key is made of, on the count with that number if the board was kept.

    At most five queries, and one a page of `rows`.
    """
    count = count_of(period, by, arena, number)
    method = count.snapshot.method if count else rules_in_force().method
    board = ranking(seats=seats_of(period, arena), by=by, method=method)
    own = _of_key(board.seats, by, key)
    parts = _parts(own, period)
    counted = Counted(
        sum(part.counted.seats for part in parts),
        sum(part.counted.sat for part in parts),
        sum(part.counted.earned for part in parts),
    )
    return MadeOf(
        title=title,
        now=Sums(counted, board.everybody, method),
        kept=_kept(count, by, key),
        count=count,
        parts=parts,
        rows=_rows(own, period) if shows_people else None,
    )


def sat_row(row: Attempt | StandingRow, reader: Reader) -> Sat:
    """Return one seat in words. No query: `rows` come with what it needs."""
    return _competed(row, reader) if isinstance(row, StandingRow) else _sat(row, reader)


def _kept(count: Count | None, by: By, key: int | str) -> Sums | None:
    """Return how the kept board came to its number; None where the line doesn't stand on it. At most one query."""
    if count is None:
        return None
    field = "worker" if by == By.INDIVIDUAL else "unit__path"
    row = count.snapshot.rows.filter(**{field: key}).first()
    if row is None:
        return None
    everybody = Counted(0, 0, 0) if by == By.INDIVIDUAL else count.snapshot.everybody  # people are not steadied
    return Sums(row.counted, everybody, count.snapshot.method)


def _parts(own: Seats, period: Period) -> tuple[Part, ...]:
    event = "exam__title" if period.source == Source.EXAMS else "competition__title"
    sums = own.rows.order_by().values(title=F(event), event=F(event.partition("__")[0])).annotate(**own.sums)
    return tuple(
        Part(row["title"], Counted(row["seats"], row["sat"], row["earned"])) for row in sums.order_by("title", "event")
    )


def _of_key(seats: Seats, by: By, key: int | str) -> Seats:
    if by == By.INDIVIDUAL:
        return seats.only(Q(**{seats.field("worker"): key}))
    rows = seats.rows.annotate(group=path_of(seats, by)).filter(group=key)
    return Seats(rows, seats.along, seats.hundredths, seats.has_sat, seats.has_earned)


def _rows(seats: Seats, period: Period) -> QuerySet[Any]:
    if period.source == Source.EXAMS:
        rows = seats.rows.select_related("exam", "make_up", "worker", "unit").defer("paper")
        return rows.order_by("exam__closes_at", "worker__sort_name", "pk")
    rows = seats.rows.select_related("competition", "entrant__unit").defer("parts")
    return rows.order_by("competition__frozen_at", "order", "pk")


def _sat(seat: Attempt, reader: Reader) -> Sat:
    has_sat = seat.state == AttemptState.GRADED and seat.score is not None
    earned = seat.score if has_sat and seat.score is not None else Decimal(0)
    value = half_up(int(earned * 100) * FULL, int(seat.full_points * 100))
    return Sat(
        title=seat.exam.title,
        at=seat.finished_at if has_sat else seat.exam.closes_at,
        name=seat.worker.name,
        unit=seat.unit.name,
        points=seat.score if has_sat else None,
        full=seat.full_points,
        value=points(value),
        is_vetoed=False,
        link=_marks_of(seat, reader) if has_sat else "",
    )


def _marks_of(seat: Attempt, reader: Reader) -> str:
    """Return the page that shows how it was marked: the desk's, or one's own; nothing where he sees neither."""
    if reader.sees(seat.unit):
        return reverse("exams:desk_marks", args=[seat.pk])
    return reverse("exams:result", args=[seat.pk]) if seat.worker_id == reader.user.pk and may_see_result(seat) else ""


def _competed(row: StandingRow, reader: Reader) -> Sat:
    entrant = row.entrant
    if reader.sees(entrant.unit):
        link = reverse("leaderboard:competitor", args=[entrant.pk])
    else:
        link = reverse("leaderboard:competition", args=[row.competition_id])
    return Sat(
        title=row.competition.title,
        at=row.competition.frozen_at,
        name=entrant.name,
        unit=entrant.unit.name,
        points=row.total,
        full=Decimal(100),
        value=Decimal(0) if row.is_vetoed or row.total is None else row.total,
        is_vetoed=row.is_vetoed,
        link=link,
    )
