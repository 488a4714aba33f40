"""The wrong-question books after a correction: what became right leaves, what became wrong enters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from exams.at_hand import versions_at_hand
from exams.correcting.asked import asking
from exams.correcting.sheets import sheets_of
from exams.marking import Rulings, keys_of
from exams.models import Attempt, AttemptState, PracticeAnswer, QuestionVersion, Treatment, WrongQuestion
from exams.practice.schedule import entered
from exams.release import sittings_out
from exams.services.wrong_questions import is_wrong

if TYPE_CHECKING:
    from exams.correcting.sheets import Regraded, Sheet

Entry = tuple[int, int]  # the keys of a worker and of a question


def follow_regrading(changed: Sequence[tuple[Sheet, Regraded]], rulings: Rulings) -> None:
    """The books are as if these sittings had been graded so at once; their new gradings have to be written.

    What is right now leaves unless its worker had the question wrong elsewhere too; what is wrong now enters, and where
    it stands already it stays where practice has brought it. Who may not see his result is left alone: his book follows
    when he may. Safe to repeat; at most a dozen queries, whatever the number of sittings.
    """
    right, wrong = _turned(changed, rulings, was_wrong=True), _turned(changed, rulings, was_wrong=False)
    if not right and not wrong:
        return
    out = Attempt.objects.filter(sittings_out(), pk__in={attempt for attempt, _version in right + wrong})
    workers = dict(out.order_by().values_list("pk", "worker"))
    _take_out(_entries(right, workers), rulings, {attempt for attempt, _version in right})
    _put_in(_entries(wrong, workers))


def _turned(changed: Iterable[tuple[Sheet, Regraded]], rulings: Rulings, *, was_wrong: bool) -> list[tuple[UUID, int]]:
    """Return the sittings, each with a version, whose answer was wrong, or was not, and is the contrary now."""
    return [
        (sheet.attempt, mark.version)
        for sheet, new in changed
        for before, mark in zip(sheet.marks, new.graded.marks, strict=True)
        if mark.version in rulings and is_wrong(before) is was_wrong and is_wrong(mark.as_data()) is not was_wrong
    ]


def _entries(turned: Iterable[tuple[UUID, int]], workers: dict[UUID, int]) -> set[Entry]:
    seen = [(workers[attempt], version) for attempt, version in turned if attempt in workers]
    versions = versions_at_hand({version for _worker, version in seen})
    return {(worker, versions[version].question_id) for worker, version in seen}


def _put_in(entries: set[Entry]) -> None:
    box = entered(timezone.localdate())
    WrongQuestion.objects.bulk_create(
        [
            WrongQuestion(worker_id=worker, question_id=question, right_in_a_row=box.right_in_a_row, due_on=box.due_on)
            for worker, question in sorted(entries)
        ],
        ignore_conflicts=True,
    )


def _take_out(entries: set[Entry], rulings: Rulings, turned: Collection[UUID]) -> None:
    """`turned`: the sittings in which they have become right, which are not read again."""
    workers, questions = {worker for worker, _question in entries}, {question for _worker, question in entries}
    rows = WrongQuestion.objects.filter(worker__in=workers, question__in=questions).order_by()
    standing = {(worker, question): pk for pk, worker, question in rows.values_list("pk", "worker", "question")}
    to_go = entries & standing.keys()
    if to_go:
        workers = {worker for worker, _question in to_go}
        stay = _practised_wrongly(workers, questions, rulings) | _sat_wrongly(workers, questions, turned)
        WrongQuestion.objects.filter(pk__in=[standing[entry] for entry in to_go - stay]).delete()


def _practised_wrongly(workers: Collection[int], questions: Collection[int], rulings: Rulings) -> set[Entry]:
    """What was wrong by a key that was wrong itself is no mistake."""
    answers = PracticeAnswer.objects.filter(worker__in=workers, version__question__in=questions, is_right=False)
    rows = list(answers.order_by().values_list("worker", "version__question", "version", "answer"))
    keys = keys_of({version for _worker, _question, version, _answer in rows if version in rulings})

    def is_mistake(version: int, answer: list[str]) -> bool:
        ruling = rulings.get(version)
        return ruling is None or not (ruling.treatment == Treatment.DROP or ruling.accepts(keys[version], answer))

    return {(worker, question) for worker, question, version, answer in rows if is_mistake(version, answer)}


def _sat_wrongly(workers: Collection[int], questions: Collection[int], turned: Collection[UUID]) -> set[Entry]:
    """In any other sitting, by the newest grading."""
    held = QuestionVersion.objects.filter(question__in=questions).order_by()
    versions = dict(held.values_list("pk", "question"))
    graded = Attempt.objects.filter(worker__in=workers, state=AttemptState.GRADED).exclude(pk__in=turned)
    sat = asking(graded, versions)
    by_attempt = dict(sat.order_by().values_list("pk", "worker"))
    return {
        (by_attempt[sheet.attempt], versions[mark["version"]])
        for sheet in sheets_of(list(by_attempt))
        for mark in sheet.marks
        if mark["version"] in versions and is_wrong(mark)
    }
