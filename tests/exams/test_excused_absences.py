"""Who missed an exam with a reason is noted by his enterprise, and nobody else reads why."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from exams.errors import NoExcuse
from exams.models import Attempt, Exam, ExcusedAbsence
from exams.services.excused_absences import excuse, take_back_excuse
from organizations.models import AuditEntry, Role, User
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory, desk_of, staff

pytestmark = pytest.mark.django_db
REASON = "住院手术"


@pytest.fixture
def exam(county: County) -> Exam:
    made: Exam = ExamFactory(over=True, owner=county.bureau)
    return made


@pytest.fixture
def by(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def seat(exam: Exam, county: County, **fields: object) -> Attempt:
    made: Attempt = AttemptFactory(exam=exam, membership=MembershipFactory(unit=county.team), **fields)
    return made


def page(exam: Exam) -> str:
    return reverse("exams:absences", args=(exam.pk,))


def test_the_absent_are_excused_with_a_reason_and_the_audit_log_does_not_tell_it(
    county: County, exam: Exam, by: User
) -> None:
    seats = [seat(exam, county), seat(exam, county)]

    assert excuse(exam=exam, seats=seats, reason=f"  {REASON} ", by=by) == 2

    assert set(ExcusedAbsence.objects.values_list("worker", "reason")) == {(one.worker_id, REASON) for one in seats}
    entry = AuditEntry.objects.get(action="absence.excuse")
    assert (entry.unit, REASON in str(entry.detail)) == (county.enterprise, False)


def test_who_sat_is_not_excused_and_who_is_excused_keeps_the_first_reason(county: County, exam: Exam, by: User) -> None:
    absent, sat = seat(exam, county), seat(exam, county, graded=True)
    excuse(exam=exam, seats=[absent, sat], reason=REASON, by=by)

    with pytest.raises(NoExcuse):
        excuse(exam=exam, seats=[absent, sat], reason="出差", by=by)

    assert [(one.worker, one.reason) for one in ExcusedAbsence.objects.all()] == [(absent.worker, REASON)]


def test_nobody_is_excused_without_a_reason(county: County, exam: Exam, by: User) -> None:
    with pytest.raises(NoExcuse):
        excuse(exam=exam, seats=[seat(exam, county)], reason=" ", by=by)


def test_an_excuse_can_be_taken_back(county: County, exam: Exam, by: User) -> None:
    excuse(exam=exam, seats=[seat(exam, county)], reason=REASON, by=by)

    take_back_excuse(absence=ExcusedAbsence.objects.get(), enterprise=county.enterprise, by=by)

    assert not ExcusedAbsence.objects.exists()
    assert AuditEntry.objects.filter(action="absence.take_back", unit=county.enterprise).exists()


def test_the_officer_excuses_those_he_ticks_and_takes_one_back(county: County, exam: Exam, officer: Client) -> None:
    ill, idle = seat(exam, county), seat(exam, county)

    officer.post(page(exam), {"workers": [ill.worker_id], "reason": REASON})
    shown = officer.get(page(exam)).content.decode()
    absence = ExcusedAbsence.objects.get()
    taken_back = officer.post(reverse("exams:take_back_excuse", args=(exam.pk, absence.pk)), follow=True)

    assert absence.worker == ill.worker
    assert REASON in shown
    assert idle.worker.name in shown
    assert not ExcusedAbsence.objects.exists()
    assert ill.worker.name in taken_back.content.decode()


def test_the_officer_of_another_enterprise_excuses_nobody_here(county: County, exam: Exam, by: User) -> None:
    absent = seat(exam, county)
    AttemptFactory(exam=exam, membership=MembershipFactory(unit=county.neighbour_team))
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    excuse(exam=exam, seats=[absent], reason=REASON, by=by)
    absence = ExcusedAbsence.objects.get()

    shown = neighbour.get(page(exam)).content.decode()
    neighbour.post(page(exam), {"workers": [absent.worker_id], "reason": "x"})
    refused = neighbour.post(reverse("exams:take_back_excuse", args=(exam.pk, absence.pk)))

    assert REASON not in shown
    assert absent.worker.name not in shown
    assert refused.status_code == 404
    assert ExcusedAbsence.objects.get() == absence


def test_from_the_results_the_officer_finds_the_way_and_the_bureau_does_not(
    county: County, exam: Exam, officer: Client
) -> None:
    seat(exam, county)
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    results = reverse("exams:desk_results", args=(exam.pk,))

    assert page(exam) in officer.get(results).content.decode()
    assert page(exam) not in bureau.get(results).content.decode()
    assert bureau.get(page(exam)).status_code in {403, 404}


def test_a_name_or_a_number_finds_who_is_to_be_excused(county: County, exam: Exam, officer: Client) -> None:
    wanted, other = seat(exam, county), seat(exam, county)

    for words in (wanted.worker.name, wanted.employee_no):
        shown = officer.get(page(exam), {"q": words}).content.decode()
        assert (wanted.worker.name in shown, other.worker.name in shown) == (True, False)


def test_the_list_costs_the_same_however_many_are_missing(
    county: County, exam: Exam, officer: Client, by: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    excuse(exam=exam, seats=[seat(exam, county) for _person in range(8)], reason=REASON, by=by)

    with django_assert_max_num_queries(12):
        officer.get(page(exam))
