"""Seats and papers: who sits, and what each is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from exams.drawing import Part, PoolQuestion, draw
from exams.errors import NotInAudience, PaperCannotBeFilled
from exams.models import Attempt, AttemptState, Exam, Paper, Question
from organizations.models import Membership

if TYPE_CHECKING:
    from organizations.models import User
    from organizations.models.memberships import MembershipQuerySet

BATCH = 500


def parts_of(paper: Paper) -> list[Part]:
    """Return the blueprint's lines, each with what may be drawn for it. Two queries."""
    lines = list(paper.parts.select_related("bank"))
    pools: dict[tuple[Any, ...], list[PoolQuestion]] = {}
    rows = (
        Question.objects.in_use()
        .filter(bank__in={line.bank_id for line in lines})
        .values_list("bank_id", "kind", "category", "current_id", "current__options")
        .order_by("pk")
    )
    for bank, kind, category, version, options in rows:
        keys = tuple(option["key"] for option in options)
        pools.setdefault((bank, kind, category), []).append(PoolQuestion(version, keys))
    return [
        Part(
            label=f"{line.get_kind_display()}·{line.get_category_display()}",
            kind=line.kind,
            count=line.count,
            points=line.points,
            pool=pools.get((line.bank_id, line.kind, line.category), ()),
        )
        for line in lines
    ]


def check_paper(parts: Sequence[Part]) -> None:
    """Raise PaperCannotBeFilled, naming every shortage, unless the banks hold enough questions in use."""
    if not parts:
        raise PaperCannotBeFilled(_("The paper has no parts: add at least one."))
    shortages = [
        _("%(part)s needs %(needed)d, has %(held)d") % {"part": p.label, "needed": p.count, "held": len(p.pool)}
        for p in parts
        if p.missing
    ]
    if shortages:
        raise PaperCannotBeFilled(_("The bank can't fill the paper: %s.") % "；".join(shortages))


def audience_of(exam: Exam) -> MembershipQuerySet:
    """Return the current memberships of everybody the exam is for."""
    reach = Q(pk__in=[])
    for unit in exam.audience.all():
        reach |= Q(unit__path__startswith=unit.path)
    return Membership.objects.current().filter(reach, user__is_active=True)


def prepare_papers(*, exam: Exam, rng: Random | None = None) -> int:
    """Give everybody in the audience a seat with a drawn paper, and return how many seats were new.

    A seat not yet taken follows its worker to a new team, and goes when he has left. Papers that exist are kept. Raises
    PaperCannotBeFilled. Safe to repeat.
    """
    parts = parts_of(exam.paper)
    check_paper(parts)
    return settle_seats(exam=exam, parts=parts, rng=rng)


@transaction.atomic
def settle_seats(*, exam: Exam, parts: Sequence[Part], rng: Random | None = None) -> int:
    """Bring the exam's seats into step with the roster. Without parts new seats stay blank: who gets one was absent."""
    audience = {m.user_id: m for m in audience_of(exam)}
    seats = Attempt.objects.filter(exam=exam)
    waiting = {seat.worker_id: seat for seat in seats.filter(state=AttemptState.PREPARED).select_for_update()}
    seats.filter(pk__in=[seat.pk for worker, seat in waiting.items() if worker not in audience]).delete()
    _follow_transfers([(seat, audience[worker]) for worker, seat in waiting.items() if worker in audience])
    seated = set(seats.values_list("worker_id", flat=True))
    missing = [membership for user, membership in audience.items() if user not in seated]
    for batch in _batches(_new_seats(exam, parts, missing, rng or SystemRandom())):
        Attempt.objects.bulk_create(batch, ignore_conflicts=True)
    return len(missing)


def seat_for(*, exam: Exam, worker: User) -> Attempt:
    """Return the worker's latest seat, drawing a paper on the spot where none was prepared.

    Raises NotInAudience, PaperCannotBeFilled.
    """
    seat = Attempt.objects.filter(exam=exam, worker=worker).order_by("-number").first()
    if seat is not None:
        return seat
    membership = audience_of(exam).filter(user=worker).first()
    if membership is None:
        raise NotInAudience(_("This exam is not for you. If it should be, tell your safety officer."))
    parts = parts_of(exam.paper)
    check_paper(parts)
    new = next(_new_seats(exam, parts, [membership], SystemRandom()))
    Attempt.objects.bulk_create([new], ignore_conflicts=True)  # a double tap finds the first one's seat
    return Attempt.objects.get(exam=exam, worker=worker, number=1)


def _new_seats(exam: Exam, parts: Sequence[Part], members: Sequence[Membership], rng: Random) -> Iterator[Attempt]:
    return (
        Attempt(
            exam=exam,
            worker_id=member.user_id,
            unit_id=member.unit_id,
            enterprise_id=member.enterprise_id,
            employee_no=member.employee_no,
            paper=draw(parts, rng),
        )
        for member in members
    )


def _follow_transfers(seats: Sequence[tuple[Attempt, Membership]]) -> None:
    moved = []
    for seat, member in seats:
        if (seat.unit_id, seat.employee_no) != (member.unit_id, member.employee_no):
            seat.unit_id, seat.enterprise_id = member.unit_id, member.enterprise_id
            seat.employee_no = member.employee_no
            moved.append(seat)
    Attempt.objects.bulk_update(moved, ["unit", "enterprise", "employee_no"], batch_size=BATCH)


def _batches(seats: Iterator[Attempt]) -> Iterator[list[Attempt]]:
    batch: list[Attempt] = []
    for seat in seats:
        batch.append(seat)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
