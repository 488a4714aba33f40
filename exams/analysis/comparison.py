"""The units that sat an exam beside one another: by team, workshop, enterprise or town, or by post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exams.analysis.spread import Scores, Spread
from exams.models import AttemptState
from exams.tally import Tally
from organizations.models import Unit, UnitKind

if TYPE_CHECKING:
    from exams.models import Exam
    from exams.models.attempts import AttemptQuerySet


class Level(models.TextChoices):
    """By what people are put together."""

    TEAM = UnitKind.TEAM.value, gettext_lazy("Teams")
    WORKSHOP = UnitKind.WORKSHOP.value, gettext_lazy("Workshops")
    ENTERPRISE = UnitKind.ENTERPRISE.value, gettext_lazy("Enterprises")
    TOWN = UnitKind.TOWN.value, gettext_lazy("Town centres")
    POST = "post", gettext_lazy("Posts")


LEAST_FOR_BOX = 5
INSIDE = frozenset({UnitKind.TEAM, UnitKind.WORKSHOP})
# where two of them put the same people together, it is called by the earlier
AS_CALLED = (Level.ENTERPRISE, Level.TEAM, Level.WORKSHOP, Level.TOWN)


class Places:
    """The units that the reader sees, and to which of them the people of a unit belong at each level.

    `unit` is the one that he chose to look at alone, None where that is all of them.
    """

    def __init__(self, seen: Iterable[Unit], unit: Unit | None = None) -> None:
        self._units = {unit.pk: unit for unit in seen}
        self._by_path = {unit.path: unit for unit in self._units.values()}
        self.unit = unit

    def within(self, pk: int) -> Places | None:
        """Return that unit and what is below it; None where the reader does not see it."""
        unit = self._units.get(pk)
        if unit is None:
            return None
        return Places((one for one in self._units.values() if one.path.startswith(unit.path)), unit)

    def at(self, unit: int, level: Level) -> Unit:
        """Return the unit itself or the one above it that is of this level; itself where there is none to be seen."""
        own = self._units[unit]
        for end in range(len(own.path), 0, -Unit.steplen):
            above = self._by_path.get(own.path[:end])
            if above is not None and above.kind == level.value:
                return above
        return own

    def levels(self, units: Iterable[int]) -> list[Level]:
        """Return by what these units can be compared: each level that puts them together in another way, else teams."""
        sat, found = list(units), dict[frozenset[frozenset[int]], Level]()
        for level in AS_CALLED:
            groups = defaultdict[int, set[int]](set)
            for unit in sat:
                groups[self.at(unit, level).pk].add(unit)
            if len(groups) > 1:
                found.setdefault(frozenset(map(frozenset, groups.values())), level)
        return [level for level in Level if level in found.values()] or [Level.TEAM]

    def span_enterprises(self, units: Iterable[int]) -> bool:
        """Whether these units are of more than one enterprise."""
        return len({self.at(unit, Level.ENTERPRISE).pk for unit in units}) > 1

    def name(self, unit: Unit, *, spans: bool) -> str:
        """Return how a table names the unit; where it spans enterprises, teams bear that of theirs before their own."""
        if unit.kind == UnitKind.ENTERPRISE:
            return unit.shown_name
        if spans and unit.kind in INSIDE:
            return f"{self.at(unit.pk, Level.ENTERPRISE).name} · {unit.name}"
        return unit.name


@dataclass(frozen=True, slots=True)
class Line:
    """One unit, or one post: how its people did. Points with two places; `spread` is None where nobody handed in."""

    name: str
    unit: Unit | None
    tally: Tally
    spread: Spread | None
    under_way: int
    by_hundredths: Mapping[int, int]

    @property
    def has_box(self) -> bool:
        """Whether enough people handed in for quartiles to mean something; fewer are drawn one by one."""
        return self.tally.sat >= LEAST_FOR_BOX


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everybody together, and a line for each unit or post, the highest mean first."""

    level: Level
    levels: tuple[Level, ...]
    whole: Line
    lines: tuple[Line, ...]

    @property
    def by_median(self) -> list[Line]:
        """The lines, the highest median first; those where nobody handed in at the end."""
        return sorted(self.lines, key=lambda line: -line.spread.median if line.spread else 1)

    @property
    def widest(self) -> Line | None:
        """The one whose middle half lies furthest apart, among those with a box; None for fewer than two."""
        boxed = [line for line in self.lines if line.has_box]
        return max(boxed, key=lambda line: line.spread.middle_half if line.spread else 0) if len(boxed) > 1 else None


def seen_places(units: models.QuerySet[Unit]) -> Places:
    """Return the units with what the comparison reads of them. One query."""
    return Places(units.only("path", "kind", "name", "is_demo", "depth", "numchild"))


def comparison_of(exam: Exam, attempts: AttemptQuerySet, places: Places, level: Level | None = None) -> Comparison:
    """Return these attempts of the exam, compared at that level, or at the coarsest one that compares anything.

    One query, however many sat; one more by post. A unit is named only where the reader sees all of it.
    """
    by_unit = _scores(attempts, "unit")
    levels = _levels(by_unit, places)
    chosen = level if level in levels else usual(levels)
    return _compared(by_unit, places, chosen, _by_post(exam, attempts) if chosen == Level.POST else {})


def comparisons_of(exam: Exam, attempts: AttemptQuerySet, places: Places) -> list[Comparison]:
    """Return the same at every level that compares anything. Two queries."""
    by_unit, by_post = _scores(attempts, "unit"), _by_post(exam, attempts)
    return [_compared(by_unit, places, level, by_post) for level in _levels(by_unit, places)]


def _levels(by_unit: Mapping[int, Scores], places: Places) -> tuple[Level, ...]:
    return (*places.levels(by_unit), Level.POST)


def _compared(by_unit: Mapping[int, Scores], places: Places, level: Level, by_post: Mapping[str, Scores]) -> Comparison:
    if level == Level.POST:
        lines = [_line(name or _("no post given"), None, scores) for name, scores in by_post.items()]
    else:
        lines = _lines_of(by_unit, places, level)
    return Comparison(
        level=level,
        levels=_levels(by_unit, places),
        whole=_line("", None, together(by_unit.values())),
        lines=tuple(sorted(lines, key=lambda line: (-line.tally.mean, line.name))),
    )


def together(groups: Iterable[Scores]) -> Scores:
    """Return the scores of several groups that share nobody."""
    whole = Scores()
    for scores in groups:
        whole.people += scores.people
        whole.under_way += scores.under_way
        whole.passed += scores.passed
        whole.by_hundredths.update(scores.by_hundredths)
    return whole


def usual(levels: Iterable[Level]) -> Level:
    """Enterprises where there are several, else teams: what a safety officer compares first."""
    return Level.ENTERPRISE if Level.ENTERPRISE in levels else Level.TEAM


def _lines_of(by_unit: Mapping[int, Scores], places: Places, level: Level) -> list[Line]:
    groups, spans = defaultdict[Unit, list[Scores]](list), places.span_enterprises(by_unit)
    for unit, scores in by_unit.items():
        groups[places.at(unit, level)].append(scores)
    return [_line(places.name(unit, spans=spans), unit, together(scores)) for unit, scores in groups.items()]


def _line(name: str, unit: Unit | None, scores: Scores) -> Line:
    return Line(name, unit, scores.tally, scores.spread, scores.under_way, scores.by_hundredths)


def _scores(attempts: AttemptQuerySet, group: str, **extra: Any) -> dict[Any, Scores]:
    """Return the scores of each group. One query: a row for each score that somebody of the group has."""
    counted = attempts.first_valid().order_by().annotate(**extra).values_list(group, "state", "score", "passed")
    found = defaultdict[Any, Scores](Scores)
    for key, state, score, passed, people in counted.annotate(people=Count("pk")):
        handed_in, under_way = state == AttemptState.GRADED, state == AttemptState.IN_PROGRESS
        found[key].add(people, score if handed_in else None, passed=bool(passed), under_way=under_way)
    return found


def _by_post(exam: Exam, attempts: AttemptQuerySet) -> dict[str, Scores]:
    """The post of each on the day of the exam."""
    day, held = timezone.localdate(exam.opens_at), "worker__memberships"
    that_day = Q(**{f"{held}__started_on__lte": day}) & (
        Q(**{f"{held}__ended_on__isnull": True}) | Q(**{f"{held}__ended_on__gt": day})
    )
    # a join that the database makes once; a question for each of thirty thousand would take seconds
    found = _scores(attempts, "place__post__name", place=FilteredRelation(held, condition=that_day))
    named = defaultdict[str, list[Scores]](list)
    for name, scores in found.items():
        named[name or ""].append(scores)
    return {name: together(scores) for name, scores in named.items()}
