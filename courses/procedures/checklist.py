"""A procedure as judges mark it: each step with its points, to a full hundred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from courses.models.procedures import SHORT
from courses.procedures.steps import StepDraft

FULL_POINTS = 100
CRITICAL = 2  # a critical step is worth as much as so many others


@dataclass(frozen=True, slots=True)
class MarkedStep:
    """One step: what has to be done, its points, and whether missing it is a veto."""

    text: str
    points: int
    is_critical: bool


def checklist_of(steps: Sequence[StepDraft]) -> list[MarkedStep]:
    """Return the steps in their order with whole points that come to FULL_POINTS, a critical one worth CRITICAL others.

    What whole points leave over goes by the largest remainders, among equal ones to critical steps and then from the
    top: two steps of a kind differ by one point at most. No step means no list.
    """
    points = _spread([CRITICAL if step.is_critical else 1 for step in steps])
    return [MarkedStep(_text(step), worth, step.is_critical) for step, worth in zip(steps, points, strict=True)]


def _spread(weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    shares = [Fraction(FULL_POINTS * weight, whole) for weight in weights]
    points = [int(share) for share in shares]
    order = sorted(range(len(shares)), key=lambda place: (points[place] - shares[place], -weights[place], place))
    for place in order[: FULL_POINTS - sum(points)] if shares else ():
        points[place] += 1
    return points


def _text(step: StepDraft) -> str:
    """What to do, with the standard it is held against where both fit on one line of a list."""
    action, standard = (" ".join(text.split()) for text in (step.action, step.standard))
    both = f"{action}（{standard}）"
    return both if standard and len(both) <= SHORT else action
