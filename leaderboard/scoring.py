"""The arithmetic of a competition, from marks to places. Pure: no database, no clock.

All scores are per hundred with two places, rounded half up once at each stated place: a sheet, a judged part, the
weighted total (domain.md §3.13, R34).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Generic, TypeVar

from organizations.pinyin import sounded

ZERO, HUNDRED, PLACES = Decimal("0.00"), Decimal(100), Decimal("0.01")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class JudgingRules:
    """How marks become a score. `spread_limit` is in points of a hundred."""

    least_judges: int = 3
    trim_from: int = 5
    spread_limit: Decimal = Decimal(15)


@dataclass(frozen=True, slots=True)
class Judged:
    """What one judge made of one part: his score per hundred, and whether a critical step was missed."""

    judge: int
    score: Decimal
    missed: bool = False


@dataclass(frozen=True, slots=True)
class PartScore:
    """What a part is worth, per hundred; None while there is nothing to go by.

    `dropped` are the judges whose score was left out as the highest or the lowest. `awaits_ruling`: enough have marked,
    and the chief judge has yet to say whether a critical step was missed.
    """

    score: Decimal | None
    is_final: bool
    is_vetoed: bool = False
    spread: Decimal = ZERO
    is_wide: bool = False
    dropped: frozenset[int] = frozenset()
    awaits_ruling: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """A part's score and its weight in percent."""

    weight: Decimal
    part: PartScore


@dataclass(frozen=True, slots=True)
class Total:
    """What the parts come to; None until all of them are final: a sum with a part missing compares with nobody's."""

    points: Decimal | None
    is_vetoed: bool

    @property
    def is_final(self) -> bool:
        return self.points is not None


@dataclass(frozen=True, slots=True)
class Contender(Generic[Key]):
    """Somebody to be placed: a total, and the name that decides nothing but the order within a shared place."""

    key: Key
    name: str
    total: Total


@dataclass(frozen=True, slots=True)
class Place(Generic[Key]):
    """Where somebody stands; no place before his total is final."""

    key: Key
    place: int | None


def rounded(value: Decimal) -> Decimal:
    return value.quantize(PLACES, ROUND_HALF_UP)


def per_hundred(points: Decimal, full: Decimal) -> Decimal:
    """Return so many points of the full ones as points of a hundred. `full` is above 0."""
    return rounded(points * HUNDRED / full)


def judged_score(
    sheets: Sequence[Judged], rules: JudgingRules, *, ruling: bool | None = None, takes_ruling: bool = False
) -> PartScore:
    """Return what the judges who marked make of a part.

    From `trim_from` judges on one highest and one lowest score are left out. An absent judge is nobody's zero: the
    mean is over who marked, and with fewer than `least_judges` it isn't final. With as many, more than half of them
    saying that a critical step was missed is a veto, and the part counts 0. Where some say so, but not most, the chief
    judge's `ruling` decides; as long as he `takes_ruling` and hasn't ruled, there is no score.
    """
    if not sheets:
        return PartScore(None, is_final=False)
    scores = sorted(sheets, key=lambda sheet: (sheet.score, sheet.judge))
    spread = scores[-1].score - scores[0].score
    kept = scores[1:-1] if len(scores) >= max(rules.trim_from, 3) else scores
    is_enough = len(sheets) >= rules.least_judges
    vetoed = is_veto_of_most(sheets, rules) if ruling is None else ruling
    awaited = takes_ruling and ruling is None and is_enough and not vetoed and any(sheet.missed for sheet in sheets)
    mean = rounded(sum((sheet.score for sheet in kept), ZERO) / len(kept))
    return PartScore(
        score=None if awaited else ZERO if vetoed else mean,
        is_final=is_enough and not awaited,
        is_vetoed=vetoed,
        spread=spread,
        is_wide=spread > rules.spread_limit,
        dropped=frozenset(sheet.judge for sheet in scores) - {sheet.judge for sheet in kept},
        awaits_ruling=awaited,
    )


def is_veto_of_most(sheets: Sequence[Judged], rules: JudgingRules) -> bool:
    """Whether enough judges have marked, and more than half of them say that a critical step was missed."""
    return len(sheets) >= rules.least_judges and 2 * sum(sheet.missed for sheet in sheets) > len(sheets)


def weighted_total(parts: Sequence[Weighed]) -> Total:
    """Return Σ weight × score / 100. A veto in one part is a veto on the whole: it ranks behind all without one."""
    scores = [weighed.weight * (weighed.part.score or ZERO) for weighed in parts]
    is_final = bool(parts) and all(weighed.part.is_final for weighed in parts)
    return Total(
        points=rounded(sum(scores, ZERO) / HUNDRED) if is_final else None,
        is_vetoed=any(weighed.part.is_vetoed for weighed in parts),
    )


def places(contenders: Iterable[Contender[Key]]) -> list[Place[Key]]:
    """Return who stands where: equal totals share a place (1, 1, 3), nobody's speed counts.

    Who was vetoed stands behind all who weren't. Whose total is not final has no place: he stands behind those who have
    one, and before the vetoed where he isn't vetoed himself.
    """
    placed: list[Place[Key]] = []
    standing: tuple[bool, Decimal] | None = None
    place = 0
    for number, contender in enumerate(sorted(contenders, key=_order), start=1):
        if contender.total.points is None:
            placed.append(Place(contender.key, None))
            continue
        own = (contender.total.is_vetoed, contender.total.points)
        if own != standing:
            standing, place = own, number
        placed.append(Place(contender.key, place))
    return placed


def go_on(placed: Sequence[Place[Key]], most: int) -> list[Key]:
    """Return who goes on to the next stage: the first `most`, and everybody who shares the last of these places."""
    return [standing.key for standing in placed if standing.place is not None and standing.place <= most]


def _order(contender: Contender[Key]) -> tuple[bool, bool, Decimal, str]:
    total = contender.total
    points = total.points
    return (total.is_vetoed, points is None, -(points or ZERO), sounded(contender.name, is_person=True))
