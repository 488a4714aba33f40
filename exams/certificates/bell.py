"""The product's mark as outlines to be filled, for whatever draws them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin

Point = tuple[float, float]
SIDE = 32.0  # of the square that the mark is drawn in, as in components/bell.html
SMOOTH = 16  # pieces of a curve

# the left half of the body, from the ring down: control points of its curves, each beginning where the last one ended
NECK: Point = (13.0, 7.4)
LEFT_CURVES = (
    ((9.3, 8.3), (7.4, 11.1), (6.9, 15.1)),
    ((6.9, 15.1), (5.4, 26.5), (5.4, 26.5)),
    ((8.6, 25.0), (12.2, 24.2), (16.0, 24.2)),
)
RING, RING_OUTSIDE, RING_INSIDE = (16.0, 6.5), 3.0, 1.0
STRIKE, STRIKE_RADIUS = (16.0, 17.5), 3.0


def body() -> list[Point]:
    """Return the outline of the bell with its ring, closed."""
    left = [NECK, *_curves(NECK, LEFT_CURVES)]
    right = [(SIDE - x, y) for x, y in left]
    return [*_arc(RING, RING_OUTSIDE, pi, 2 * pi), *right, *left[::-1]]


def hole() -> list[Point]:
    """Return the outline of the hole in the ring."""
    return [*_arc(RING, RING_INSIDE, pi, 2 * pi), (17.0, 7.1), (15.0, 7.1)]


def strike() -> list[Point]:
    """Return the outline of the spot where the bell is struck."""
    return _arc(STRIKE, STRIKE_RADIUS, 0, 2 * pi)


def placed(outline: list[Point], x: float, y: float, side: float) -> list[Point]:
    """Return the outline in a square of that side, whose left upper corner lies at (x, y)."""
    return [(x + across * side / SIDE, y + down * side / SIDE) for across, down in outline]


def _arc(centre: Point, radius: float, begins: float, ends: float) -> list[Point]:
    angles = [begins + (ends - begins) * step / (2 * SMOOTH) for step in range(2 * SMOOTH + 1)]
    return [(centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)) for angle in angles]


def _curves(begins: Point, curves: tuple[tuple[Point, Point, Point], ...]) -> Iterator[Point]:
    for one, two, ends in curves:
        for step in range(1, SMOOTH + 1):
            t = step / SMOOTH
            weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            points = begins, one, two, ends
            yield (
                sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
                sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
            )
        begins = ends
