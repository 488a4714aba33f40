"""The distribution of scores, drawn: bars of equal width, from the lowest score to the full points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from exams.points import points_words

BARS = 20  # a twentieth of the full points each: five points of a hundred
SHOWN_BELOW_PASS = 4  # bars left of the pass mark that are always drawn
LOW = Decimal("0.6")  # below this share of the full points a score is drawn with texture

# the drawing, in units of its viewBox 0 0 600 230
LEFT, RIGHT, TOP, BASE = 34, 600, 32, 200


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the scores from `low` up to the next bar, how many people, and where it stands."""

    low: str
    people: int
    tone: str
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal

    @property
    def middle(self) -> Decimal:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the drawing: a number of people at a height, or the pass mark at a place."""

    label: str
    at: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the template draws."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    pass_mark: Line
    full_points: str
    low_people: int
    low_points: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where points and people are drawn: bars `wide` for `step` points each from `first` on, `tall` for each person."""

    step: Decimal
    first: int
    wide: Decimal
    tall: Decimal

    def across(self, points: Decimal) -> Decimal:
        return _short(LEFT + self.wide * (points / self.step - self.first))

    def bar(self, place: int, people: int, tone: str) -> Bar:
        low, height = self.step * place, _short(self.tall * people)
        return Bar(points_words(low), people, tone, self.across(low) + 4, BASE - height, _short(self.wide - 8), height)


def draw_distribution(scores: Iterable[tuple[Decimal, int]], *, full_points: Decimal, pass_points: Decimal) -> Chart:
    """Return the drawing of scores given as (score, how many people); at least one person."""
    rows = list(scores)
    step, low_points = full_points / BARS, full_points * LOW
    people: Counter[int] = Counter()
    for score, number in rows:
        people[min(int(score / step), BARS - 1)] += number
    first = max(0, min(*people, BARS - 1, int(pass_points / step) - SHOWN_BELOW_PASS))
    tick = _tick(max(people.values()))
    frame = _Frame(step, first, Decimal(RIGHT - LEFT) / (BARS - first), Decimal(BASE - TOP) / (tick * 3))
    return Chart(
        bars=tuple(
            frame.bar(place, people[place], _tone(step * place, pass_points, low_points))
            for place in range(first, BARS)
        ),
        lines=tuple(Line(str(tick * n), _short(BASE - frame.tall * tick * n)) for n in range(4)),
        pass_mark=Line(points_words(pass_points), frame.across(pass_points)),
        full_points=points_words(full_points),
        low_people=sum(number for score, number in rows if score < low_points),
        low_points=points_words(low_points),
    )


def _tone(low: Decimal, pass_points: Decimal, low_points: Decimal) -> str:
    if low >= pass_points:
        return "area"
    return "area-low" if low < low_points else "area-mid"


def _tick(most: int) -> int:
    """Return a round number of people of which three reach over the highest bar."""
    least = Decimal(most) / 3
    size = Decimal(10) ** (least.adjusted() if least >= 1 else 0)
    return int(next(size * n for n in (1, 2, 5, 10) if size * n >= least).to_integral_value(ROUND_CEILING))


def _short(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"))
