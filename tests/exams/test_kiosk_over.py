"""A shared tablet whose hours are over, or whose sitter's time is up: who has begun on it finishes, nobody begins."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from exams.models import Attempt, Exam, Kiosk
from exams.services.extra_time import give_extra_time
from exams.services.interventions import Order
from exams.services.papers import prepare_papers
from exams.services.sittings import sweep
from organizations.models import User
from tests.factories.kiosks import a_sitter, allowed, enter, is_in, tablet_with
from tests.factories.organizations import PIN, County, MembershipFactory, UserFactory
from tests.factories.sittings import an_exam


@pytest.fixture
def sitter(county: County) -> User:
    return a_sitter(county.team)


@pytest.fixture
def exam(county: County, sitter: User) -> Exam:
    return an_exam(county.enterprise)


@pytest.fixture
def tablet(exam: Exam, officer_user: User) -> Client:
    """One that is allowed for an hour."""
    _kiosk, code = allowed(exam, officer_user, hours=1)
    return tablet_with(code)


@pytest.fixture
def kiosk(tablet: Client) -> Kiosk:
    return Kiosk.objects.get()


def test_who_was_given_time_on_it_comes_back_and_finishes_after_its_end_and_nobody_begins(
    county: County, exam: Exam, sitter: User, kiosk: Kiosk, tablet: Client
) -> None:
    MembershipFactory(unit=county.team, user=UserFactory(pin=PIN), employee_no="0218")
    prepare_papers(exam=exam)
    given = tablet.cookies["kiosk"]
    enter(tablet)
    tablet.post(f"/exams/{exam.pk}/start/")
    attempt = Attempt.objects.get(worker=sitter)
    give_extra_time(order=Order(exam=exam, unit=county.team, reason="平板没电", by=kiosk.made_by), minutes=30)

    assert parsedate_to_datetime(given["expires"]) > kiosk.ends_at + timedelta(hours=12)
    with time_machine.travel(kiosk.ends_at + timedelta(minutes=20)):
        assert "data-kiosk-who" in tablet.get("/kiosk/", follow=True).content.decode()
        assert enter(tablet, "0218") == 401
        assert not is_in(tablet)
        assert enter(tablet) == 302
        assert tablet.post(f"/exams/{exam.pk}/start/")["Location"] == f"/attempts/{attempt.pk}/"
        assert tablet.get(f"/attempts/{attempt.pk}/").status_code == 200
    with time_machine.travel(kiosk.ends_at + timedelta(minutes=40)):
        over = tablet.get("/kiosk/", follow=True)
        assert over.cookies["kiosk"].value == ""
        assert "data-kiosk-who" not in over.content.decode()


def test_who_signed_in_before_its_end_does_not_begin_after_it(
    exam: Exam, sitter: User, kiosk: Kiosk, tablet: Client
) -> None:
    with time_machine.travel(kiosk.ends_at - timedelta(minutes=1)):
        assert enter(tablet) == 302
    with time_machine.travel(kiosk.ends_at + timedelta(minutes=1)):
        assert tablet.post(f"/exams/{exam.pk}/start/")["Location"] == "/kiosk/"

    assert not is_in(tablet)
    assert not Attempt.objects.get(worker=sitter).was_sat


def test_whose_time_was_up_comes_to_his_receipt_where_late_answers_become_a_file(
    tablet: Client, exam: Exam, sitter: User
) -> None:
    enter(tablet)
    tablet.post(f"/exams/{exam.pk}/start/")
    Attempt.objects.filter(worker=sitter).update(deadline=timezone.now() - timedelta(hours=1))
    sweep()
    tablet.get("/kiosk/")

    assert enter(tablet) == 302
    assert "data-file-key" in tablet.get(f"/exams/{exam.pk}/", follow=True).content.decode()
