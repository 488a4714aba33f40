"""Handing in while the invigilator moves the time: no clock but the server's ends a sitting, and its code stays."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from exams.models import Attempt, AttemptState, SubmittedBy
from exams.services.answer_files import Brought, enter_answer_file, take_in
from exams.services.extra_time import give_extra_time
from exams.services.invigilating import end_now
from exams.services.journal import attempt_token
from exams.services.sittings import start_attempt, sweep
from organizations.models import AuditEntry
from tests.factories.answer_files import file_of
from tests.factories.interventions import an_order, end_of, for_one, paused
from tests.factories.organizations import County, phone_of
from tests.factories.sittings import a_worker, an_exam, answer, right_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(county: County) -> Attempt:
    """A sitting of an hour, under way; answers sent within half an hour after it still count."""
    return start_attempt(exam=an_exam(county.enterprise, minutes=60), worker=a_worker(county.team))


def later(**by: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**by), tick=False)


def fresh(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_related("exam", "unit").get(pk=attempt.pk)


def submit(attempt: Attempt, *events: dict[str, Any]) -> dict[str, Any]:
    """Send what the page sends when it thinks that the sitting is over; without events only its clock says so."""
    body = {"token": attempt_token(attempt), "device": str(uuid4()), "events": list(events)}
    answered = Client().post(f"/attempts/{attempt.pk}/submit/", json.dumps(body), content_type="application/json")
    return {"status": answered.status_code, **answered.json()}


def own_hand_in(attempt: Attempt) -> list[dict[str, Any]]:
    """Every question answered rightly and the worker's hand-in, all of this moment."""
    at = int(timezone.now().timestamp() * 1000)
    answers = [
        {"seq": slot, "kind": "answer", "slot": slot, "value": keys, "at": at}
        for slot, keys in right_answers(attempt).items()
    ]
    return [*answers, {"seq": 99, "kind": "submit", "slot": None, "value": None, "at": at}]


def test_the_phones_clock_hands_nothing_in_that_is_paused(county: County, attempt: Attempt) -> None:
    pause = paused(attempt.exam, county.team)

    with later(minutes=90):
        told = submit(attempt)

    assert (told["status"], told["state"]) == (200, "in_progress")
    assert told["paused"] == int(pause.at.timestamp() * 1000)
    assert "receipt" not in told
    assert fresh(attempt).state == AttemptState.IN_PROGRESS


def test_the_phones_clock_hands_nothing_in_that_was_given_time(attempt: Attempt) -> None:
    give_extra_time(order=for_one(attempt), minutes=60)

    with later(minutes=70):
        told = submit(attempt)

    assert told["state"] == "in_progress"
    assert told["deadline"] == int(fresh(attempt).deadline.timestamp() * 1000)  # type: ignore[union-attr]


def test_the_workers_own_hand_in_during_a_pause_ends_sitting_and_pause(county: County, attempt: Attempt) -> None:
    pause = paused(attempt.exam, county.team)

    with later(minutes=90):
        handed_in_at = timezone.now()
        told = submit(attempt, *own_hand_in(attempt))
        end_of(pause)

    done = fresh(attempt)
    assert (told["by"], told["receipt"]) == ("worker", done.receipt)
    assert (done.finished_at, done.paused_at, done.score) == (handed_in_at, None, Decimal(100))
    assert done.deadline is not None
    assert done.deadline > handed_in_at


def test_a_sitting_that_was_given_time_again_keeps_its_code(attempt: Attempt) -> None:
    with later(minutes=61):
        sweep()
        code = fresh(attempt).receipt
        assert Client().get(f"/receipts/{code}/").status_code == 200
        give_extra_time(order=for_one(attempt), minutes=10)
        assert Client().get(f"/receipts/{code}/").status_code == 409  # it goes on: nothing to vouch for
        told = submit(attempt, *own_hand_in(attempt))

    assert told["receipt"] == code
    assert fresh(attempt).submitted_by == SubmittedBy.WORKER
    assert Client().get(f"/receipts/{code}/").status_code == 200


def test_a_hand_in_from_before_an_early_end_is_the_workers_own_and_keeps_the_code(
    county: County, attempt: Attempt
) -> None:
    events = own_hand_in(attempt)
    with later(minutes=10):
        end_now(order=an_order(attempt.exam, county.team))
    with later(minutes=11):
        sweep()
        code = fresh(attempt).receipt
        told = submit(attempt, *events)

    done = fresh(attempt)
    assert told["receipt"] == done.receipt == code
    assert (done.submitted_by, done.finished_at, done.score) == (SubmittedBy.WORKER, done.deadline, Decimal(100))


def test_who_was_ended_early_can_bring_an_answer_file_like_who_ran_out_of_time(
    county: County, attempt: Attempt
) -> None:
    with later(minutes=10):
        end_now(order=an_order(attempt.exam, county.team))
    with later(minutes=11):
        sweep()
        page = phone_of(attempt.worker).get(f"/attempts/{attempt.pk}/receipt/").content.decode()

    assert fresh(attempt).submitted_by == SubmittedBy.ENDED
    assert "data-answer-file" in page


def test_an_answer_file_that_comes_during_a_pause_is_not_late(county: County, attempt: Attempt) -> None:
    paused(attempt.exam, county.team)
    order = an_order(attempt.exam, county.team)

    with later(hours=30):
        brought = Brought("a.txt", file_of(attempt, right_answers(attempt)))
        kept, _new = take_in(exam=attempt.exam, attempts=Attempt.objects.all(), brought=brought, by=order.by)
        step = enter_answer_file(answer_file=kept, reason="停电", by=order.by)

    assert step.new_answers == 5


def test_a_swept_sitting_is_paused_no_more_and_graded_once(county: County, attempt: Attempt) -> None:
    answer(attempt, right=2)
    pause = paused(attempt.exam, county.team)
    with later(minutes=90):
        assert sweep() == 0
        end_of(pause)
    with later(minutes=151):
        assert sweep() == 1
        assert submit(attempt)["by"] == "deadline"

    assert fresh(attempt).gradings.count() == 1


def test_forged_questions_for_news_are_on_record_and_leave_a_handful_of_rows(attempt: Attempt) -> None:
    for _time in range(30):
        Client().post(f"/attempts/{attempt.pk}/news/", '{"token": "forged"}', "application/json")

    counts = AuditEntry.objects.filter(action="save.refuse").order_by("pk").values_list("detail__count", flat=True)
    assert list(counts) == [1, 10]
