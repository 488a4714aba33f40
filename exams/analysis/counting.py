"""Reading all sittings of an exam, and adding them up by question, by answer, and by unit and subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery

from exams.analysis.items import AnswerSums, ExamSums, Given
from exams.models import Attempt, AttemptState, Grading, QuestionKind, QuestionVersion
from exams.rightness import plain
from organizations.progress import Report, silent, watched

if TYPE_CHECKING:
    from exams.models import Exam
    from exams.models.attempts import AttemptQuerySet

ROWS_AT_ONCE = 1000
LONGEST_ANSWER = 120


@dataclass(slots=True)
class CategorySums:
    """What a unit earned on one subject: how many questions its people were asked, and hundredths of a point."""

    asked: int = 0
    earned: int = 0
    worth: int = 0


@dataclass(slots=True)
class Count:
    """An exam added up. `categories` by (unit, subject)."""

    sums: ExamSums = field(default_factory=ExamSums)
    categories: defaultdict[tuple[int, str], CategorySums] = field(default_factory=lambda: defaultdict(CategorySums))

    def add(self, unit: int, sitting: Sequence[Given], subjects: Mapping[int, str]) -> None:
        """Add one sitting of somebody of the unit; `subjects` says of each version what it is about."""
        self.sums.add(sitting)
        for given in sitting:
            sums = self.categories[unit, subjects[given.version]]
            sums.asked += 1
            sums.earned += given.earned
            sums.worth += given.worth

    def answers(self, kinds: Mapping[int, str]) -> dict[int, dict[str, AnswerSums]]:
        """Return by version how often each answer was given, in the words it is shown with."""
        shown = defaultdict[int, dict[str, AnswerSums]](dict)
        for (version, chosen), sums in self.sums.answers.items():
            words = answer_words(kinds[version], chosen)
            shown[version].setdefault(words, AnswerSums()).join(sums)
        return shown


def count_of(exam: Exam, report: Report = silent) -> Count:
    """Return the exam added up. The sittings are read bit by bit; a query more only where a bit asks new questions."""
    counted, subjects = Count(), dict[int, str]()
    sittings = watched(_sittings(exam), total=_graded(exam).count(), report=report)
    while some := list(islice(sittings, ROWS_AT_ONCE)):
        unknown = {given.version for _unit, sitting in some for given in sitting} - subjects.keys()
        subjects.update(_subjects(unknown))
        for unit, sitting in some:
            counted.add(unit, sitting, subjects)
    return counted


def answer_words(kind: str, chosen: Sequence[str]) -> str:
    """Return an answer as a table shows it: B; AC; CADB in the order it was put; what was filled in, as compared."""
    if kind == QuestionKind.FILL:
        return plain(chosen[0])[:LONGEST_ANSWER]
    keys = list(chosen) if kind == QuestionKind.ORDER else sorted(chosen)
    return ("" if all(len(key) == 1 for key in keys) else "、").join(keys)[:LONGEST_ANSWER]


def _subjects(versions: Collection[int]) -> dict[int, str]:
    if not versions:
        return {}
    return dict(QuestionVersion.objects.filter(pk__in=versions).values_list("pk", "question__category"))


def _graded(exam: Exam) -> AttemptQuerySet:
    return Attempt.objects.filter(exam=exam).first_valid().filter(state=AttemptState.GRADED)


def _sittings(exam: Exam) -> Iterator[tuple[int, list[Given]]]:
    """Yield the unit of that day and the questions of each sitting, as its newest grading has them."""
    newest = Grading.objects.filter(attempt=OuterRef("pk")).order_by("-pk").values("marks")[:1]
    rows = _graded(exam).order_by("pk").annotate(marks=Subquery(newest)).values_list("unit_id", "paper", "marks")
    for unit, paper, marked in rows.iterator(chunk_size=ROWS_AT_ONCE):
        if marked:
            yield unit, _given(paper, marked)


def _given(paper: Sequence[Sequence[Any]], marks: Sequence[Mapping[str, Any]]) -> list[Given]:
    """Return the questions of one sitting; what a correction took out of the exam says nothing of anybody."""
    worth = ((mark, _hundredths(mark.get("full_points", line[2]))) for mark, line in zip(marks, paper, strict=True))
    return [
        Given(mark["version"], tuple(mark["chosen"]), _hundredths(mark["points"]), points)
        for mark, points in worth
        if points
    ]


@lru_cache(maxsize=1000)
def _hundredths(points: str) -> int:
    return int(Decimal(points) * 100)
