"""Before the doors: a page that costs the server nothing while it waits, with a script and without."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from organizations.models import User
from tests.factories.interventions import paused
from tests.factories.organizations import phone_of
from tests.factories.sittings import AN_HOUR, an_exam

pytestmark = pytest.mark.django_db

TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def phone(worker: User) -> Client:
    return phone_of(worker)


def waiting(phone: Client, worker: User, *, opens_in: timedelta = TEN_MINUTES) -> str:
    exam = an_exam(worker.memberships.get().enterprise, opens_in=opens_in, closes_in=opens_in + 8 * AN_HOUR)
    return phone.get(f"/exams/{exam.pk}/").content.decode()


def test_the_countdown_runs_by_the_servers_clock(phone: Client, worker: User) -> None:
    page = waiting(phone, worker)

    now, until = (int(re.search(rf'data-{name}="(\d+)"', page)[1]) for name in ("now", "until"))  # type: ignore[index]
    assert abs(now - timezone.now().timestamp() * 1000) < 5000
    assert 0 < until - now <= 600_000


def test_without_a_script_the_page_asks_again_once_and_not_with_everybody_else(phone: Client, worker: User) -> None:
    page = waiting(phone, worker)

    again = re.search(r'<noscript><meta http-equiv="refresh" content="(\d+)">', page)
    assert again is not None
    assert 599 <= int(again[1]) <= 609


def test_what_the_paper_needs_is_fetched_while_one_waits(phone: Client, worker: User) -> None:
    assert re.search(r'<link rel="prefetch" href="[^"]*js/dist/exam[^"]*\.js"', waiting(phone, worker))


def test_an_open_exam_makes_nobody_wait(phone: Client, worker: User) -> None:
    page = waiting(phone, worker, opens_in=-TEN_MINUTES)

    assert "data-countdown" not in page
    assert "http-equiv" not in page
    assert not re.search(r"<button[^>]*\sdisabled", page)


def test_a_page_goes_out_compressed_to_who_can_read_it(phone: Client, worker: User) -> None:
    exam = an_exam(worker.memberships.get().enterprise)

    page = phone.get(f"/exams/{exam.pk}/", headers={"Accept-Encoding": "gzip"})

    assert page["Content-Encoding"] == "gzip"
    assert exam.title in gzip.decompress(page.content).decode()


def test_a_start_on_another_day_is_named_with_its_day(phone: Client, worker: User) -> None:
    page = waiting(phone, worker, opens_in=timedelta(days=5))

    start = timezone.localtime() + timedelta(days=5)
    assert page.count(f"{start.month}月{start.day}日 {start:%H:%M}") == 3  # on the face, in the facts, on the button


def test_without_a_script_the_face_says_when_and_not_how_long(phone: Client, worker: User) -> None:
    with time_machine.travel(timezone.localtime().replace(hour=9, minute=0), tick=False):
        page = waiting(phone, worker)

    assert re.search(
        r'<p data-before data-counting="离开考还有">(?!离开考还有)[^<]+</p>\s*<p[^>]*><time[^>]*>09:10</time>', page
    )


def test_the_door_of_a_paused_exam_looks_again_by_itself(phone: Client, worker: User) -> None:
    place = worker.memberships.get()
    exam = an_exam(place.enterprise)
    paused(exam, place.unit)

    page = phone.get(f"/exams/{exam.pk}/").content.decode()

    assert re.search(r'<meta http-equiv="refresh" content="\d\d">', page)
    assert re.search(r"<button[^>]*\sdisabled", page)
