"""A blueprint laid on what the banks hold: which questions each worker may be asked for each of its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from exams.drawing.papers import Drawable, DrawnPaper, Part, Pool, Shortage, draw, shortages


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a worker stands: the industry of his enterprise, and the keys of the kinds that his post belongs to."""

    industry: str = ""
    kinds: frozenset[int] = frozenset()


ELSEWHERE = Standing()  # of no industry and no kind of post: only what is for everybody suits


@dataclass(frozen=True, slots=True)
class Traits:
    """What a draw looks at in a question; no industries and no kinds of post mean that it suits everybody.

    Of a case `members` are the traits of its questions, and it suits whom all of them suit.
    """

    bank: int
    kind: str
    category: str
    difficulty: int
    industries: frozenset[str] = frozenset()
    post_kinds: frozenset[int] = frozenset()
    members: tuple[Traits, ...] = ()

    @property
    def singles(self) -> tuple[Traits, ...]:
        return self.members or (self,)

    def suit(self, standing: Standing) -> bool:
        if self.members:
            return all(member.suit(standing) for member in self.members)
        industry_suits = not self.industries or standing.industry in self.industries
        return industry_suits and (not self.post_kinds or bool(self.post_kinds & standing.kinds))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a blueprint; `label` is what a person reads of it.

    Without a difficulty any will do. A line for a kind of post takes questions that are marked for it. Lines with the
    same `choice` stand for one another: each worker gets the first for a kind of his post, else the one for nobody in
    particular. A line for cases takes those with `size` questions; `count` counts the cases.
    """

    label: str
    bank: int
    kind: str
    category: str
    count: int
    points: Decimal
    difficulty: int | None = None
    post_kind: int | None = None
    choice: int | None = None
    size: int = 1

    def wants(self, traits: Traits) -> bool:
        return (
            (self.bank, self.kind, self.category) == (traits.bank, traits.kind, traits.category)
            and self.size == len(traits.singles)
            and self.difficulty in {None, traits.difficulty}
            and (self.post_kind is None or self.post_kind in traits.post_kinds)
        )

    @property
    def source(self) -> tuple[int, str, str, int, int | None, int | None]:
        """Lines of the same source take their questions from one pool."""
        return self.bank, self.kind, self.category, self.size, self.difficulty, self.post_kind

    @property
    def looseness(self) -> tuple[bool, bool]:
        """The less it says of a question, the greater."""
        return self.post_kind is None, self.difficulty is None


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The lines, and what the banks hold for them.

    No question and no case stands in two pools of one worker: it belongs to the line that describes it most closely. A
    line for any difficulty takes what lines with a difficulty leave, and a line for everybody what a line for his post
    leaves.
    """

    lines: tuple[Line, ...]
    held: Mapping[Traits, Sequence[Drawable]]
    _known: dict[Standing, tuple[Part, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def banks(self) -> frozenset[int]:
        return frozenset(line.bank for line in self.lines)

    def paper_for(self, standing: Standing, rng: Random, had: Set[int] = frozenset()) -> DrawnPaper:
        """Draw a worker's paper; of the questions in `had` only those that can't be avoided."""
        return draw(self.parts_for(standing), rng, had)

    def shortages_for(self, standing: Standing) -> list[Shortage]:
        return shortages(self.parts_for(standing))

    def as_far_as_it_matters(self, standing: Standing) -> Standing:
        """Return the standing without what neither a line nor a question asks about."""
        asked = [single for traits in self.held for single in traits.singles]
        industries = {industry for traits in asked for industry in traits.industries}
        kinds = {kind for traits in asked for kind in traits.post_kinds}
        kinds |= {line.post_kind for line in self.lines if line.post_kind is not None}
        return Standing(standing.industry if standing.industry in industries else "", standing.kinds & kinds)

    def parts_for(self, standing: Standing) -> tuple[Part, ...]:
        """Return the parts of the paper of a worker who stands there, in the order of the blueprint."""
        if standing not in self._known:
            near = self.as_far_as_it_matters(standing)
            self._known[near] = self._known[standing] = self._known.get(near) or self._parts(near)
        return self._known[standing]

    def _parts(self, standing: Standing) -> tuple[Part, ...]:
        lines = self.lines_for(standing)
        found: dict[object, list[Drawable]] = {line.source: [] for line in lines}
        for traits, held in self.held.items():
            takers = [line for line in lines if line.wants(traits)] if traits.suit(standing) else []
            if takers:
                found[min(takers, key=lambda line: line.looseness).source] += held
        pools = {source: Pool.of(held) for source, held in found.items()}
        return tuple(Part(line.label, line.kind, line.count, line.points, pools[line.source]) for line in lines)

    def lines_for(self, standing: Standing) -> list[Line]:
        """Return the lines that such a worker gets: all that have no alternatives, and one of each choice."""
        chosen: dict[int, Line] = {}
        for line in self.lines:
            if line.choice is None or (line.post_kind is not None and line.post_kind not in standing.kinds):
                continue
            known = chosen.get(line.choice)
            if known is None or known.post_kind is None:
                chosen[line.choice] = line
        return [line for line in self.lines if line.choice is None or chosen.get(line.choice) is line]
