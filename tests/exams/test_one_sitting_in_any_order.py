"""One sitting, several phones, a network that delays, repeats and reorders: nothing is lost, nothing comes twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from exams.models import AnswerEvent, Attempt, AttemptState, GradingCause, SubmittedBy
from exams.services.hand_ins import HandedIn, hand_in
from exams.services.journal import PhoneEvent, record_events
from exams.services.papers import prepare_papers
from exams.services.sittings import start_attempt, submit_attempt, sweep
from organizations.models import User
from tests.exams.any_order import GRACE, LAST_SECOND, MINUTES, PHONES, STEPS, TALKS, Model, Step, Word, phone_event
from tests.factories.exams import ExamFactory
from tests.factories.mixed_papers import a_mixed_paper, asked_on
from tests.factories.organizations import County
from tests.factories.sittings import a_worker
from tests.judging import Asked, last_words, score


@dataclass
class Sitting:
    """The real sitting beside its model."""

    attempt: Attempt
    asked: list[Asked]
    words: list[list[PhoneEvent]]
    model: Model
    receipts: set[str] = field(default_factory=set)

    def take(self, step: Step) -> None:
        what, number, which, _seconds = step
        begun: datetime = self.attempt.started_at  # type: ignore[assignment]
        batch = [self.words[number][index] for index in which if index < len(self.words[number])]
        if what == "sweep":
            sweep()
            self.model.end(by_worker=False)
        elif what == "page":
            submit_attempt(attempt=self.attempt)
            self.model.end(by_worker=True)
        elif what == "save":
            accepted = record_events(attempt_id=self.attempt.pk, device=PHONES[number], events=batch).accepted
            assert set(accepted) == self.model.hear(PHONES[number], batch, begun)
        else:
            self.submit(number, batch)

    def submit(self, number: int, batch: list[PhoneEvent]) -> None:
        told = hand_in(attempt_id=self.attempt.pk, device=PHONES[number], events=batch)
        accepted = told.acknowledged.accepted if isinstance(told, HandedIn) else told.accepted
        assert set(accepted) == self.model.hear(PHONES[number], batch, self.attempt.started_at)  # type: ignore[arg-type]
        self.model.end(by_worker=False)
        assert isinstance(told, HandedIn) == self.model.is_over
        if isinstance(told, HandedIn):
            self.receipts.add(told.receipt)

    def check(self) -> None:
        """Nothing that was acknowledged is missing, and nothing stands there that nobody said."""
        rows = AnswerEvent.objects.filter(attempt=self.attempt).order_by("pk")
        assert {(row.device, row.seq, row.kind, row.slot, str(row.value)) for row in rows} == {
            (device, said.seq, said.kind, said.slot, str(said.value)) for device, said in self.model.heard
        }

    def judge(self) -> None:
        """One result, and it is the one that a second opinion comes to."""
        attempt = Attempt.objects.get(exam=self.attempt.exam_id, worker=self.attempt.worker_id)
        counting = {slot: list(said.value) for slot, said in last_words(self.model.journal()).items()}
        worth = score(self.asked, counting)
        history = list(attempt.gradings.order_by("pk"))

        assert len(history) == self.model.gradings
        assert attempt.device == self.model.current
        assert [mark["chosen"] for mark in history[-1].marks] == [counting.get(n, []) for n in range(len(self.asked))]
        assert attempt.state == AttemptState.GRADED
        assert attempt.score == history[-1].score == worth
        assert attempt.passed == (worth >= self.attempt.exam.pass_points)
        assert attempt.submitted_by == (SubmittedBy.WORKER if self.model.is_handed_in else SubmittedBy.DEADLINE)
        assert attempt.finished_at <= attempt.deadline  # type: ignore[operator]
        assert self.receipts <= {attempt.receipt}
        assert [grading.cause == GradingCause.LATE_ANSWERS for grading in history] == [
            False,
            *[True] * len(history[1:]),
        ]


@pytest.fixture
def worker(county: County) -> User:
    return a_worker(county.team)


@pytest.fixture
def begun(county: County, worker: User) -> Attempt:
    paper = a_mixed_paper(county.enterprise)
    exam = ExamFactory(owner=county.enterprise, paper=paper, duration_minutes=MINUTES, grace_seconds=GRACE)
    prepare_papers(exam=exam)
    return start_attempt(exam=exam, worker=worker)


@pytest.fixture
def asked(begun: Attempt) -> list[Asked]:
    return asked_on(begun)


@pytest.mark.django_db
@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=TALKS, steps=STEPS)
def test_whatever_the_network_does_to_it_a_sitting_loses_nothing_and_has_one_result(
    begun: Attempt, asked: list[Asked], words: list[list[Word]], steps: list[Step]
) -> None:
    offered = [line[1] for line in begun.paper]
    said = [[phone_event(n, word, offered, begun.started_at) for n, word in enumerate(row)] for row in words]  # type: ignore[arg-type]
    sitting = Sitting(begun, asked, said, Model(offered))
    with transaction.atomic(), time_machine.travel(begun.started_at, tick=False) as clock:
        for step in [*steps, ("save", 0, [], 2 * LAST_SECOND), ("sweep", 0, [], 0)]:
            clock.shift(step[-1])
            sitting.model.second += step[-1]
            sitting.take(step)
        for step in steps:  # all of it once more changes nothing
            sitting.take(step)
        sitting.check()
        sitting.judge()
        transaction.set_rollback(True)
