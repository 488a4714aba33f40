"""What a bonus rule is made of: steps, a slope, the lines of the team; and the one rounding of the bonus."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PLACES = Decimal("0.01")


def rounded(number: Decimal) -> Decimal:
    """Return the number to two places, half up: the only rounding of the bonus."""
    return number.quantize(PLACES, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Band:
    """From this score on (of a hundred), up to the band above: this coefficient."""

    at_least: Decimal
    coefficient: Decimal


Bands = tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Slope:
    """A coefficient that rises evenly with the score (of a hundred), and stays level before and after the two ends."""

    from_score: Decimal
    from_coefficient: Decimal
    to_score: Decimal
    to_coefficient: Decimal

    def at(self, score: Decimal) -> Decimal:
        """Return the coefficient of a score, to two places, half up."""
        within = min(max(score, self.from_score), self.to_score)
        rise = (self.to_coefficient - self.from_coefficient) * (within - self.from_score)
        return rounded(self.from_coefficient + rise / (self.to_score - self.from_score))


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team that has at least this mean (of a hundred), attendance and pass rate (percent): this coefficient."""

    mean: Decimal
    attendance: Decimal
    pass_rate: Decimal
    coefficient: Decimal

    def holds_for(self, figures: TeamFigures) -> bool:
        """Whether a team with these figures has what the line asks for; just reaching it is enough."""
        return (
            figures.mean >= self.mean and figures.attendance >= self.attendance and figures.pass_rate >= self.pass_rate
        )

    @property
    def asks_for_anything(self) -> bool:
        return any((self.mean, self.attendance, self.pass_rate))

    def asks_at_least(self, other: TeamLine) -> bool:
        """Whether every team that this line holds for has the other one too."""
        return self.mean >= other.mean and self.attendance >= other.attendance and self.pass_rate >= other.pass_rate


TeamLines = tuple[TeamLine, ...]


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """What a team's coefficient goes by: its mean (of a hundred), who sat of those who should, who passed of those who
    sat (both percent). Two places, half up, and compared as they are shown.
    """

    mean: Decimal
    attendance: Decimal
    pass_rate: Decimal


def bands(*pairs: tuple[str, str]) -> Bands:
    """Return bands from pairs of (from this score on, coefficient)."""
    return tuple(Band(Decimal(floor), Decimal(coefficient)) for floor, coefficient in pairs)


def team_lines(*rows: tuple[str, str, str, str]) -> TeamLines:
    """Return lines from rows of (least mean, least attendance, least pass rate, coefficient)."""
    return tuple(TeamLine(*map(Decimal, row)) for row in rows)
