"""Keeping boards as they are at the close: what came later is another number beside them, with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from exams.models import Exam, ExamState
from exams.release import is_out
from leaderboard.models import (
    Competition,
    CompetitionState,
    NamedPeriod,
    RankingRules,
    RankingSnapshot,
    SnapshotRow,
    rules_in_force,
)
from leaderboard.ranking.arithmetic import Counted
from leaderboard.ranking.engine import Placed, Ranking, ranking
from leaderboard.ranking.events import paths_above
from leaderboard.ranking.levels import By, Source
from leaderboard.ranking.lines import Line, filled_in
from leaderboard.ranking.periods import (
    Period,
    before,
    month_of,
    of_competition,
    of_exam,
    of_span,
    over_with,
    quarter_of,
)
from leaderboard.ranking.seats import seats_of
from organizations.models import Unit, UnitKind

if TYPE_CHECKING:
    from django.db.models import QuerySet

BATCH = 2000


def keep_exam(*, exam: Exam, reason: str = "") -> int:
    """The boards of a closed exam are kept, and those of days that were over before it counted; return how many.

    Without a reason nothing is kept twice, and with one only what moved. `reason` says what made the numbers move.
    """
    if exam.state != ExamState.CLOSED or exam.retest_of_id is not None:
        return 0
    kept = keep_boards(period=of_exam(exam), reason=reason)
    late = reason or _("“%s” counts since then.") % exam.title
    return kept + sum(
        keep_boards(period=period, reason=late)
        for period in over_with(Source.EXAMS, exam.closes_at, localdate())
        if is_out(exam) and _is_kept(period)
    )


def keep_competition(*, competition: Competition) -> int:
    """The boards of a competition whose result is final are kept, once."""
    if competition.state != CompetitionState.FROZEN:
        return 0
    return keep_boards(period=of_competition(competition))


def keep_what_ended(*, today: date | None = None) -> int:
    """The boards of last month, last quarter and every span of the bureau's that ended are kept, each once."""
    day = today or localdate()
    spans = NamedPeriod.objects.filter(last_day__lt=day)
    ended = [
        period
        for source in Source
        for period in (
            before(month_of(source, day)),
            before(quarter_of(source, day)),
            *(of_span(source, span) for span in spans),
        )
        if period is not None
    ]
    return sum(keep_boards(period=period) for period in ended if not _is_kept(period))


def keep_boards(*, period: Period, reason: str = "") -> int:
    """Every board of it is kept as it is now, whoever may look at it; return how many.

    Each is written for itself, so that nobody waits for all of them. What was broken off goes on when it is called
    again: what is kept already stays as it is.
    """
    rules = rules_in_force()
    return sum(_keep(period, by, arena, rules, reason) for by, arena in _boards(period))


def latest(period: Period, by: By, arena: str) -> QuerySet[RankingSnapshot]:
    """Return the snapshots of that board, the newest first."""
    found: QuerySet[RankingSnapshot] = RankingSnapshot.objects.filter(by=by, arena__path=arena, **period.kept_under)
    return found.order_by("-number")


def _is_kept(period: Period) -> bool:
    """Whether the last of its boards is there: the others were written before it."""
    *_others, last = [None, *_boards(period)]
    return last is None or latest(period, last[0], last[1].path).exists()


def _boards(period: Period) -> Iterator[tuple[By, Unit]]:
    for arena in _arenas(period):
        yield from ((by, arena) for by in By if by.is_inside_enterprises)
    for root in Unit.objects.filter(depth=1):
        yield from ((by, root) for by in By)


def _arenas(period: Period) -> QuerySet[Unit]:
    """Return the towns and enterprises inside which people are compared: of one event those who were in it."""
    arenas: QuerySet[Unit] = Unit.objects.filter(kind__in=[UnitKind.TOWN, UnitKind.ENTERPRISE])
    if period.event is None:
        return arenas
    seats = seats_of(period, "0" * (Unit.steplen - 1) + "1")
    own = set(seats.rows.order_by().values_list(seats.field("enterprise__path"), flat=True).distinct())
    return arenas.filter(path__in={above for path in own for above in paths_above(path)})


def _keep(period: Period, by: By, arena: Unit, rules: RankingRules, reason: str) -> int:
    """Keep one board, and compare it anew where another process has kept it in the meantime."""
    kept = None
    while kept is None:
        kept = _keep_next(period, by, arena, rules, reason)
    return kept


def _keep_next(period: Period, by: By, arena: Unit, rules: RankingRules, reason: str) -> int | None:
    """Return 1 when it is kept, 0 where nothing is to be, None where another came first."""
    last = latest(period, by, arena.path).first()
    if last and not reason:
        return 0
    everything = ranking(seats=seats_of(period, arena.path), by=by, method=rules.method)
    placed = everything.lines()
    if last and not _moved(last, rules, placed):
        return 0
    everybody = everything.everybody if by != By.INDIVIDUAL else _together(placed)
    earlier = _earlier(period, by, arena)
    snapshot = RankingSnapshot(
        **period.kept_under,
        by=by,
        arena=arena,
        number=last.number + 1 if last else 1,
        before=earlier,
        reason=reason,
        absent=rules.absent,
        steadying=rules.steadying,
        named_places=rules.named_places,
        seats=everybody.seats,
        sat=everybody.sat,
        earned=everybody.earned,
        compared=len(placed),
    )
    is_written = _write(snapshot, list(_rows(snapshot, everything, placed, _places(earlier))), period)
    return 1 if is_written else None


@transaction.atomic
def _write(snapshot: RankingSnapshot, rows: Sequence[SnapshotRow], period: Period) -> bool:
    """Write a board that is counted already: whoever else writes waits no longer than that takes.

    Return whether it is written: not where its number is taken. Boards of one unit are written one after the other.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=snapshot.arena_id)
    if latest(period, By(snapshot.by), snapshot.arena.path).filter(number=snapshot.number).exists():
        return False
    snapshot.save()
    SnapshotRow.objects.bulk_create(rows, batch_size=BATCH)
    return True


def _moved(last: RankingSnapshot, rules: RankingRules, placed: Sequence[Placed]) -> bool:
    """Whether anything but a name is no longer as it was kept."""
    if (last.method, last.named_places) != (rules.method, rules.named_places):
        return True
    kept = last.rows.values_list("worker", "unit__path", "place", "shown", "seats", "sat", "earned")
    before = {worker or path: figures for worker, path, *figures in kept}
    return before != {line.key: [line.place, line.shown, *astuple(line.counted)] for line in placed}


def _rows(
    snapshot: RankingSnapshot, everything: Ranking, placed: Sequence[Placed], places: dict[int | str, int]
) -> Iterator[SnapshotRow]:
    for start in range(0, len(placed), BATCH):
        for position, line in enumerate(filled_in(everything, placed[start : start + BATCH]), start=start + 1):
            yield _row(snapshot, position, line, places.get(line.key))


def _row(snapshot: RankingSnapshot, position: int, line: Line, before: int | None) -> SnapshotRow:
    return SnapshotRow(
        snapshot=snapshot,
        position=position,
        place=line.place,
        place_before=before,
        worker_id=line.worker,
        unit_id=line.unit.pk,
        above_id=line.above.pk,
        name=line.name,
        employee_no=line.employee_no,
        shown=line.shown,
        seats=line.counted.seats,
        sat=line.counted.sat,
        earned=line.counted.earned,
    )


def _earlier(period: Period, by: By, arena: Unit) -> RankingSnapshot | None:
    """Return the latest snapshot of the same board of the preceding period, if there is one. At most two queries."""
    previous = _previous(period)
    return latest(previous, by, arena.path).first() if previous else None


def _previous(period: Period) -> Period | None:
    """Return the month before a month; for one exam the one before it that the same unit held."""
    if exam := period.exam:
        closed = Exam.objects.filter(owner=exam.owner_id, state=ExamState.CLOSED, retest_of=None)
        earlier = closed.filter(closes_at__lt=exam.closes_at).order_by("-closes_at", "pk").first()
        return of_exam(earlier) if earlier else None
    if held := period.competition:
        frozen = Competition.objects.filter(owner=held.owner_id, frozen_at__lt=held.frozen_at).order_by("-frozen_at")
        last = frozen.first()
        return of_competition(last) if last else None
    return before(period)


def _places(snapshot: RankingSnapshot | None) -> dict[int | str, int]:
    if snapshot is None:
        return {}
    rows = snapshot.rows.values_list("worker", "unit__path", "place")
    return {worker or path: place for worker, path, place in rows}


def _together(placed: Sequence[Placed]) -> Counted:
    parts = [line.counted for line in placed]
    return Counted(sum(c.seats for c in parts), sum(c.sat for c in parts), sum(c.earned for c in parts))
