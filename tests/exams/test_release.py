"""When a worker may see his result: at once, after the window, or once somebody has released it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from exams.errors import NotToBeReleased
from exams.models import Attempt, Exam, ExamState, ResultsShown, WrongQuestion
from exams.personal_file import sittings_section
from exams.practice.questions import open_questions
from exams.release import exams_out, is_out
from exams.services.exams import close_exams
from exams.services.journal import attempt_token
from exams.services.releasing import release_results
from exams.services.sittings import start_attempt
from home.tasks import tasks_of
from leaderboard.ranking.choices import exams_with_board
from organizations.models import AuditEntry, Role, User
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, desk_of, phone_of, staff
from tests.factories.sittings import a_worker, sit

pytestmark = pytest.mark.django_db
LATER = [ResultsShown.AFTER_WINDOW, ResultsShown.AFTER_APPROVAL]
KEY = "先检查，再下井。"  # the explanation of every question of the factories


@pytest.fixture
def officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


@pytest.fixture
def shown(exam: Exam) -> Callable[[ResultsShown], Exam]:
    def shown(policy: ResultsShown) -> Exam:
        exam.results_shown = policy
        exam.save()
        return exam

    return shown


def close(exam: Exam) -> None:
    with time_machine.travel(exam.closes_at + timedelta(hours=1), tick=False):
        close_exams()
    exam.refresh_from_db()


def a_hand_in() -> dict[str, object]:
    return {"seq": 0, "kind": "submit", "slot": None, "value": None, "at": int(timezone.now().timestamp() * 1000)}


def page(worker: User, attempt: Attempt, name: str = "result") -> str:
    return str(phone_of(worker).get(reverse(f"exams:{name}", args=[attempt.pk]), follow=True).content.decode())


@pytest.mark.parametrize("policy", ResultsShown)
def test_what_is_out_as_a_condition_is_what_is_out_one_by_one(county: County, policy: ResultsShown) -> None:
    for state in ExamState:
        ExamFactory(owner=county.bureau, results_shown=policy, state=state)
    released = {"results_released_at": timezone.now(), "results_released_by": a_worker(county.team)}
    ExamFactory(owner=county.bureau, results_shown=policy, state=ExamState.CLOSED, **released)

    exams = list(Exam.objects.all())
    assert {exam.pk for exam in exams if is_out(exam)} == set(
        Exam.objects.filter(exams_out()).values_list("pk", flat=True)
    )


def test_at_once_the_result_stands_behind_the_receipt(exam: Exam, worker: User) -> None:
    attempt = sit(exam, worker, right=3)

    assert "看成绩" in page(worker, attempt, "receipt")
    assert KEY in page(worker, attempt)


@pytest.mark.parametrize("policy", LATER)
def test_before_it_is_out_the_worker_meets_neither_score_nor_key(
    shown: Callable[[ResultsShown], Exam], worker: User, policy: ResultsShown
) -> None:
    exam = shown(policy)
    attempt = sit(exam, worker, right=3)
    start = phone_of(worker).get("/").content.decode()

    for seen in (page(worker, attempt), page(worker, attempt, "receipt"), start):
        assert KEY not in seen
        assert "<b>60</b>" not in seen
        assert "60分" not in seen
    assert reverse("exams:result", args=[attempt.pk]) not in page(worker, attempt, "receipt")
    assert reverse("exams:result", args=[attempt.pk]) not in start
    card = next(card for card in tasks_of(worker) if exam.title in card.name)
    assert (card.href, card.state) == (reverse("exams:receipt", args=[attempt.pk]), "done")


@pytest.mark.parametrize("policy", LATER)
def test_the_exam_page_says_instead_when_the_result_comes(
    shown: Callable[[ResultsShown], Exam], worker: User, policy: ResultsShown
) -> None:
    attempt = start_attempt(exam=shown(policy), worker=worker)
    sitting = page(worker, attempt, "paper")
    body = {"token": attempt_token(attempt), "device": str(attempt.pk), "events": [a_hand_in()]}
    answer = Client().post(reverse("exams:submit", args=[attempt.pk]), json.dumps(body), "application/json").json()

    assert "data-result" not in sitting
    assert answer["receipt"]
    assert "score" not in answer


@pytest.mark.parametrize("policy", LATER)
def test_practice_gives_nothing_away_before(
    shown: Callable[[ResultsShown], Exam],
    worker: User,
    county: County,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    policy: ResultsShown,
) -> None:
    exam, other = shown(policy), a_worker(county.team)
    everything = open_questions(other).count()
    with django_capture_on_commit_callbacks(execute=True):
        attempt = sit(exam, worker, right=3)

    assert not WrongQuestion.objects.exists()
    assert open_questions(worker).count() == everything - len(attempt.paper)
    assert open_questions(other).count() == everything


def test_while_he_sits_his_own_questions_are_not_practised(exam: Exam, worker: User) -> None:
    everything = open_questions(worker).count()
    attempt = start_attempt(exam=exam, worker=worker)

    assert open_questions(worker).count() == everything - len(attempt.paper)


def test_after_the_window_everything_is_there(
    shown: Callable[[ResultsShown], Exam],
    worker: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    exam = shown(ResultsShown.AFTER_WINDOW)
    everything = open_questions(worker).count()
    attempt = sit(exam, worker, right=3)
    with django_capture_on_commit_callbacks(execute=True):
        close(exam)

    assert KEY in page(worker, attempt)
    assert WrongQuestion.objects.filter(worker=worker).count() == 2
    assert open_questions(worker).count() == everything


def test_somebody_of_the_holder_releases_the_results_and_it_is_on_record(
    shown: Callable[[ResultsShown], Exam],
    worker: User,
    officer: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    exam = shown(ResultsShown.AFTER_APPROVAL)
    attempt = sit(exam, worker, right=3)
    close(exam)
    assert KEY not in page(worker, attempt)
    with django_capture_on_commit_callbacks(execute=True):
        desk_of(officer).post(reverse("exams:release", args=[exam.pk]))

    exam.refresh_from_db()
    assert exam.results_released_by == officer
    assert AuditEntry.objects.get(action="exam.release").actor == officer
    assert KEY in page(worker, attempt)
    assert WrongQuestion.objects.filter(worker=worker).count() == 2


@pytest.mark.parametrize(
    ("policy", "is_closed", "twice"),
    [
        (ResultsShown.AT_ONCE, True, False),
        (ResultsShown.AFTER_WINDOW, True, False),
        (ResultsShown.AFTER_APPROVAL, False, False),
        (ResultsShown.AFTER_APPROVAL, True, True),
    ],
)
def test_what_is_not_there_to_be_released_is_refused(
    shown: Callable[[ResultsShown], Exam], officer: User, policy: ResultsShown, is_closed: bool, twice: bool
) -> None:
    exam = shown(policy)
    if is_closed:
        close(exam)
    if twice:
        release_results(exam=exam, by=officer)
    with pytest.raises(NotToBeReleased):
        release_results(exam=exam, by=officer)


def test_who_only_sits_the_exam_with_his_people_does_not_release_it(county: County, officer: User) -> None:
    exam = ExamFactory(owner=county.bureau, over=True, results_shown=ResultsShown.AFTER_APPROVAL)
    AttemptFactory(exam=exam, membership__unit=county.team, graded=True)

    assert desk_of(officer).get(reverse("exams:release", args=[exam.pk])).status_code == 404
    assert desk_of(officer).get(reverse("exams:desk_results", args=[exam.pk])).status_code == 200


def test_staff_see_scores_at_the_desk_before_workers_see_theirs(
    shown: Callable[[ResultsShown], Exam], worker: User, officer: User
) -> None:
    exam = shown(ResultsShown.AFTER_APPROVAL)
    sit(exam, worker, right=3)
    seen = desk_of(officer).get(reverse("exams:desk_results", args=[exam.pk])).content.decode()

    assert worker.name in seen
    assert "60" in seen


@pytest.mark.parametrize("policy", LATER)
def test_boards_and_personal_files_wait_too(
    shown: Callable[[ResultsShown], Exam], worker: User, officer: User, policy: ResultsShown
) -> None:
    exam = shown(policy)
    sit(exam, worker, right=3)

    assert exam not in exams_with_board(worker)
    assert exam in exams_with_board(User.objects.get(pk=officer.pk)) or not officer.acts_as_staff
    assert sittings_section(worker).rows[0][2:4] == (None, None)
    close(exam)
    if policy == ResultsShown.AFTER_APPROVAL:
        release_results(exam=exam, by=officer)
    assert exam in exams_with_board(worker)
    assert str(sittings_section(worker).rows[0][2]) == "60.00"
