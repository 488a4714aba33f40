"""Who has a certificate: whoever passed and may see it, once, for as long as the exam says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from exams.certificates.dates import A_DAY, last_day
from exams.certificates.held import certificates_of
from exams.certificates.numbers import OF_EXAMS
from exams.models import Attempt, AttemptState, Certificate, Exam, ResultsShown, Withdrawal
from exams.services.certificates import Settled, settle_certificates
from exams.services.releasing import release_results
from exams.services.retraining import confirm_retraining
from exams.services.sittings import void_attempt
from exams.tasks import keep_certificates
from organizations.models import AuditEntry, Role, User
from tests.factories.certificates import a_certificate, a_certifying_exam
from tests.factories.exams import AttemptFactory
from tests.factories.make_ups import a_make_up, close
from tests.factories.organizations import County, UserFactory, staff
from tests.factories.sittings import a_worker, an_exam, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def giving(county: County) -> Exam:
    return a_certifying_exam(county.enterprise)


@pytest.fixture
def settled(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> DjangoCaptureOnCommitCallbacks:
    """Run what happens once the work is committed."""
    return django_capture_on_commit_callbacks


def test_who_passes_has_a_certificate_the_moment_he_has_handed_in(
    giving: Exam, worker: User, settled: DjangoCaptureOnCommitCallbacks
) -> None:
    with settled(execute=True):
        attempt = sit(giving, worker, right=4)

    certificate = Certificate.objects.get()
    assert (certificate.attempt, certificate.worker, certificate.enterprise) == (attempt, worker, attempt.enterprise)
    assert certificate.valid_until == last_day(certificate.issued_on, 12)
    assert AuditEntry.objects.get(action="certificate.issue").detail == {"people": 1}


def test_who_fails_has_none(giving: Exam, worker: User, settled: DjangoCaptureOnCommitCallbacks) -> None:
    with settled(execute=True):
        sit(giving, worker, right=3)

    assert not Certificate.objects.exists()


def test_an_exam_that_gives_none_costs_no_query(
    county: County, worker: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    exam = an_exam(county.enterprise)
    sit(exam, worker, right=5)

    with django_assert_num_queries(0):
        assert settle_certificates(exam=exam) == Settled()


def test_nobody_has_one_before_he_may_see_his_result(
    county: County, worker: User, officer_user: User, settled: DjangoCaptureOnCommitCallbacks
) -> None:
    exam = a_certifying_exam(county.enterprise, results_shown=ResultsShown.AFTER_APPROVAL)
    with settled(execute=True):
        sit(exam, worker, right=5)
    close(exam)
    assert settle_certificates(exam=exam) == Settled()

    release_results(exam=exam, by=officer_user)
    keep_certificates(exam.pk)

    assert Certificate.objects.get().worker == worker


def test_looking_again_gives_nothing_twice(giving: Exam, worker: User) -> None:
    certificate = a_certificate(giving, worker)

    assert settle_certificates(exam=giving) == Settled()
    assert Certificate.objects.get() == certificate


def test_a_make_up_that_is_passed_gives_one(giving: Exam, worker: User) -> None:
    sit(giving, worker, right=1)
    close(giving)
    made = a_make_up(giving, [worker])
    confirm_retraining(make_up=made, seats=list(made.seats.all()), note="会议室重新学习", by=UserFactory())
    attempt = sit(giving, worker, right=5)

    settle_certificates(exam=giving)

    assert Certificate.objects.get().attempt == attempt


def test_of_two_sittings_that_were_passed_the_better_gives_it(giving: Exam, county: County) -> None:
    first = AttemptFactory(exam=giving, graded=True, score=Decimal(80), membership__unit=county.team)
    fields = {field: getattr(first, field) for field in ("worker", "unit", "enterprise", "employee_no")}
    better = AttemptFactory(exam=giving, graded=True, score=Decimal(95), number=2, **fields)

    settle_certificates(exam=giving)

    assert Certificate.objects.get().attempt == better


def test_a_voided_sitting_takes_it_back(
    giving: Exam, worker: User, county: County, settled: DjangoCaptureOnCommitCallbacks
) -> None:
    certificate = a_certificate(giving, worker)
    one, two = (staff(Role.SAFETY_OFFICER, county.enterprise) for _person in range(2))

    with settled(execute=True):
        void_attempt(attempt=certificate.attempt, reason="替考", by=one, approved_by=two)

    certificate.refresh_from_db()
    assert certificate.withdrawn_because == Withdrawal.VOIDED
    assert not certificate.is_good_on(certificate.issued_on)
    assert AuditEntry.objects.get(action="certificate.withdraw").detail == {"because": "voided"}


def test_a_regrade_takes_it_back_and_another_gives_a_new_one(giving: Exam, worker: User) -> None:
    first = a_certificate(giving, worker)
    sitting = Attempt.objects.filter(pk=first.attempt_id)

    sitting.update(score=60, passed=False)
    assert settle_certificates(exam=giving) == Settled(taken_back=1)
    sitting.update(score=80, passed=True)
    assert settle_certificates(exam=giving) == Settled(given=1)

    first.refresh_from_db()
    assert first.withdrawn_because == Withdrawal.FAILED
    second = Certificate.objects.in_force().get()
    assert second.number != first.number


def test_a_sitting_that_was_given_more_time_keeps_it_until_it_is_graded_again(giving: Exam, worker: User) -> None:
    certificate = a_certificate(giving, worker)
    Attempt.objects.filter(pk=certificate.attempt_id).update(state=AttemptState.IN_PROGRESS)

    assert settle_certificates(exam=giving) == Settled()


def test_only_those_named_are_looked_at(giving: Exam, county: County, worker: User) -> None:
    other = a_worker(county.team)
    sit(giving, worker, right=5)
    sit(giving, other, right=5)

    settle_certificates(exam=giving, workers=[other.pk])

    assert Certificate.objects.get().worker == other


def test_a_crowd_costs_as_many_queries_as_one(
    giving: Exam, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    AttemptFactory.create_batch(30, exam=giving, graded=True, membership__unit=county.team)

    with django_assert_num_queries(7):  # two of them a savepoint
        settle_certificates(exam=giving)

    assert Certificate.objects.count() == 30


def test_a_later_one_of_the_same_unit_renews_it(giving: Exam, county: County, worker: User) -> None:
    old = a_certificate(giving, worker, issued_on=date(2024, 3, 4))
    new = a_certificate(a_certifying_exam(county.enterprise), worker)
    a_certificate(a_certifying_exam(county.bureau), worker)

    held = {one.certificate.pk: one.renewed_by for one in certificates_of(worker)}

    assert held[old.pk] == new.number
    assert held[new.pk] == ""


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        (date(2024, 3, 4), 12, date(2025, 3, 3)),
        (date(2024, 3, 1), 12, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 28)),
        (date(2024, 12, 15), 1, date(2025, 1, 14)),
    ],
)
def test_the_last_day_is_counted_with_the_first(issued: date, months: int, last: date) -> None:
    assert last_day(issued, months) == last


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_a_month_more_is_never_less(issued: date, months: int) -> None:
    assert issued + 27 * A_DAY <= last_day(issued, months) < last_day(issued, months + 1)


def test_a_number_is_known_however_it_is_typed() -> None:
    number = OF_EXAMS.new(date(2024, 3, 4))

    assert number.startswith("JZ-2024-03-")
    assert OF_EXAMS.plain(f" {number.lower().replace('-', ' ')} ") == number
    assert OF_EXAMS.plain(number.replace("-", "")) == number
    assert OF_EXAMS.plain(f"https://example.org/certificates/{number}/?c=JZC1.x") == number
    assert OF_EXAMS.plain("JZ-2024-03-0217") == ""
