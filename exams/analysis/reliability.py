"""How far a score can be trusted: reliability of the whole paper and the standard error of a score. Pure arithmetic.

Where everybody was asked the same questions: Cronbach's alpha, which is KR-20 where every question is worth one point.
Where papers were drawn, alpha has no meaning: two scores differ by the luck of the draw as well. Then each paper is
taken as a random draw, and what scores would vary by drawing again is the error (the index of dependability of nested
items; KR-21 where every question is worth one point). Questions of different worth are drawn apart, but not those of
different subjects, so the figure is rather too low than too high.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exams.analysis.items import ExamSums

LEAST_SITTINGS = 20


class Basis(StrEnum):
    """By which formula the reliability was computed, or that it could not be."""

    SAME = "same"
    DRAWN = "drawn"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reliability:
    """A coefficient (1: all of it is knowledge; 0 or below: all of it is chance), None where there is none."""

    basis: Basis
    coefficient: float | None


def mean_of(sums: ExamSums) -> float | None:
    """Return the mean of all sittings in points; None for none."""
    return sums.total / sums.sittings / 100 if sums.sittings else None


def deviation_of(sums: ExamSums) -> float | None:
    """Return the standard deviation in points; the sittings are all there are, so the denominator is their number."""
    return sqrt(_variance(sums)) / 100 if sums.sittings else None


def reliability_of(sums: ExamSums) -> Reliability:
    """Return the coefficient of the whole exam; none for fewer than LEAST_SITTINGS, or where all scores are equal."""
    if sums.sittings < LEAST_SITTINGS or not _variance(sums):
        return Reliability(Basis.NONE, None)
    if all(item.asked == sums.sittings for item in sums.items.values()):
        return _alpha(sums)
    if not sums.is_stratified:
        return Reliability(Basis.NONE, None)
    return Reliability(Basis.DRAWN, 1 - sums.error / sums.sittings / _variance(sums))


def standard_error(deviation: float | None, coefficient: float | None) -> float | None:
    """Return by how many points a score typically misses what its owner knows; None without a coefficient."""
    if deviation is None or coefficient is None:
        return None
    return deviation * sqrt(1 - min(max(coefficient, 0.0), 1.0))


def _alpha(sums: ExamSums) -> Reliability:
    questions = len(sums.items)
    if questions < 2:
        return Reliability(Basis.NONE, None)
    within = sum(item.variance for item in sums.items.values()) * 10_000
    return Reliability(Basis.SAME, questions / (questions - 1) * (1 - within / _variance(sums)))


def _variance(sums: ExamSums) -> float:
    """Return the variance of the totals, in hundredths squared."""
    return (sums.sittings * sums.total_squares - sums.total * sums.total) / sums.sittings**2
