"""How a score moves the month's bonus. The notice says that it must (R32); how far is the enterprise's to decide.

A rule is data, and this is what reads it: nobody types a formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from exams.bonus.problems import check_rule
from exams.bonus.scales import Band, Bands, Slope, TeamFigures, TeamLine, TeamLines, bands, rounded, team_lines

__all__ = [
    "DEFAULT_RULE",
    "Band",
    "Bands",
    "BonusRule",
    "MeanOver",
    "Slope",
    "TeamFigures",
    "TeamLine",
    "TeamLines",
    "bands",
    "rounded",
    "team_lines",
]

NEUTRAL = Decimal("1.00")


class MeanOver(StrEnum):
    """Whom a team's mean is taken over. Who is excused is left out in any case."""

    ALL = "all"  # everybody who should sit, the absent with 0
    SAT = "sat"  # those who sat


@dataclass(frozen=True, slots=True)
class BonusRule:
    """A rule as data. All scores are of a hundred, all rates percent, all coefficients have two places.

    `worker`: steps of his score, highest first, or a slope. `excused` and `unexcused`: the coefficient of who was
    absent. `make_up_ceiling`: None where a make-up counts nothing; else the most that one can bring. `team`: the first
    line that holds gives the coefficient. `floor` and `cap` cut the product. Raises BadRule
    unless everything is in order.
    """

    name: str
    worker: Bands | Slope
    excused: Decimal
    unexcused: Decimal
    team: TeamLines
    make_up_ceiling: Decimal | None = None
    mean_over: MeanOver = MeanOver.ALL
    floor: Decimal = Decimal("0.00")
    cap: Decimal = Decimal("3.00")

    def __post_init__(self) -> None:
        check_rule(self)

    def of_score(self, score: Decimal) -> Decimal:
        """Return the coefficient of a score."""
        if isinstance(self.worker, Slope):
            return self.worker.at(score)
        return next(band.coefficient for band in self.worker if score >= band.at_least)

    def of_absence(self, *, excused: bool) -> Decimal:
        """Return the coefficient of who did not sit."""
        return self.excused if excused else self.unexcused

    def of_make_up(self, score: Decimal) -> Decimal | None:
        """Return what a make-up with this score brings; None where make-ups count nothing."""
        return None if self.make_up_ceiling is None else min(self.of_score(score), self.make_up_ceiling)

    def of_team(self, figures: TeamFigures | None) -> Decimal:
        """Return the team's coefficient; without figures, where everybody was excused, the one nearest to 1."""
        if figures is None:
            lowest, highest = self._team_span
            return min(max(NEUTRAL, lowest), highest)
        return next(line.coefficient for line in self.team if line.holds_for(figures))

    @staticmethod
    def product(worker: Decimal, team: Decimal) -> Decimal:
        """Return both together before the cut: their product to two places, half up."""
        return rounded(worker * team)

    def combined(self, worker: Decimal, team: Decimal) -> Decimal:
        """Return both together: their product, cut to the floor and the cap."""
        return min(max(self.product(worker, team), self.floor), self.cap)

    @staticmethod
    def amount(base: Decimal, combined: Decimal) -> Decimal:
        """Return the yuan: base × combined coefficient, to the cent, half up."""
        return rounded(base * combined)

    @property
    def lowest(self) -> Decimal:
        """The lowest combined coefficient that this rule can give."""
        return self.combined(min(self.excused, self.unexcused, self.of_score(Decimal(0))), self._team_span[0])

    @property
    def highest(self) -> Decimal:
        """The highest combined coefficient that this rule can give."""
        return self.combined(max(self.excused, self.unexcused, self.of_score(Decimal(100))), self._team_span[1])

    @property
    def _team_span(self) -> tuple[Decimal, Decimal]:
        return self.team[-1].coefficient, self.team[0].coefficient


# Our own choice, in force until an enterprise has decided on a rule of its own: the notice of 2024 leaves it open.
DEFAULT_RULE = BonusRule(
    name="default-1",
    worker=bands(("90", "1.10"), ("80", "1.00"), ("60", "0.90"), ("0", "0.70")),
    excused=Decimal("1.00"),
    unexcused=Decimal("0.50"),
    team=team_lines(("90", "0", "0", "1.05"), ("80", "0", "0", "1.00"), ("0", "0", "0", "0.95")),
    floor=Decimal("0.40"),
    cap=Decimal("1.20"),
)
