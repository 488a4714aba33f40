"""What an enterprise's exams of a month make of the bonus as they stand now: nothing is kept (R32)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.bonus.in_force import RuleInForce, rule_in_force
from exams.bonus.lines import BonusLine, TeamSummary, compute
from exams.bonus.months import month_text
from exams.bonus.seats import TakenSeat, seats_of
from exams.models import Attempt, AttemptState, BonusBase, Exam, ExamState
from organizations.errors import Refused
from organizations.models import Membership, Unit

if TYPE_CHECKING:
    from exams.bonus.rule import BonusRule
    from exams.models.exams import ExamQuerySet
    from organizations.models.units import UnitQuerySet

AS_THEY_ARE: Mapping[UUID, tuple[Decimal, bool]] = {}


class NoExamThatMonth(Refused):
    """No exam of this enterprise moves the bonus of that month."""


@dataclass(frozen=True, slots=True)
class CountedSheet:
    """One line a worker who had a seat, dispatched and contract workers too (Work Safety Law Art. 28).

    `voided` people have no line because every sitting of theirs was voided, `unasked` ones because they had no seat.
    """

    enterprise: Unit
    month: date
    in_force: RuleInForce
    exams: tuple[Exam, ...]
    seats: tuple[TakenSeat, ...]
    lines: tuple[BonusLine, ...]
    teams: tuple[TeamSummary, ...]
    voided: int
    unasked: int

    @property
    def rule(self) -> BonusRule:
        return self.in_force.rule

    @property
    def is_provisional(self) -> bool:
        """While an exam of it is not closed, answers still come in."""
        return any(exam.state != ExamState.CLOSED for exam in self.exams)


def bonus_sheet(
    *,
    enterprise: Unit,
    month: date,
    in_force: RuleInForce | None = None,
    scores: Mapping[UUID, tuple[Decimal, bool]] = AS_THEY_ARE,
) -> CountedSheet:
    """Return the sheet as the exams stand now, by the rule of the month unless another is given.

    `scores` are points and whether they pass, by attempt, in the place of what the attempts show: so a correction sees
    beforehand what it would move. Raises NoExamThatMonth. Eight queries and one an exam.
    """
    exams = tuple(bonus_exams(enterprise, month))
    if not exams:
        words = {"enterprise": enterprise.name, "month": month_text(month)}
        raise NoExamThatMonth(_("No exam of %(enterprise)s moves the bonus of %(month)s.") % words)
    in_force = in_force or rule_in_force(enterprise, month)
    seats = tuple(seats_of(exams, enterprise, scores))
    lines, teams = compute([taken.seat for taken in seats], in_force.rule, bases_of(enterprise, month))
    paid = {line.worker for line in lines}
    voided = _voided(exams, enterprise) - paid
    return CountedSheet(
        enterprise=enterprise,
        month=month,
        in_force=in_force,
        exams=exams,
        seats=seats,
        lines=lines,
        teams=teams,
        voided=len(voided),
        unasked=len(_roster_on(enterprise, exams[-1]) - paid - voided),
    )


def bonus_exams(enterprise: Unit, month: date) -> ExamQuerySet:
    """Return the exams that move this enterprise's bonus of the month, in the order in which they end."""
    seats = Attempt.objects.filter(exam=OuterRef("pk"), enterprise=enterprise)
    exams = Exam.objects.exclude(state=ExamState.DRAFT).filter(Exists(seats), bonus_month=month)
    return exams.select_related("paper").order_by("closes_at", "pk")


def months_with_bonus(enterprises: UnitQuerySet) -> list[tuple[Unit, date]]:
    """Return every enterprise with every month that has exams for its bonus, the latest month first. Two queries."""
    pairs = (
        Attempt.objects.filter(enterprise__in=enterprises, exam__bonus_month__isnull=False)
        .exclude(exam__state=ExamState.DRAFT)
        .order_by("-exam__bonus_month", "enterprise__path")
        .values_list("enterprise", "exam__bonus_month")
        .distinct()
    )
    known = enterprises.in_bulk()
    return [(known[enterprise], month) for enterprise, month in pairs if month]


def bases_of(enterprise: Unit, month: date) -> dict[int, Decimal]:
    """Return the base amounts that the enterprise has brought for the month: yuan by worker. One query."""
    return dict(BonusBase.objects.filter(enterprise=enterprise, month=month).values_list("worker", "yuan"))


def _voided(exams: Sequence[Exam], enterprise: Unit) -> set[int]:
    voided = Attempt.objects.filter(exam__in=exams, enterprise=enterprise, state=AttemptState.VOIDED)
    return set(voided.values_list("worker", flat=True))


def _roster_on(enterprise: Unit, exam: Exam) -> set[int]:
    """Return who belonged to the enterprise on the day the exam ended, or today if it still runs."""
    day = timezone.localdate(min(exam.closes_at, timezone.now()))
    return set(Membership.objects.on(day).filter(enterprise=enterprise).values_list("user", flat=True))
