"""The pages of make-ups: the officer's at the desk, and the worker's door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.models import Attempt, Exam, MakeUp, ResultsShown
from exams.services.sittings import start_attempt, submit_attempt
from organizations.models import Role, User
from tests.factories.exams import AttemptFactory, ExamFactory, filled_paper
from tests.factories.make_ups import a_make_up, close, close_make_up
from tests.factories.organizations import County, desk_of, phone_of, staff
from tests.factories.sittings import a_worker, an_exam, sit

pytestmark = pytest.mark.django_db


def said(exam: Exam, *workers: User, **fields: str) -> dict[str, object]:
    now = timezone.localtime()
    return {
        "opens_at": f"{now:%Y-%m-%dT%H:%M}",
        "closes_at": f"{now + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "paper": exam.paper_id,
        "assignment": "",
        "workers": [worker.pk for worker in workers],
        **fields,
    }


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_officer_makes_one_for_those_who_stay_ticked(
    county: County, exam: Exam, failed: User, officer: Client
) -> None:
    absent = a_worker(county.team)
    close(exam)
    url = reverse("exams:make_ups", args=[exam.pk])
    page = text(officer, url)
    assert failed.name in page
    assert absent.name in page
    answer = officer.post(url, said(exam, failed), follow=True)

    assert failed.name in answer.content.decode()
    assert list(MakeUp.objects.get().seats.values_list("worker", flat=True)) == [failed.pk]
    assert absent.name in text(officer, url)


@pytest.mark.parametrize(
    "wrong", [{"workers": []}, {"closes_at": "2020-01-01T08:00"}, {"paper": ""}, {"opens_at": "x"}]
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_made(
    exam: Exam, failed: User, officer: Client, wrong: dict[str, str]
) -> None:
    close(exam)
    answer = officer.post(reverse("exams:make_ups", args=[exam.pk]), said(exam, failed, **wrong))

    assert answer.status_code == 422
    assert not MakeUp.objects.exists()


def test_while_the_exam_runs_or_when_all_have_passed_there_is_nothing_to_make(
    county: County, exam: Exam, officer: Client
) -> None:
    sit(exam, a_worker(county.team), right=5)
    url = reverse("exams:make_ups", args=[exam.pk])
    assert "<form" not in text(officer, url).split("<main")[1]
    close(exam)
    assert "<form" not in text(officer, url).split("<main")[1]


def test_the_officer_notes_the_retraining_and_the_worker_goes_in(exam: Exam, failed: User, officer: Client) -> None:
    close(exam)
    made = a_make_up(exam, [failed])
    door = text(phone_of(failed), reverse("exams:door", args=[exam.pk]))
    assert "disabled" in door
    officer.post(
        reverse("exams:retraining", args=[exam.pk, made.pk]), {"workers": [failed.pk], "note": "7月12日会议室，矿长讲"}
    )

    assert "7月12日会议室，矿长讲" in text(officer, reverse("exams:make_up", args=[exam.pk, made.pk]))
    phone = phone_of(failed)
    assert "disabled" not in text(phone, reverse("exams:door", args=[exam.pk])).split("<form")[1]
    assert phone.post(reverse("exams:start", args=[exam.pk]))["Location"].endswith(f"{made.seats.get().pk}/")


def test_a_start_that_comes_too_early_is_refused_with_a_reason(exam: Exam, failed: User) -> None:
    close(exam)
    a_make_up(exam, [failed])
    assert phone_of(failed).post(reverse("exams:start", args=[exam.pk])).status_code == 409


def test_the_table_of_results_has_both_side_by_side(exam: Exam, failed: User, officer: Client) -> None:
    close(exam)
    made = a_make_up(exam, [failed])
    officer.post(reverse("exams:retraining", args=[exam.pk, made.pk]), {"workers": [failed.pk], "note": "讲过"})
    submit_attempt(attempt=start_attempt(exam=exam, worker=failed))
    page = text(officer, reverse("exams:desk_results", args=[exam.pk])).split('id="people"')[1]

    assert "40" in page
    assert ">0<" in page
    assert officer.get(reverse("exams:desk_results_xlsx", args=[exam.pk])).status_code == 200


def test_an_officer_makes_one_for_his_own_people_only(county: County, officer: Client) -> None:
    exam = ExamFactory(owner=county.bureau, over=True, paper=filled_paper(owner=county.bureau))
    own = AttemptFactory(exam=exam, membership__unit=county.team, graded=True, score=10)
    strange = AttemptFactory(exam=exam, membership__unit=county.neighbour_team, graded=True, score=10)
    url = reverse("exams:make_ups", args=[exam.pk])

    assert strange.worker.name not in text(officer, url)
    assert officer.post(url, said(exam, strange.worker)).status_code == 422
    officer.post(url, said(exam, own.worker))
    made = MakeUp.objects.get()
    assert (made.owner, made.seats.get().worker) == (county.enterprise, own.worker)
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    assert neighbour.get(reverse("exams:make_up", args=[exam.pk, made.pk])).status_code == 404
    neighbour.post(reverse("exams:retraining", args=[exam.pk, made.pk]), {"workers": [own.worker.pk], "note": "x"})
    assert not Attempt.objects.filter(retraining__isnull=False).exists()


def test_results_that_wait_for_a_word_are_released_for_the_make_up_too(
    exam: Exam, failed: User, officer: Client
) -> None:
    exam.results_shown = ResultsShown.AFTER_APPROVAL
    close(exam)
    made = a_make_up(exam, [failed])
    url = reverse("exams:release_make_up", args=[exam.pk, made.pk])
    officer.post(url)
    made.refresh_from_db()
    assert made.results_released_at is None
    close_make_up(made)
    assert url in text(officer, reverse("exams:make_up", args=[exam.pk, made.pk]))
    officer.post(url)

    made.refresh_from_db()
    assert made.results_released_at is not None


@pytest.mark.parametrize("name", ["make_ups", "make_up"])
def test_pages_cost_the_same_for_one_and_for_many(
    county: County, officer: Client, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    exam = an_exam(county.enterprise)
    workers = [a_worker(county.team) for _each in range(12)]
    close(exam)
    made = a_make_up(exam, workers[:8])
    url = reverse(f"exams:{name}", args=[exam.pk, made.pk] if name == "make_up" else [exam.pk])

    with django_assert_max_num_queries(14):
        text(officer, url)
