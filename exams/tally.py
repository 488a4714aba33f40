"""How a group of people did in an exam, counted by the database.

The roster of an exam is its seats: whoever was given one counts, whether he came or not, dispatched and contract
workers too (Work Safety Law Art. 28). A voided sitting is out of it altogether, unless a later one stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce, Round

from exams.models import AttemptState

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    from exams.models.attempts import AttemptQuerySet

HANDED_IN = Q(state=AttemptState.GRADED)
# Points are added up in whole hundredths: SQLite would add them in binary fractions, and two teams with the same score
# would not share a place.
HUNDREDTHS = Cast(Round(Coalesce(Sum("score", filter=HANDED_IN), Value(Decimal(0))) * 100), BigIntegerField())


@dataclass(frozen=True, slots=True)
class Tally:
    """How many should have sat, sat and passed, and what they earned in hundredths of a point."""

    people: int
    sat: int
    passed: int
    hundredths: int

    @property
    def missing(self) -> int:
        return self.people - self.sat

    @property
    def mean(self) -> Decimal:
        """The mean over the whole roster, absent = 0; points to two places, half up."""
        return rounded_quotient(self.hundredths, self.people)

    @property
    def mean_of_sat(self) -> Decimal | None:
        """The mean over those who handed in; None when nobody did."""
        return rounded_quotient(self.hundredths, self.sat) if self.sat else None

    @property
    def attendance(self) -> Decimal:
        """Per cent of the roster that handed in, to one place."""
        return percentage(self.sat, self.people)

    @property
    def pass_rate(self) -> Decimal:
        """Per cent of those who handed in that passed, to one place; 0 when nobody did."""
        return percentage(self.passed, self.sat)


def tallied(attempts: AttemptQuerySet, **group: Combinable) -> QuerySet[Any, Any]:
    """Return one row a group with the parts of its Tally and `mean_hundredths`, for the database to order by."""
    return (
        attempts.first_valid()
        .order_by()
        .values(**group)
        .annotate(
            people=Count("pk"),
            sat=Count("pk", filter=HANDED_IN),
            passed=Count("pk", filter=HANDED_IN & Q(passed=True)),
            hundredths=HUNDREDTHS,
        )
        .annotate(mean_hundredths=(F("hundredths") * 2 + F("people")) / (F("people") * 2))
    )


def tally_of(row: dict[str, Any]) -> Tally:
    """Return the Tally of one of those rows."""
    return Tally(row["people"], row["sat"], row["passed"], row["hundredths"])


def together(tallies: Iterable[Tally]) -> Tally:
    """Return the Tally of several groups that share nobody."""
    parts = [(t.people, t.sat, t.passed, t.hundredths) for t in tallies]
    return Tally(*(sum(column) for column in zip(*parts, strict=True))) if parts else Tally(0, 0, 0, 0)


def rounded_quotient(hundredths: int, people: int) -> Decimal:
    """Return hundredths / people in points, to two places, half up; 0 for nobody."""
    return Decimal((2 * hundredths + people) // (2 * people)) / 100 if people else Decimal(0)


def percentage(part: int, whole: int) -> Decimal:
    """Return the share in per cent to one place, half up; 0 of nothing is 0."""
    return Decimal((2000 * part + whole) // (2 * whole)) / 10 if whole else Decimal(0)
