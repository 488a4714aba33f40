"""How a score moves the month's bonus. The notice says that it must (R32); how far is the enterprise's to decide."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PLACES = Decimal("0.01")


class OpenBand(ValueError):
    """The bands of a rule do not cover every score, or do not fall."""


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
class BonusRule:
    """A rule as data: bands of the worker's score and of the team's mean, highest first, and what absence counts."""

    name: str
    worker: Bands
    absent: Decimal
    team: Bands

    def __post_init__(self) -> None:
        for bands in (self.worker, self.team):
            floors = [band.at_least for band in bands]
            if not floors or floors[-1] != 0 or floors != sorted(set(floors), reverse=True):
                raise OpenBand(floors)

    def of_worker(self, score: Decimal | None) -> Decimal:
        """Return the worker's coefficient for his score of a hundred; None is who did not sit."""
        return self.absent if score is None else _coefficient(self.worker, score)

    def of_team(self, mean: Decimal) -> Decimal:
        """Return the team's coefficient for its mean over the roster, of a hundred."""
        return _coefficient(self.team, mean)

    @staticmethod
    def combined(worker: Decimal, team: Decimal) -> Decimal:
        """Return both together: their product to two places, half up."""
        return rounded(worker * team)

    @property
    def lowest(self) -> Decimal:
        """The lowest combined coefficient that this rule can give."""
        return self.combined(min(self.absent, *_values(self.worker)), min(_values(self.team)))

    @property
    def highest(self) -> Decimal:
        """The highest combined coefficient that this rule can give."""
        return self.combined(max(self.absent, *_values(self.worker)), max(_values(self.team)))


def _coefficient(bands: Bands, score: Decimal) -> Decimal:
    return next(band.coefficient for band in bands if score >= band.at_least)


def _values(bands: Bands) -> tuple[Decimal, ...]:
    return tuple(band.coefficient for band in bands)


def bands(*pairs: tuple[str, str]) -> Bands:
    """Return bands from pairs of (from this score on, coefficient)."""
    return tuple(Band(Decimal(floor), Decimal(coefficient)) for floor, coefficient in pairs)


# Our own choice, in force until an enterprise has decided on a rule of its own: the notice of 2024 leaves it open.
DEFAULT_RULE = BonusRule(
    name="default-1",
    worker=bands(("90", "1.10"), ("80", "1.00"), ("60", "0.90"), ("0", "0.70")),
    absent=Decimal("0.50"),
    team=bands(("90", "1.05"), ("80", "1.00"), ("0", "0.95")),
)
