"""What happens to an exam or a competition keeps its boards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from exams.models import Attempt, Exam
from exams.services.exams import close_exams
from exams.signals import sittings_voided
from leaderboard.models import RankingSnapshot
from leaderboard.services.running import freeze_results
from leaderboard.tasks import every_night
from tests.factories.competitions import APPEALS_OVER, shown_one
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Background work is done at once."""
    monkeypatch.setattr("leaderboard.receivers.async_task", lambda task, *arguments: task(*arguments))
    monkeypatch.setattr("exams.receivers.async_task", lambda *_arguments: None)


def test_an_exam_is_kept_when_it_closes_and_again_when_a_sitting_is_annulled(
    county: County, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    exam: Exam = ExamFactory(owner=county.bureau)
    attempt = AttemptFactory(exam=exam, membership=MembershipFactory(unit=county.team), graded=True)
    after = exam.closes_at + timedelta(days=1)

    with django_capture_on_commit_callbacks(execute=True):
        assert close_exams(moment=after) == 1
    boards = RankingSnapshot.objects.filter(exam=exam)
    assert set(boards.values_list("number", flat=True)) == {1}

    exam.refresh_from_db()
    Attempt.objects.filter(pk=attempt.pk).update(score=1)
    sittings_voided.send(sender=Attempt, exam=exam, workers=[attempt.worker_id])
    assert set(boards.values_list("number", flat=True)) == {1, 2}
    assert exam.title in boards.filter(number=2)[0].reason


def test_a_competition_is_kept_when_it_is_final(
    county: County,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    running = shown_one(county.enterprise, county.team, "1", "0.5")
    monkeypatch.setattr(timezone, "now", lambda now=timezone.now: now() + APPEALS_OVER)

    with django_capture_on_commit_callbacks(execute=True):
        freeze_results(competition=running.competition, by=None)

    assert RankingSnapshot.objects.filter(competition=running.competition).exists()


def test_what_ended_is_kept_at_night() -> None:
    assert every_night() == {"boards": 0}
