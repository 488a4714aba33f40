"""Marking papers by what is right in their exam now: everything that is graded comes through here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from exams.at_hand import versions_at_hand
from exams.grading import Graded, PaperQuestion, grade
from exams.models import Correction
from exams.rightness import Key
from exams.rulings import Ruling

if TYPE_CHECKING:
    from exams.models import Exam

Rulings = Mapping[int, Ruling]


def marked(paper: Sequence[Any], chosen: Mapping[int, Sequence[str]], rulings: Rulings) -> Graded:
    """Mark a paper, [[version, keys, points], …], by these answers by slot. Two queries at most."""
    keys = keys_of([line[0] for line in paper])
    questions = [
        PaperQuestion(version, keys[version], Decimal(points), rulings.get(version))
        for version, _shown, points in paper
    ]
    return grade(questions, chosen)


def rulings_of(exam: Exam) -> Rulings:
    """Return what the corrections in force say, by version. One query; none for an exam that never had one."""
    return rulings_in_force(exam) if exam.corrected_at is not None else {}


def rulings_in_force(exam: Exam) -> Rulings:
    """Return the same, whatever the exam's row says. One query."""
    return {one.version_id: Ruling.of(one) for one in Correction.objects.in_force().filter(exam=exam)}


def keys_of(versions: Iterable[int]) -> dict[int, Key]:
    """Return what is right in each of these versions. Two queries at most."""
    return {key: Key.of(version) for key, version in versions_at_hand(versions).items()}
