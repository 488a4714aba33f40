"""What a phone learns, with a save and without one; and what the worker is told before he begins."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from exams.models import Attempt, Presence
from exams.phone import messages
from exams.services.extra_time import give_extra_time
from exams.services.invigilating import tell
from exams.services.journal import attempt_token
from exams.services.sittings import start_attempt
from tests.factories.interventions import an_order, for_one, paused
from tests.factories.organizations import County, phone_of
from tests.factories.sittings import a_worker, an_exam

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(county: County) -> Attempt:
    return start_attempt(exam=an_exam(county.enterprise), worker=a_worker(county.team))


def news(attempt: Attempt, token: str = "") -> dict[str, object]:
    body = json.dumps({"token": token or attempt_token(attempt)})
    answer = Client().post(f"/attempts/{attempt.pk}/news/", body, "application/json")
    return {"status": answer.status_code, **answer.json()}


def test_a_silent_phone_learns_of_time_pause_and_messages(
    county: County, begun: Attempt, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    give_extra_time(order=for_one(begun), minutes=10)
    pause = paused(begun.exam, county.team)
    tell(order=an_order(begun.exam, county.team, reason="别急，等来电"))

    with django_assert_num_queries(2):  # one read, and one write that it is there
        told = news(begun)

    fresh = Attempt.objects.get(pk=begun.pk)
    assert fresh.deadline is not None
    assert told["deadline"] == int(fresh.deadline.timestamp() * 1000)
    assert told["paused"] == int(pause.at.timestamp() * 1000)
    assert [message["text"] for message in messages(fresh.told)] == ["别急，等来电"]
    assert told["messages"] == messages(fresh.told)
    assert Presence.objects.filter(attempt=begun).count() == 1


def test_the_save_tells_the_same_with_its_one_read_and_one_insert(
    county: County, begun: Attempt, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tell(order=an_order(begun.exam, county.team, reason="别急，等来电"))
    event = {"seq": 0, "kind": "answer", "slot": 0, "value": ["A"], "at": 1_700_000_000_000}
    body = json.dumps({"token": attempt_token(begun), "device": str(uuid4()), "events": [event]})

    with django_assert_max_num_queries(4):  # with the two ends of the savepoint
        answer = Client().post(f"/attempts/{begun.pk}/events/", body, "application/json").json()

    assert [message["text"] for message in answer["messages"]] == ["别急，等来电"]
    assert answer["paused"] is None


@pytest.mark.parametrize("body", ["", "[]", "{", '{"token": 1}', '{"token": "forged"}', "[" * 2000])
def test_without_the_sittings_own_token_nothing_is_told(body: str, begun: Attempt) -> None:
    answer = Client().post(f"/attempts/{begun.pk}/news/", body, "application/json")

    assert answer.status_code == 403
    assert not Presence.objects.exists()


def test_only_the_newest_messages_go_to_the_phone(county: County, begun: Attempt) -> None:
    for number in range(5):
        tell(order=an_order(begun.exam, county.team, reason=f"第{number}句"))

    assert [message["text"] for message in messages(Attempt.objects.get(pk=begun.pk).told)] == [
        "第2句",
        "第3句",
        "第4句",
    ]
    assert messages("") == []


def test_extra_time_and_a_window_that_cuts_it_are_said_before_the_start(county: County) -> None:
    worker = a_worker(county.team)
    exam = an_exam(county.enterprise, minutes=60, closes_in=timedelta(minutes=30, seconds=30))
    give_extra_time(order=for_one(Attempt.objects.get(worker=worker), reason="手有伤"), minutes=15)

    door = phone_of(worker).get(f"/exams/{exam.pk}/")

    assert (door.context["extra_minutes"], door.context["minutes_cut_to"]) == (15, 45)


def test_a_pause_is_said_at_the_door_and_on_the_paper(county: County, begun: Attempt) -> None:
    waiting = a_worker(county.team)
    phone = phone_of(waiting)
    phone.get(f"/exams/{begun.exam_id}/")
    paused(begun.exam, county.team)

    assert phone.post(f"/exams/{begun.exam_id}/start/").status_code == 409
    paper = phone_of(begun.worker).get(f"/attempts/{begun.pk}/")
    assert paper.context["paused_ms"] is not None
