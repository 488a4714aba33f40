"""The bonus sheet of an enterprise and a month: coefficients, and everything they rest on (R32)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.bonus.lines import BonusLine, Seat, Team, TeamSummary, compute
from exams.bonus.months import month_text
from exams.bonus.rule import DEFAULT_RULE, BonusRule, rounded
from exams.models import Attempt, AttemptState, Exam, ExamState
from exams.reports import full_points_of
from organizations.errors import Refused
from organizations.models import Membership, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exams.models.exams import ExamQuerySet
    from organizations.models.units import UnitQuerySet

MARK_LENGTH = 16


class NoExamThatMonth(Refused):
    """No exam of this enterprise moves the bonus of that month."""


@dataclass(frozen=True, slots=True)
class BonusSheet:
    """One line a worker who had a seat, dispatched and contract workers too (Work Safety Law Art. 28).

    `voided` people have no line because every sitting of theirs was voided, `unasked` ones because they had no seat.
    """

    enterprise: Unit
    month: date
    rule: BonusRule
    exams: tuple[Exam, ...]
    lines: tuple[BonusLine, ...]
    teams: tuple[TeamSummary, ...]
    voided: int
    unasked: int

    @property
    def is_provisional(self) -> bool:
        """While an exam of it is not closed, answers still come in."""
        return any(exam.state != ExamState.CLOSED for exam in self.exams)

    @property
    def sat(self) -> int:
        return sum(line.attended for line in self.lines)

    @property
    def mark(self) -> str:
        """Sixteen hexadecimal digits that change with any figure, name or rule of the sheet: 4c1f 9a02 77de 51b8."""
        content = {
            "enterprise": self.enterprise.code,
            "month": month_text(self.month),
            "rule": asdict(self.rule),
            "exams": [str(exam.pk) for exam in self.exams],
            "lines": [asdict(line) for line in self.lines],
        }
        text = json.dumps(content, default=str, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(text.encode()).hexdigest()[:MARK_LENGTH]
        return " ".join(digest[start : start + 4] for start in range(0, MARK_LENGTH, 4))


def bonus_sheet(*, enterprise: Unit, month: date, rule: BonusRule = DEFAULT_RULE) -> BonusSheet:
    """Return the sheet as the exams stand now. Raises NoExamThatMonth. Four queries and one an exam."""
    exams = tuple(bonus_exams(enterprise, month))
    if not exams:
        words = {"enterprise": enterprise.name, "month": month_text(month)}
        raise NoExamThatMonth(_("No exam of %(enterprise)s moves the bonus of %(month)s.") % words)
    seats = Attempt.objects.filter(exam__in=exams, enterprise=enterprise)
    lines, teams = compute(_seats(exams, enterprise), rule)
    paid = set(seats.counted().values_list("worker", flat=True))
    voided = set(seats.filter(state=AttemptState.VOIDED).values_list("worker", flat=True)) - paid
    return BonusSheet(
        enterprise=enterprise,
        month=month,
        rule=rule,
        exams=exams,
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
    """Return every enterprise with every month that has a sheet, the latest month first. Two queries."""
    pairs = (
        Attempt.objects.filter(enterprise__in=enterprises, exam__bonus_month__isnull=False)
        .exclude(exam__state=ExamState.DRAFT)
        .order_by("-exam__bonus_month", "enterprise__path")
        .values_list("enterprise", "exam__bonus_month")
        .distinct()
    )
    known = enterprises.in_bulk()
    return [(known[enterprise], month) for enterprise, month in pairs if month]


def _seats(exams: Sequence[Exam], enterprise: Unit) -> list[Seat]:
    full_points = {exam.pk: full_points_of(exam) for exam in exams}
    order = {exam.pk: place for place, exam in enumerate(exams)}
    rows = (
        Attempt.objects.filter(exam__in=exams)
        .first_valid()
        .filter(enterprise=enterprise)
        .values_list("exam", "worker", "worker__name", "employee_no", "unit__path", "unit__name", "state", "score")
    )
    return [
        Seat(worker, name, employee_no, Team(path, team), _of_hundred(state, score, full_points[exam]))
        for exam, worker, name, employee_no, path, team, state, score in sorted(
            rows.iterator(), key=lambda row: order[row[0]]
        )
    ]


def _of_hundred(state: str, score: Decimal | None, full_points: Decimal) -> Decimal | None:
    """Bands are of a hundred, so that a paper of 50 points is not all failure."""
    return rounded(score * 100 / full_points) if state == AttemptState.GRADED and score is not None else None


def _roster_on(enterprise: Unit, exam: Exam) -> set[int]:
    """Return who belonged to the enterprise on the day the exam ended, or today if it still runs."""
    day = timezone.localdate(min(exam.closes_at, timezone.now()))
    return set(Membership.objects.on(day).filter(enterprise=enterprise).values_list("user", flat=True))
