"""Re-tests (抽考): the sample, the supervised start, both scores side by side, and who sees them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import chain
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.errors import NotSupervised, RetestRefused
from exams.models import Attempt, AttemptState, Exam, SpotCheck
from exams.retest_report import by_enterprise, compared
from exams.services.exams import close_exams, prepare_open_exams
from exams.services.releasing import release_results
from exams.services.retests import WRONG_CODES_ALLOWED, code_of_the_day, drawn
from exams.services.sittings import start_attempt, submit_attempt
from home.tasks import tasks_of
from leaderboard.ranking.choices import exams_with_board
from organizations.models import AuditEntry, Role, User
from tests.factories.make_ups import close
from tests.factories.organizations import County, UserFactory, desk_of, phone_of, staff
from tests.factories.retests import a_retest
from tests.factories.sittings import a_worker, an_exam, answer, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(county: County) -> Exam:
    """An exam of the county that ten sat here and three next door, and that is over."""
    made = an_exam(county.bureau)
    for team, people in ((county.team, 5), (county.neighbour_team, 3)):
        for _each in range(people):
            sit(made, a_worker(team), right=5)
    a_worker(county.team)
    close(made)
    return made


def sit_again(again: Exam, worker: User, *, right: int) -> Attempt:
    attempt = start_attempt(exam=again, worker=worker, code=code_of_the_day(again))
    answer(attempt, right=right)
    return submit_attempt(attempt=attempt)


def test_only_who_sat_is_drawn_and_the_draw_can_be_repeated(county: County, exam: Exam) -> None:
    again = a_retest(exam, county.bureau)
    seats = Attempt.objects.filter(exam=again)
    check = SpotCheck.objects.get(exam=again)

    assert [len(workers) for workers in check.drawn_from.values()] == [5, 3]
    assert sorted(seats.values_list("worker", flat=True)) == sorted(chain.from_iterable(drawn(check).values()))
    assert seats.count() == 4
    assert all(len(seat.paper) == 4 for seat in seats)
    assert AuditEntry.objects.get(action="exam.retest").detail["seed"] == check.seed


def test_rosters_and_the_end_leave_the_drawn_seats_alone(county: County, exam: Exam) -> None:
    again = a_retest(exam, county.bureau, percent=50)
    assert prepare_open_exams() == 0
    with time_machine.travel(again.closes_at + timedelta(hours=1), tick=False):
        close_exams()

    assert Attempt.objects.filter(exam=again, state=AttemptState.PREPARED).count() == 3 + 2


def test_nobody_begins_without_the_code_of_the_day(county: County, exam: Exam) -> None:
    again = a_retest(exam, county.bureau)
    worker = Attempt.objects.filter(exam=again)[0].worker
    url = reverse("exams:start", args=[again.pk])
    yesterday = code_of_the_day(again, timezone.now() - timedelta(days=1))
    phone = phone_of(worker)
    for code in ("", yesterday, "１"):
        assert phone.post(url, {"code": code}).status_code == 409

    assert phone.post(url, {"code": f" {code_of_the_day(again)}"}).status_code == 302


def test_codes_are_not_found_by_trying(county: County, exam: Exam) -> None:
    again = a_retest(exam, county.bureau)
    worker = Attempt.objects.filter(exam=again)[0].worker
    for _each in range(WRONG_CODES_ALLOWED):
        with pytest.raises(NotSupervised):
            start_attempt(exam=again, worker=worker, code="000")
    with pytest.raises(NotSupervised):
        start_attempt(exam=again, worker=worker, code=code_of_the_day(again))


def test_only_the_named_supervisor_sees_the_code(county: County, exam: Exam) -> None:
    named, other = (staff(Role.INSPECTOR, county.bureau) for _each in range(2))
    again = a_retest(exam, county.bureau, supervisor=named)
    url = reverse("exams:supervise", args=[again.pk])

    assert code_of_the_day(again) in desk_of(named).get(url).content.decode()
    assert desk_of(other).get(url).status_code == 404


def test_both_scores_stand_side_by_side_of_a_hundred(
    county: County, exam: Exam, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    again = a_retest(exam, county.bureau)
    for seat in Attempt.objects.filter(exam=again, enterprise=county.enterprise).order_by("employee_no"):
        sit_again(again, seat.worker, right=1)
    with django_assert_num_queries(2):
        people = compared(again, Attempt.objects.all())

    here, there = sorted(by_enterprise(people), key=lambda line: -line.sat)
    assert (here.drawn, here.sat) == (2, 2)
    assert (here.recorded, here.again, here.difference) == (Decimal(100), Decimal(25), Decimal(-75))
    assert (there.drawn, there.sat, there.recorded, there.difference) == (2, 0, None, None)
    assert {one.difference for one in people} == {Decimal("-75.0"), None}


def test_an_enterprise_sees_its_own_once_it_is_released(county: County, exam: Exam) -> None:
    again = a_retest(exam, county.bureau)
    worker = Attempt.objects.filter(exam=again, enterprise=county.enterprise)[0].worker
    strange = Attempt.objects.filter(exam=again, enterprise=county.neighbour)[0].worker
    attempt = sit_again(again, worker, right=1)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    pages = [reverse(f"exams:{name}", args=[again.pk]) for name in ("retest", "retest_xlsx", "desk_results")]
    assert [officer.get(page).status_code for page in pages] == [404, 404, 404]
    assert again.title not in officer.get(reverse("exams:desk_exams")).content.decode()
    with time_machine.travel(again.closes_at + timedelta(hours=1), tick=False):
        close_exams()
    release_results(exam=again, by=UserFactory())

    assert [officer.get(page).status_code for page in pages] == [200, 200, 200]
    seen = officer.get(pages[0]).content.decode()
    assert worker.name in seen
    assert strange.name not in seen
    assert phone_of(worker).get(reverse("exams:result", args=[attempt.pk])).status_code == 200


def test_the_inspector_draws_one_and_an_officer_can_not(county: County, exam: Exam) -> None:
    inspector = staff(Role.INSPECTOR, county.bureau)
    now, url = timezone.localtime(), reverse("exams:retests", args=[exam.pk])
    said = {
        "title": "抽考",
        "paper": exam.paper_id,
        "opens_at": f"{now:%Y-%m-%dT%H:%M}",
        "closes_at": f"{now + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "minutes": "20",
        "people": "1",
        "percent": "",
        "supervisor": inspector.pk,
    }
    assert desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).post(url, said).status_code in {403, 404}
    assert desk_of(inspector).post(url, {**said, "percent": "10"}).status_code == 422
    assert not SpotCheck.objects.exists()
    answer: Client = desk_of(inspector)
    assert answer.post(url, said).status_code == 302
    assert Attempt.objects.filter(exam=SpotCheck.objects.get().exam).count() == 2


def test_it_moves_no_ranking_and_is_no_secret_only_before_it_opens(county: County, exam: Exam) -> None:
    now = timezone.now()
    again = a_retest(exam, county.bureau, opens_at=now + timedelta(hours=1), closes_at=now + timedelta(hours=3))
    worker = Attempt.objects.filter(exam=again)[0].worker

    assert again.title not in {card.name for card in tasks_of(worker)}
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        assert again.title in {card.name for card in tasks_of(worker)}
        assert again not in exams_with_board(worker)


@pytest.mark.parametrize("wrong", [{"people": None}, {"percent": 10, "people": 1}, {"closes_at": timezone.now()}])
def test_what_makes_no_sense_is_refused(county: County, exam: Exam, wrong: dict[str, Any]) -> None:
    with pytest.raises(RetestRefused):
        a_retest(exam, county.bureau, **wrong)
    assert not SpotCheck.objects.exists()
