"""From which phone a paper was opened: one row a page, none a save, and nothing personal after half a year."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.models import Attempt, Opening
from exams.models.openings import PERSONAL_KEPT
from exams.services.journal import attempt_token
from exams.services.openings import forget_phones, note_opening
from organizations.models import User
from organizations.phones import COOKIE, agent_of
from tests.factories.organizations import County, phone_of
from tests.factories.sittings import an_exam

WECHAT = "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0"


def open_paper(client: Client, attempt: Attempt) -> None:
    assert client.get(f"/attempts/{attempt.pk}/", headers={"user-agent": WECHAT}).status_code == 200


def test_each_opening_of_the_page_is_a_row_with_phone_address_and_page(attempt: Attempt, worker: User) -> None:
    client = phone_of(worker)
    open_paper(client, attempt)
    open_paper(client, attempt)

    first, second = Opening.objects.order_by("pk")
    assert first.phone == second.phone == client.cookies[COOKIE].value
    assert first.device != second.device
    assert (first.attempt, first.address, first.agent, first.is_kiosk) == (
        attempt,
        "127.0.0.1",
        "Android WeChat",
        False,
    )


def test_an_opening_costs_one_insert_and_a_page_heard_of_twice_is_one_opening(attempt: Attempt, worker: User) -> None:
    """A copy that was opened without a signal asks for the answers again, under its own number."""
    client, number = phone_of(worker), uuid4()
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/attempts/{attempt.pk}/?page={number}")

        assert sum(query["sql"].startswith("INSERT") for query in queries) == 1
    assert Opening.objects.get().device == number


@pytest.mark.parametrize("number", ["", "1", "x" * 400])
def test_a_number_that_no_page_has_is_not_taken(attempt: Attempt, worker: User, number: str) -> None:
    assert phone_of(worker).get(f"/attempts/{attempt.pk}/?page={number}").status_code == 200

    assert Opening.objects.count() == 1


def test_the_door_gives_the_phone_its_number_and_another_phone_has_another(county: County, worker: User) -> None:
    exam = an_exam(county.enterprise)
    mine, borrowed = phone_of(worker), phone_of(worker)
    for client in (mine, borrowed):
        client.get(f"/exams/{exam.pk}/")

    assert mine.cookies[COOKIE].value != borrowed.cookies[COOKIE].value
    assert mine.cookies[COOKIE]["httponly"]


def test_a_number_that_is_not_ours_is_replaced(attempt: Attempt, worker: User) -> None:
    client = phone_of(worker)
    client.cookies[COOKIE] = "x" * 500
    open_paper(client, attempt)

    assert len(Opening.objects.get().phone) == 32


def test_a_save_adds_no_opening_and_no_query(
    attempt: Attempt, worker: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = phone_of(worker)
    open_paper(client, attempt)
    device = Opening.objects.get().device
    key = attempt.paper[0][1][0]
    event = {"seq": 1, "kind": "answer", "slot": 0, "value": [key], "at": int(timezone.now().timestamp() * 1000)}
    body = json.dumps({"token": attempt_token(attempt), "device": str(device), "events": [event]})

    with django_assert_max_num_queries(4):  # the read and the insert, in a transaction
        Client().post(f"/attempts/{attempt.pk}/events/", body, content_type="application/json")

    assert Opening.objects.count() == 1
    assert attempt.events.get().device == device


def test_after_half_a_year_the_phone_is_forgotten_and_the_row_stays(attempt: Attempt) -> None:
    note_opening(attempt=attempt, device=attempt.pk, phone="a" * 32, agent="Android", address="10.1.2.3", is_kiosk=True)

    assert forget_phones(moment=timezone.now() + PERSONAL_KEPT - timedelta(minutes=1)) == 0
    assert forget_phones(moment=timezone.now() + PERSONAL_KEPT + timedelta(minutes=1)) == 1
    assert forget_phones(moment=timezone.now() + PERSONAL_KEPT + timedelta(minutes=1)) == 0
    left = Opening.objects.get()
    assert (left.phone, left.address, left.agent, left.is_kiosk) == ("", None, "", True)


@pytest.mark.parametrize(
    ("said", "short"),
    [
        (WECHAT, "Android WeChat"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) Version/15.0 Safari/604.1", "iPhone Safari"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Windows Edge"),
        ("curl/8", ""),
    ],
)
def test_a_phone_is_named_in_two_words(rf: RequestFactory, said: str, short: str) -> None:
    assert agent_of(rf.get("/", headers={"user-agent": said})) == short
