"""Which questions workers have had before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from exams.models import Attempt, QuestionVersion

AT_A_TIME = 200


class QuestionsHad:
    """Answers it for some hundred workers at a time; what it holds does not grow with the number of workers.

    A question was had when any version of it stood on a paper that the worker sat, in whatever exam, and whether or not
    the sitting was voided later. `banks` are those that are drawn from.
    """

    def __init__(self, banks: Collection[int], before: datetime) -> None:
        self._banks, self._before = banks, before
        self._question: dict[int, int] | None = None

    def of(self, workers: Collection[int]) -> dict[int, set[int]]:
        """Return the keys of the questions that each of these has had. One query, and once one for the versions."""
        had: dict[int, set[int]] = defaultdict(set)
        if not self._banks:
            return had
        sat = Attempt.objects.filter(worker__in=workers, started_at__lt=self._before).order_by()
        for worker, paper in sat.values_list("worker_id", "paper").iterator(AT_A_TIME):
            questions = self._questions()
            had[worker].update(questions[line[0]] for line in paper if line[0] in questions)
        return had

    def _questions(self) -> dict[int, int]:
        """Return the question of every version in the banks; nothing is asked while nobody has sat anything."""
        if self._question is None:
            versions = QuestionVersion.objects.filter(question__bank__in=self._banks).order_by()
            self._question = dict(versions.values_list("pk", F("question_id")))
        return self._question
