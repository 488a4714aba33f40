"""The seats that a month's bonus goes by: first valid sittings, make-ups and excuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from exams.bonus.lines import Seat, Team
from exams.bonus.rule import rounded
from exams.models import Attempt, AttemptState, Exam, ExcusedAbsence
from exams.reports import full_points_of

if TYPE_CHECKING:
    from organizations.models import Unit

FIELDS = (
    *("pk", "exam", "worker", "worker__name", "employee_no", "unit", "unit__path", "unit__name"),
    *("state", "score", "passed"),
)
Scores = Mapping[UUID, tuple[Decimal, bool]]
Place = tuple[UUID, int]  # exam and worker


@dataclass(frozen=True, slots=True)
class TakenSeat:
    """A seat with the exam it is in, and the unit that it counts for."""

    seat: Seat
    exam: Exam
    unit: int


def seats_of(exams: Sequence[Exam], enterprise: Unit, scores: Scores) -> Iterator[TakenSeat]:
    """Yield the enterprise's seats in the order of the exams. Three queries and one an exam."""
    full_points = {exam.pk: full_points_of(exam) for exam in exams}
    make_ups, excused = _make_ups(exams, enterprise, scores), _excused(exams, enterprise)
    order = {exam.pk: place for place, exam in enumerate(exams)}
    first = Attempt.objects.filter(exam__in=exams).first_valid().filter(enterprise=enterprise).order_by("pk")
    for row in sorted(first.values_list(*FIELDS).iterator(), key=lambda row: order[row[1]]):
        pk, exam, worker, name, employee_no, unit, path, team, state, kept, kept_passed = row
        points, passed = scores.get(pk, (kept, bool(kept_passed)))
        full, made_up = full_points[exam], make_ups.get((exam, worker), {})
        later = max((score for attempt, score in made_up.items() if attempt != pk), default=None)
        seat = Seat(
            worker=worker,
            name=name,
            employee_no=employee_no,
            team=Team(path, team),
            score=_of_hundred(points, full) if state == AttemptState.GRADED else None,
            passed=state == AttemptState.GRADED and passed,
            excused=(exam, worker) in excused,
            make_up=_of_hundred(later, full),
        )
        yield TakenSeat(seat, exams[order[exam]], unit)


def _of_hundred(points: Decimal | None, full_points: Decimal) -> Decimal | None:
    """Bands are of a hundred, so that a paper of 50 points is not all failure."""
    return None if points is None else rounded(points * 100 / full_points)


def _make_ups(exams: Sequence[Exam], enterprise: Unit, scores: Scores) -> dict[Place, dict[UUID, Decimal]]:
    """Return the points of graded make-ups, by exam and worker and by attempt."""
    own = Attempt.objects.filter(exam__in=exams, enterprise=enterprise)
    sat = Attempt.objects.filter(exam__in=exams, make_up__isnull=False, state=AttemptState.GRADED)
    found: dict[Place, dict[UUID, Decimal]] = {}
    for pk, exam, worker, kept in sat.filter(worker__in=own.values("worker")).values_list(
        "pk", "exam", "worker", "score"
    ):
        if kept is not None:
            found.setdefault((exam, worker), {})[pk] = scores[pk][0] if pk in scores else kept
    return found


def _excused(exams: Sequence[Exam], enterprise: Unit) -> set[Place]:
    own = Attempt.objects.filter(exam__in=exams, enterprise=enterprise)
    absences = ExcusedAbsence.objects.filter(exam__in=exams, worker__in=own.values("worker"))
    return set(absences.values_list("exam", "worker"))
