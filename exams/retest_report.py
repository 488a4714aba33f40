"""Recorded and re-test scores side by side, person by person and enterprise by enterprise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import F

from exams.models import Attempt, AttemptState, Exam

if TYPE_CHECKING:
    from exams.models.attempts import AttemptQuerySet
    from organizations.models import Unit


@dataclass(frozen=True, slots=True)
class Compared:
    """One person: both scores of a hundred, so that a short paper compares with a long one.

    None: not sat, or voided.
    """

    seat: Attempt
    recorded: Decimal | None
    again: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Re-test less recorded; None unless there are both."""
        return None if self.recorded is None or self.again is None else self.again - self.recorded


@dataclass(frozen=True, slots=True)
class EnterpriseLine:
    """One enterprise: how many were drawn and came; means of both scores over those who have both."""

    enterprise: Unit
    drawn: int
    sat: int
    recorded: Decimal | None
    again: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.recorded is None or self.again is None else self.again - self.recorded


def compared(retest: Exam, seats: AttemptQuerySet) -> list[Compared]:
    """Return these seats of the re-test, each beside what was recorded, in the order of the tree. Two queries."""
    rows = list(
        seats.filter(exam=retest)
        .select_related("worker", "unit", "enterprise")
        .defer("paper")
        .order_by("enterprise__path", "unit__path", "employee_no", "pk")
    )
    first = Attempt.objects.filter(exam=retest.retest_of_id, worker__in=[row.worker_id for row in rows]).first_valid()
    sat = first.filter(state=AttemptState.GRADED)
    recorded = dict(sat.values_list("worker", F("score") * 100 / F("full_points")))
    return [Compared(row, _rounded(recorded.get(row.worker_id)), _rounded(_of_hundred(row))) for row in rows]


def by_enterprise(people: Iterable[Compared]) -> list[EnterpriseLine]:
    """Return a line for each enterprise; people come in the order of the tree."""
    return [
        _line(enterprise, list(group)) for enterprise, group in groupby(people, key=lambda one: one.seat.enterprise)
    ]


def _line(enterprise: Unit, people: Sequence[Compared]) -> EnterpriseLine:
    both = [(one.recorded, one.again) for one in people if one.recorded is not None and one.again is not None]
    return EnterpriseLine(
        enterprise=enterprise,
        drawn=len(people),
        sat=sum(one.again is not None for one in people),
        recorded=_mean([recorded for recorded, _again in both]),
        again=_mean([again for _recorded, again in both]),
    )


def _of_hundred(seat: Attempt) -> Decimal | None:
    if seat.state != AttemptState.GRADED or seat.score is None or not seat.full_points:
        return None
    return seat.score * 100 / seat.full_points


def _mean(scores: Sequence[Decimal]) -> Decimal | None:
    return _rounded(sum(scores, Decimal(0)) / len(scores)) if scores else None


def _rounded(score: Decimal | float | None) -> Decimal | None:
    """Return it to one place, half up."""
    return None if score is None else Decimal(str(score)).quantize(Decimal("0.1"), ROUND_HALF_UP)
