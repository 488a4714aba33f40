"""Who stands where after an exam: teams, enterprises, towns. No board names a person or shows his score."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, TextChoices, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import Rank, Substr
from django.utils.translation import gettext_lazy as _

from exams.models import Attempt, Exam
from exams.tally import Tally, tallied, tally_of
from organizations.models import Unit, UnitKind
from organizations.models.units import UnitQuerySet

FEW = 5  # with fewer people than that, chance weighs so much that the board says so
TOWN_DEPTH = 2  # the bureau is the root, the towns are below it


class By(TextChoices):
    """What is compared with what."""

    TEAM = "team", _("Teams")
    ENTERPRISE = "enterprise", _("Enterprises")
    TOWN = "town", _("Towns")


@dataclass(frozen=True, slots=True)
class Placed:
    """One unit on a board. `above` is a team's enterprise, an enterprise's town, a town's bureau."""

    place: int
    unit: Unit
    above: Unit
    tally: Tally

    @property
    def name(self) -> str:
        """What the board calls it; that a team is invented is said once, with its enterprise."""
        return self.unit.name if self.unit.kind == UnitKind.TEAM else self.unit.shown_name

    @property
    def has_few(self) -> bool:
        return self.tally.people < FEW

    def holds(self, unit: Unit) -> bool:
        """Whether the other unit is this one or lies below it."""
        return self.unit.contains(unit)


def ranking(*, exam: Exam, by: By, within: UnitQuerySet | None = None) -> list[Placed]:
    """Return the units of that kind in the order of their means (over the roster, absent = 0; R51). Two queries.

    `within` restricts both what is shown and what is compared. Sharing is 1, 1, 3. Units in one place stand in
    the order of the tree.
    """
    seats = Attempt.objects.filter(exam=exam)
    if within is not None:
        seats = seats.filter(unit__in=within)
    rows = list(
        tallied(seats.filter(**COMPETES[by]), **GROUPS[by])
        .annotate(place=Window(Rank(), order_by=F("mean_hundredths").desc()))
        .order_by("place", "path")
    )
    units = _units_at({path for row in rows for path in (row["path"], row["above"])})
    return [Placed(row["place"], units[row["path"]], units[row["above"]], tally_of(row)) for row in rows]


TOWN_PATH = Substr("enterprise__path", 1, TOWN_DEPTH * Unit.steplen)
GROUPS: dict[By, dict[str, Combinable]] = {
    By.TEAM: {"path": F("unit__path"), "above": F("enterprise__path")},
    By.ENTERPRISE: {"path": F("enterprise__path"), "above": TOWN_PATH},
    By.TOWN: {"path": TOWN_PATH, "above": Substr("enterprise__path", 1, Unit.steplen)},
}
# who has his place in a workshop itself, or works for an enterprise directly below the bureau, counts further up only
COMPETES: dict[By, dict[str, object]] = {
    By.TEAM: {"unit__kind": UnitKind.TEAM},
    By.ENTERPRISE: {},
    By.TOWN: {"enterprise__depth__gt": TOWN_DEPTH},
}


def _units_at(paths: set[str]) -> dict[str, Unit]:
    return {unit.path: unit for unit in Unit.objects.filter(path__in=paths)}
