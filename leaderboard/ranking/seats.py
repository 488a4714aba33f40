"""What is added up: who should have sat or competed, in the unit of that day, and what he earned per hundred."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Count, F, IntegerField, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, NullIf, Round, Substr

from exams.models import Attempt
from exams.tally import HANDED_IN
from leaderboard.models import StandingRow
from leaderboard.ranking.arithmetic import FULL
from leaderboard.ranking.events import competitions_counted, exams_counted
from leaderboard.ranking.levels import By, Source
from organizations.models import Unit, UnitKind

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    from leaderboard.ranking.periods import Period

STEP = Unit.steplen
TOWN_DEPTH = 2  # the bureau is the root, the towns are below it


def whole_hundredths(field: str) -> Cast:
    """Return a decimal with two places as a whole number: SQLite would add it up in binary fractions."""
    return Cast(Round(F(field) * 100), BigIntegerField())


# points of a hundred of the paper's full points, half up; a paper that is worth nothing is worth nothing
_FULL_POINTS = NullIf(whole_hundredths("full_points"), Value(0), output_field=BigIntegerField())
OF_A_SITTING = (whole_hundredths("score") * (2 * FULL) + _FULL_POINTS) / (_FULL_POINTS * 2)
# who was vetoed has 0, whatever the other parts came to
HAS_TOTAL = Q(total__isnull=False)
OF_A_STANDING = whole_hundredths("total")


class Written(Value):
    """A whole number that stands in the query itself.

    PostgreSQL doesn't see that two expressions are the same where their numbers come as parameters, and refuses to
    order by what it has grouped by.
    """

    def __init__(self, number: int) -> None:
        super().__init__(int(number), IntegerField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return str(self.value), ()


@dataclass(frozen=True, slots=True)
class Seats:
    """Rows of one source. `along` leads from a row to the worker, unit and enterprise of that day."""

    rows: QuerySet[Any]
    along: str
    hundredths: Combinable
    has_sat: Q
    has_earned: Q

    def field(self, name: str) -> str:
        return f"{self.along}{name}"

    @property
    def sums(self) -> dict[str, Any]:
        """The parts of a `Counted`, for the database to count."""
        earned = Sum(self.hundredths, filter=self.has_earned, default=0)
        return {
            "seats": Count("pk"),
            "sat": Count("pk", filter=self.has_sat),
            "earned": Cast(earned, BigIntegerField()),
        }

    def inside(self, path: str) -> Seats:
        """Return the seats of that unit and everything below it, as it was that day."""
        return self.only(Q(**{self.field("unit__path__startswith"): path}))

    def only(self, condition: Q) -> Seats:
        return Seats(self.rows.filter(condition), self.along, self.hundredths, self.has_sat, self.has_earned)


def seats_of(period: Period, arena: str) -> Seats:
    """Return everything that counts on a board inside the unit with that path. No query."""
    if period.source == Source.EXAMS:
        rows: QuerySet[Any] = Attempt.objects.filter(exam__in=exams_counted(period, arena)).first_valid()
        seats = Seats(rows, "", OF_A_SITTING, HANDED_IN, HANDED_IN)
    else:
        rows = StandingRow.objects.filter(competition__in=competitions_counted(period, arena))
        seats = Seats(rows, "entrant__", OF_A_STANDING, HAS_TOTAL, HAS_TOTAL & Q(is_vetoed=False))
    is_everything = len(arena) == STEP
    return seats if is_everything else seats.only(Q(**{seats.field("enterprise__path__startswith"): arena}))


def competing(seats: Seats, by: By) -> Seats:
    """Return what counts at that level.

    Who has his place in a workshop itself is in no team; a team directly below its enterprise is in no workshop; an
    enterprise directly below the bureau in no town; a team that competed as a whole is nobody's own.
    """
    unit, enterprise = seats.field("unit"), seats.field("enterprise")
    in_workshop = Q(**{f"{unit}__kind": UnitKind.WORKSHOP}) | Q(
        **{f"{unit}__kind": UnitKind.TEAM, f"{unit}__depth": F(f"{enterprise}__depth") + 2}
    )
    conditions = {
        By.INDIVIDUAL: Q(**{f"{seats.field('worker')}__isnull": False}),
        By.TEAM: Q(**{f"{unit}__kind": UnitKind.TEAM}),
        By.WORKSHOP: in_workshop,
        By.ENTERPRISE: Q(),
        By.TOWN: Q(**{f"{enterprise}__depth__gt": TOWN_DEPTH}),
    }
    return seats.only(conditions[by])


def path_of(seats: Seats, by: By) -> Combinable:
    """Return the path of the group that a row belongs to."""
    unit, enterprise = seats.field("unit"), seats.field("enterprise")
    paths: dict[By, Combinable] = {
        By.TEAM: F(f"{unit}__path"),
        By.WORKSHOP: Substr(f"{unit}__path", Written(1), (F(f"{enterprise}__depth") + Written(1)) * Written(STEP)),
        By.ENTERPRISE: F(f"{enterprise}__path"),
        By.TOWN: Substr(f"{enterprise}__path", Written(1), Written(TOWN_DEPTH * STEP)),
    }
    return paths[by]
