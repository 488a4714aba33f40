"""What a case brought to light: how many say that it could happen here, unit by unit, and who they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from courses.models.here import HereAnswer
from organizations.models import Unit

if TYPE_CHECKING:
    from courses.here import HereQuestion
    from courses.models.here import HereAnswerQuerySet
    from organizations.models.units import UnitQuerySet


@dataclass(frozen=True, slots=True)
class Said:
    """How many gave each of the three answers to one question."""

    question: HereQuestion
    counts: Counter[str]

    @property
    def by_word(self) -> list[tuple[str, int, bool]]:
        """Each answer in its word, how many gave it, and whether it worries."""
        worrying = self.question.worrying
        return [(word, self.counts[answer], answer in worrying) for answer, word in self.question.words.items()]

    @property
    def worrying(self) -> int:
        return sum(self.counts[answer] for answer in self.question.worrying)

    @property
    def total(self) -> int:
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class Line:
    """One enterprise, or inside one enterprise one team, with what it said to each question."""

    unit: Unit
    said: list[Said]

    @property
    def worrying(self) -> int:
        return sum(said.worrying for said in self.said)


@dataclass(frozen=True, slots=True)
class HereReport:
    """`whole` is everything in sight, question by question; `lines` are its parts, the most worrying first."""

    whole: list[Said]
    lines: list[Line]


def here_report(questions: Sequence[HereQuestion], page: int, seen: UnitQuerySet) -> HereReport:
    """Return what is said in the units in sight: by enterprise, or by team where there is only one. Three queries."""
    counted = _said_in(page, seen).order_by().values_list("question", "unit__path", "answer").annotate(Count("pk"))
    found = list(counted)
    parts = _parts({path for _question, path, _answer, _number in found})
    whole: dict[str, Counter[str]] = {}
    by_part: dict[tuple[str, str], Counter[str]] = {}
    for question, path, answer, number in found:
        whole.setdefault(question, Counter())[answer] += number
        by_part.setdefault((parts[path], question), Counter())[answer] += number
    units = Unit.objects.filter(path__in=set(parts.values())).order_by("path")
    lines = [
        Line(unit, [Said(question, by_part.get((unit.path, question.text), Counter())) for question in questions])
        for unit in units
    ]
    return HereReport(
        [Said(question, whole.get(question.text, Counter())) for question in questions],
        sorted(lines, key=lambda line: -line.worrying),
    )


def to_look_into(questions: Sequence[HereQuestion], page: int, seen: UnitQuerySet) -> QuerySet[HereAnswer]:
    """Return the answers that worry somebody, with their people; the latest first."""
    worrying = Q(pk__in=[])
    for question in questions:
        worrying |= Q(question=question.text, answer__in=question.worrying)
    answers = _said_in(page, seen).filter(worrying).select_related("worker", "unit")
    return answers.annotate(word=_word(questions)).order_by("-answered_at", "-pk")


def _word(questions: Sequence[HereQuestion]) -> Case:
    """The answer in the words of its question."""
    words = [(question.text, answer, word) for question in questions for answer, word in question.words.items()]
    whens = [When(question=text, answer=answer, then=Value(word)) for text, answer, word in words]
    return Case(*whens, default="answer", output_field=CharField())


def _said_in(page: int, seen: UnitQuerySet) -> HereAnswerQuerySet:
    answers: HereAnswerQuerySet = HereAnswer.objects.filter(page=page)
    return answers.standing().filter(unit__in=seen)


def _parts(paths: set[str]) -> dict[str, str]:
    """Return for each path its enterprise's; where all have the same, each stands for itself. One query."""
    prefixes = {path: [path[:end] for end in range(Unit.steplen, len(path) + 1, Unit.steplen)] for path in paths}
    above = {one for each in prefixes.values() for one in each}
    enterprises = set(Unit.objects.enterprises().filter(path__in=above).values_list("path", flat=True))
    parts = {path: next((one for one in prefixes[path] if one in enterprises), path) for path in paths}
    return parts if len(set(parts.values())) > 1 else {path: path for path in paths}
