"""Without a script: a page that the browser kept is sent a second time, with other answers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from exams.journal import answers_of
from exams.models import AnswerEvent, Attempt
from exams.services.journal import record_events
from tests.factories.organizations import phone_of
from tests.factories.sittings import an_event

pytestmark = pytest.mark.django_db

DEVICE = "3f0e8a52-9a0c-4c1e-8f7e-0d9f0c1b2a39"


@pytest.fixture
def phone(attempt: Attempt) -> Client:
    return phone_of(attempt.worker)


def send(phone: Client, attempt: Attempt, **chosen: str) -> Any:
    """Send the page as it came, with nothing answered, and these choices on it."""
    was = {f"was-q{slot}": "" for slot in range(len(attempt.paper))}
    return phone.post(reverse("exams:paper", args=[attempt.pk]), {"device": DEVICE, **was, **chosen})


def test_who_goes_back_to_the_page_and_changes_an_answer_has_it_changed(phone: Client, attempt: Attempt) -> None:
    send(phone, attempt, q0="A", q1="B")
    send(phone, attempt, q0="C", q1="B", q2="D")

    assert answers_of(attempt.pk) == {0: ["C"], 1: ["B"], 2: ["D"]}


def test_what_is_cleared_on_it_is_cleared(phone: Client, attempt: Attempt) -> None:
    send(phone, attempt, q0="A")
    send(phone, attempt)

    assert answers_of(attempt.pk) == {0: []}


def test_what_it_merely_repeats_does_not_overwrite_what_another_phone_said_since(
    phone: Client, attempt: Attempt
) -> None:
    send(phone, attempt, q0="A")
    record_events(attempt_id=attempt.pk, device=uuid4(), events=[an_event(0, 0, ["D"])])
    send(phone, attempt, q0="A", q1="B")

    assert answers_of(attempt.pk) == {0: ["D"], 1: ["B"]}


def test_a_form_whose_answer_was_lost_on_the_way_is_sent_again_without_harm(phone: Client, attempt: Attempt) -> None:
    for _time in range(2):
        assert send(phone, attempt, q0="A").status_code == 302

    assert [event.value for event in AnswerEvent.objects.all()] == [["A"]]
