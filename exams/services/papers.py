"""Seats and papers: who sits, and what each is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import NotInAudience
from exams.models import Attempt, AttemptState, Exam
from exams.services.arrangements import Arrangements
from exams.services.audience import Sitter, audience_of, sitters_of
from exams.services.bonus_touched import touch_by_exam
from exams.services.draws import Draw
from exams.services.plans import plan_of
from exams.services.pools import plan_of_pool
from exams.services.readiness import check_filled

if TYPE_CHECKING:
    from exams.drawing.papers import DrawnPaper
    from exams.drawing.plans import Plan
    from organizations.models import User

BATCH = 500
PLACE, DRAWN = ("unit", "enterprise", "employee_no"), ("paper", "drawn_at", "pool")
ARRANGED = ("extra_seconds", "paused_at")
Member = TypeVar("Member")


def prepare_papers(*, exam: Exam) -> int:
    """Give everybody in the audience a seat with a drawn paper, and return how many seats were new.

    A seat not yet taken follows its worker to a new team, where his paper is drawn anew, and goes when he has left.
    Other papers that exist are kept. Raises PaperCannotBeFilled. Safe to repeat.
    """
    return settle_seats(exam=exam, plan=plan_of(exam.paper))


@transaction.atomic
def settle_seats(*, exam: Exam, plan: Plan | None) -> int:
    """Bring the exam's seats into step with the roster.

    Without a plan new seats stay blank: who gets one was absent. Raises PaperCannotBeFilled.
    """
    if exam.retest_of_id is not None:
        return 0  # its seats are those that were drawn
    lock_seats(exam)
    audience = {sitter.worker: sitter for sitter in sitters_of(audience_of(exam))}
    moved = _keep_who_stays(exam, audience)
    seated = set(Attempt.objects.filter(exam=exam).values_list("worker_id", flat=True))
    missing = [sitter for worker, sitter in audience.items() if worker not in seated]
    if plan is not None:
        check_filled(plan, (sitter.standing for sitter in [*missing, *(audience[seat.worker_id] for seat in moved)]))
    draw = Draw(exam, plan, timezone.now()) if plan is not None and (missing or moved) else None
    arrangements = Arrangements(exam)
    _follow_transfers(moved, audience, draw, arrangements)
    for sitters in _batches(missing):
        Attempt.objects.bulk_create(new_seats(exam, sitters, draw, arrangements), ignore_conflicts=True)
    return len(missing)


def lock_seats(exam: Exam) -> None:
    """Let nobody else make seats of the exam, or order anything for them, until this transaction is over.

    Taken before the lock of any single attempt: so no two ever wait for each other.
    """
    Exam.objects.select_for_update(no_key=True).only("pk").get(pk=exam.pk)


def seat_for(*, exam: Exam, worker: User) -> Attempt:
    """Return the worker's latest seat, drawing a paper on the spot where none was prepared.

    Raises NotInAudience, PaperCannotBeFilled.
    """
    seat = Attempt.objects.filter(exam=exam, worker=worker).order_by("-number").first()
    if seat is not None:
        return seat
    sitters = sitters_of(audience_of(exam).filter(user=worker))
    if not sitters:
        raise NotInAudience(_("This exam is not for you. If it should be, tell your safety officer."))
    plan = plan_of(exam.paper)
    check_filled(plan, [sitters[0].standing])
    with transaction.atomic():
        lock_seats(exam)
        new = new_seats(exam, sitters, Draw(exam, plan, timezone.now()), Arrangements(exam))
        Attempt.objects.bulk_create(new, ignore_conflicts=True)  # a double tap finds the first one's seat
        touch_by_exam(exam=exam, workers=[worker.pk])
    return Attempt.objects.get(exam=exam, worker=worker, number=1)


def redraw(*, attempt: Attempt) -> DrawnPaper:
    """Draw the attempt's paper once more, as it was drawn for it, to be compared; nothing is changed.

    For who sat it on a phone the same paper comes out, whatever became of the banks and the blueprint: the exam's seed
    is recorded, and what was drawn from. It has to be known still where he stood that day: the industry of his
    enterprise then, the name of his post, and the words of the kinds of post are read as they are now. Raises
    NotInAudience for somebody who had no place then.
    """
    moment = attempt.drawn_at or attempt.exam.opens_at
    sitters = sitters_of(attempt.worker.memberships.on(timezone.localdate(moment)))
    if not sitters:
        raise NotInAudience(_("This person had no place on the day the paper was drawn."))
    plan = plan_of_pool(attempt.pool_id) if attempt.pool_id else plan_of(attempt.exam.paper)
    draw = Draw(attempt.exam, plan, moment)
    return draw.papers(sitters, attempt.number)[attempt.worker_id]


def _keep_who_stays(exam: Exam, audience: Mapping[int, Sitter]) -> list[Attempt]:
    """Take away seats not taken of who has left; return those of who has moved, locked, without their papers."""
    seats = Attempt.objects.filter(exam=exam, state=AttemptState.PREPARED)
    waiting = list(seats.select_for_update().defer("paper"))
    seats.filter(pk__in=[seat.pk for seat in waiting if seat.worker_id not in audience]).delete()
    return [seat for seat in waiting if seat.worker_id in audience and _has_moved(seat, audience[seat.worker_id])]


def _has_moved(seat: Attempt, sitter: Sitter) -> bool:
    return (seat.unit_id, seat.employee_no) != (sitter.unit, sitter.employee_no)


def _follow_transfers(
    moved: Sequence[Attempt], audience: Mapping[int, Sitter], draw: Draw | None, arrangements: Arrangements
) -> None:
    """Seats stand where their workers are; what is asked there, and what was ordered there, may be something else."""
    for batch in _batches(moved):
        sitters = [audience[seat.worker_id] for seat in batch]
        papers = draw.papers(sitters) if draw else {}
        arranged = arrangements.of_seats((seat.pk, sitter.unit) for seat, sitter in zip(batch, sitters, strict=True))
        seats = [
            Attempt(pk=seat.pk, **_place(sitter, papers, draw), **fields)
            for seat, sitter, fields in zip(batch, sitters, arranged, strict=True)
        ]
        Attempt.objects.bulk_update(seats, [*PLACE, *ARRANGED, *(DRAWN if draw else ())], batch_size=100)


def new_seats(
    exam: Exam,
    sitters: Sequence[Sitter],
    draw: Draw | None,
    arrangements: Arrangements | None = None,
    *,
    number: int = 1,
) -> list[Attempt]:
    """Return seats for sittings of that number, not stored: each with a paper, or blank without a draw.

    `arrangements` are what was ordered for the exam; a make-up has nothing to do with them.
    """
    papers = draw.papers(sitters, number) if draw else {}
    units = [sitter.unit for sitter in sitters]
    arranged: Sequence[Mapping[str, object]] = arrangements.of_units(units) if arrangements else [{} for _unit in units]
    return [
        Attempt(exam=exam, worker_id=sitter.worker, number=number, **_place(sitter, papers, draw), **fields)
        for sitter, fields in zip(sitters, arranged, strict=True)
    ]


def _place(sitter: Sitter, papers: Mapping[int, DrawnPaper], draw: Draw | None) -> dict[str, object]:
    """Return the fields of a seat: where it stands, and its paper where one is drawn."""
    place: dict[str, object] = {
        "unit_id": sitter.unit,
        "enterprise_id": sitter.enterprise,
        "employee_no": sitter.employee_no,
    }
    return place | {"paper": papers[sitter.worker], "drawn_at": draw.moment, "pool_id": draw.pool} if draw else place


def _batches(members: Sequence[Member]) -> Iterator[list[Member]]:
    remaining = iter(members)
    while batch := list(islice(remaining, BATCH)):
        yield batch
