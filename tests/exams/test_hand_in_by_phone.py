"""The hand-in that the exam page sends by itself: with the sitting's own token, once or ten times."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exams.models import AnswerEvent, Attempt, AttemptState, GradingCause, SubmittedBy
from exams.services.journal import attempt_token
from exams.services.papers import seat_for
from exams.services.sittings import start_attempt, sweep
from organizations.models import User
from tests.factories.organizations import phone_of
from tests.factories.sittings import a_worker, an_exam, answer, right_answers

pytestmark = pytest.mark.django_db

LATER = timedelta(minutes=70)  # the sittings of these tests last an hour, the grace half of one


def events(attempt: Attempt, *, hands_in: bool = True) -> list[dict[str, Any]]:
    """Every question answered rightly, and the hand-in, all of this moment."""
    at = int(timezone.now().timestamp() * 1000)
    said: list[dict[str, Any]] = [
        {"seq": slot, "kind": "answer", "slot": slot, "value": keys, "at": at}
        for slot, keys in right_answers(attempt).items()
    ]
    return [*said, {"seq": 99, "kind": "submit", "slot": None, "value": None, "at": at}] if hands_in else said


def send(attempt: Attempt, said: list[dict[str, Any]], *, name: str = "submit", device: UUID | None = None) -> Any:
    body = {"token": attempt_token(attempt), "device": str(device or uuid4()), "events": said}
    url = reverse(f"exams:{name}", args=[attempt.pk])
    return Client().post(url, json.dumps(body), content_type="application/json")


def test_a_hand_in_needs_no_session_and_brings_the_receipt(worker: User, attempt: Attempt) -> None:
    reply = send(attempt, events(attempt)).json()

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.GRADED
    assert attempt.submitted_by == SubmittedBy.WORKER
    assert reply["receipt"] == attempt.receipt
    assert reply["finished"] == int(attempt.finished_at.timestamp() * 1000)  # type: ignore[union-attr]
    assert (reply["received"], reply["total"], reply["state"]) == (5, 5, "graded")
    assert phone_of(worker).get(reply["result"]).status_code == 200


def test_what_was_not_answered_was_not_received(attempt: Attempt) -> None:
    reply = send(attempt, [event for event in events(attempt) if event["slot"] not in {1, 2}]).json()

    assert (reply["received"], reply["total"]) == (3, 5)


def test_handing_in_again_brings_the_same_receipt_and_grades_once(attempt: Attempt) -> None:
    device, said = uuid4(), events(attempt)

    first = send(attempt, said, device=device).json()
    again = send(attempt, said, device=device).json()

    assert again["receipt"] == first["receipt"]
    assert again["finished"] == first["finished"]
    assert attempt.gradings.count() == 1


def test_a_hand_in_whose_reply_was_lost_is_told_that_all_of_it_is_there(attempt: Attempt) -> None:
    device, said = uuid4(), events(attempt)
    send(attempt, said, device=device)

    again = send(attempt, said, device=device).json()

    assert again["accepted"] == [event["seq"] for event in said]
    assert again["refused"] == {}


def test_after_the_hand_in_nothing_new_is_taken(attempt: Attempt) -> None:
    send(attempt, events(attempt))

    reply = send(attempt, events(attempt, hands_in=False), name="save").json()

    assert reply["accepted"] == []
    assert set(reply["refused"]) == {"0", "1", "2", "3", "4"}


def test_a_hand_in_that_comes_with_a_save_counts_too(attempt: Attempt) -> None:
    reply = send(attempt, events(attempt), name="save").json()

    attempt.refresh_from_db()
    assert reply["state"] == AttemptState.GRADED
    assert attempt.submitted_by == SubmittedBy.WORKER
    assert attempt.score == 100


def test_handed_in_before_the_end_without_a_signal_and_heard_after_it_is_the_workers_own(attempt: Attempt) -> None:
    """He is finished at the deadline: nobody knows how long the phone had no signal, and nothing later counted."""
    said = events(attempt)

    with time_machine.travel(timezone.now() + LATER):
        sweep()
        attempt.refresh_from_db()
        code = attempt.receipt
        reply = send(attempt, said).json()

    attempt.refresh_from_db()
    assert reply["receipt"] == attempt.receipt == code
    assert attempt.submitted_by == SubmittedBy.WORKER
    assert attempt.finished_at == attempt.deadline
    assert attempt.score == 100
    assert attempt.gradings.order_by("-pk")[0].cause == GradingCause.LATE_ANSWERS


def test_handed_in_after_the_end_is_not(attempt: Attempt) -> None:
    answer(attempt, right=2)

    with time_machine.travel(timezone.now() + LATER):
        reply = send(attempt, events(attempt)).json()

    attempt.refresh_from_db()
    assert reply["by"] == SubmittedBy.DEADLINE
    assert reply["accepted"] == []
    assert attempt.score == 40


@pytest.mark.parametrize("name", ["save", "submit"])
def test_nothing_is_handed_in_before_the_start(worker: User, name: str) -> None:
    exam = an_exam(worker.memberships.get().enterprise)
    seat = seat_for(exam=exam, worker=worker)

    send(seat, events(seat), name=name)

    seat.refresh_from_db()
    assert seat.state == AttemptState.PREPARED
    assert not AnswerEvent.objects.exists()


def test_a_hand_in_before_the_start_is_refused_in_words(worker: User) -> None:
    seat = seat_for(exam=an_exam(worker.memberships.get().enterprise), worker=worker)

    reply = send(seat, [])

    assert reply.status_code == 409
    assert reply.json()["reason"]


def test_a_forged_or_foreign_token_hands_nothing_in(attempt: Attempt) -> None:
    other = start_attempt(exam=attempt.exam, worker=a_worker(attempt.unit))
    url = reverse("exams:submit", args=[attempt.pk])

    for token in ("forged", attempt_token(other)):
        body = json.dumps({"token": token, "device": str(uuid4()), "events": []})
        assert Client().post(url, body, content_type="application/json").status_code == 403

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.IN_PROGRESS


def test_time_that_is_up_is_closed_by_the_phone_and_by_nobody_else(attempt: Attempt) -> None:
    answer(attempt, right=4)

    with time_machine.travel(timezone.now() + LATER):
        reply = send(attempt, []).json()

    attempt.refresh_from_db()
    assert reply["by"] == SubmittedBy.DEADLINE
    assert attempt.finished_at == attempt.deadline
    assert attempt.score == 80
