"""How much of each subject each unit has right, as a field of shades with the figure in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from exams.analysis.axes import ROWS_DRAWN, fitting, left_of
from exams.analysis.comparison import Level, Places
from exams.models import CategoryFigures
from exams.models.questions import Category
from exams.tally import percentage

if TYPE_CHECKING:
    from exams.models import ExamAnalysis
    from organizations.models import Unit

# shares from which on a field is one shade darker, in per cent; and below which it is outlined as weak
SHADES = (60, 75, 82, 90)
WEAK_BELOW = 70
ON_DARK = 4

# the drawing, in units of its viewBox 0 0 600 …
RIGHT, TOP, ROW, GAP = 600, 22, 31, 3


Figures: TypeAlias = tuple[int, str, int, int]


@dataclass(frozen=True, slots=True)
class Share:
    """What was earned of what there was, in whole hundredths of a point."""

    earned: int
    worth: int

    @property
    def percent(self) -> Decimal:
        return percentage(self.earned, self.worth)


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: what it has right of each subject; a subject that nobody there was asked is missing."""

    name: str
    unit: Unit
    shares: dict[str, Share]


@dataclass(frozen=True, slots=True)
class Subjects:
    """All units, and everybody together. `asked` are the subjects that were asked, in their order."""

    asked: tuple[Category, ...]
    rows: tuple[Row, ...]
    whole: dict[str, Share]

    @property
    def weakest(self) -> Category | None:
        """The subject of which least is right; None where there is only one."""
        return min(self.asked, key=lambda one: self.whole[one].percent) if len(self.asked) > 1 else None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the drawing."""

    percent: str
    x: Decimal
    y: int
    shade: int
    is_weak: bool

    @property
    def is_dark(self) -> bool:
        return self.shade >= ON_DARK


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row of the drawing."""

    name: str
    middle: int
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Everything the template draws; `left_out` rows had no room, `weak` fields of all are outlined."""

    heads: tuple[tuple[str, Decimal], ...]
    rows: tuple[HeatRow, ...]
    width: Decimal
    left_out: int
    weak: int

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.rows)


def counted_subjects(
    analysis: ExamAnalysis | None, units: Iterable[Unit], places: Places, level: Level
) -> Subjects | None:
    """Return what was counted of the subjects, of these units, put together at that level; None before the first count.

    One query.
    """
    if analysis is None or analysis.read_at is None:
        return None
    found = put_together(figures_of(analysis, units), places, level)
    return found if found.asked else None


def figures_of(analysis: ExamAnalysis, units: Iterable[Unit]) -> list[Figures]:
    """Return the sums as they are kept: (unit, subject, earned, worth). One query."""
    rows = CategoryFigures.objects.filter(analysis=analysis, unit__in=units)
    return list(rows.values_list("unit", "category", "earned", "worth"))


def put_together(figures: Iterable[Figures], places: Places, level: Level) -> Subjects:
    """Return the sums of units put together at that level."""
    found = defaultdict[int, dict[str, list[int]]](lambda: defaultdict(lambda: [0, 0]))
    named: dict[int, Unit] = {}
    whole: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for pk, category, earned, worth in figures:
        unit = places.at(pk, level)
        named[unit.pk] = unit
        for sums in (found[unit.pk][category], whole[category]):
            sums[0] += earned
            sums[1] += worth
    spans = places.span_enterprises(named)
    lines = [Row(places.name(named[pk], spans=spans), named[pk], _shares(of_unit)) for pk, of_unit in found.items()]
    return Subjects(
        asked=tuple(category for category in Category if category in whole),
        rows=tuple(sorted(lines, key=_weakness)),
        whole=_shares(whole),
    )


def _shares(sums: dict[str, list[int]]) -> dict[str, Share]:
    return {category: Share(earned, worth) for category, (earned, worth) in sums.items()}


def _weakness(row: Row) -> tuple[Decimal, str]:
    """Those who have least right first."""
    earned, worth = (sum(column) for column in zip(*((s.earned, s.worth) for s in row.shares.values()), strict=True))
    return percentage(earned, worth), row.unit.path


def draw_heat(subjects: Subjects) -> HeatMap:
    """Return the drawing, the weakest units first; at least one subject."""
    shown_rows: Sequence[Row] = subjects.rows[:ROWS_DRAWN]
    left = left_of(row.name for row in shown_rows)
    wide = Decimal(RIGHT - left) / len(subjects.asked)
    return HeatMap(
        heads=tuple(
            (str(category.label), (left + wide * (n + Decimal("0.5"))).quantize(Decimal("0.1")))
            for n, category in enumerate(subjects.asked)
        ),
        rows=tuple(
            HeatRow(fitting(row.name), TOP + ROW * place + ROW // 2, tuple(_fields(row, subjects, (left, wide), place)))
            for place, row in enumerate(shown_rows)
        ),
        width=(wide - GAP).quantize(Decimal("0.1")),
        left_out=len(subjects.rows) - len(shown_rows),
        weak=sum(share.percent < WEAK_BELOW for row in subjects.rows for share in row.shares.values()),
    )


def _fields(row: Row, subjects: Subjects, room: tuple[int, Decimal], place: int) -> list[Field]:
    left, wide = room
    return [
        Field(
            percent=f"{row.shares[category].percent:.0f}",
            x=(left + wide * n).quantize(Decimal("0.1")),
            y=TOP + ROW * place,
            shade=1 + sum(row.shares[category].percent >= shade for shade in SHADES),
            is_weak=row.shares[category].percent < WEAK_BELOW,
        )
        for n, category in enumerate(subjects.asked)
        if category in row.shares
    ]
