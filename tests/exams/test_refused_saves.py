"""What is sent to do harm, or by mistake: refused with a reason, logged, and without harm to the sitting."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from exams.models import AnswerEvent, Attempt, AttemptState, Exam
from exams.phone import MAX_BYTES, milliseconds
from exams.services.journal import attempt_token
from exams.services.sittings import start_attempt, submit_attempt, sweep, void_attempt
from organizations.models import AuditEntry, Outcome, Role, User
from tests.factories.organizations import County, phone_of, staff
from tests.factories.sittings import a_worker, answer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_refused_yet() -> None:
    cache.clear()


@pytest.fixture
def attempt(exam: Exam, worker: User) -> Attempt:
    """A sitting under way with three right answers in its journal."""
    attempt = start_attempt(exam=exam, worker=worker)
    answer(attempt, right=3)
    return attempt


def event(**fields: Any) -> dict[str, Any]:
    return {"seq": 0, "kind": "answer", "slot": 0, "value": ["A"], "at": milliseconds(timezone.now()), **fields}


def save(
    attempt: Attempt,
    *events: dict[str, Any],
    token: str | None = None,
    to: UUID | None = None,
    name: str = "events",
) -> Any:
    body = {
        "token": attempt_token(attempt) if token is None else token,
        "device": str(uuid4()),
        "events": list(events),
    }
    return Client().post(f"/attempts/{to or attempt.pk}/{name}/", json.dumps(body), content_type="application/json")


def refusals() -> list[dict[str, Any]]:
    rows = AuditEntry.objects.filter(action="save.refuse", outcome=Outcome.REFUSED).order_by("pk")
    return [row.detail for row in rows]


def check_unharmed(attempt: Attempt) -> None:
    """The journal is as it was, and the sitting can be handed in for what it is worth."""
    assert AnswerEvent.objects.filter(attempt=attempt).count() == 5
    assert submit_attempt(attempt=attempt).score == 60


@pytest.mark.parametrize("name", ["events", "submit"])
@pytest.mark.parametrize("token", ["", "forged", "x" * 5000, "\x00", "王"])
def test_a_forged_token_is_refused_and_logged(attempt: Attempt, token: str, name: str) -> None:
    refused = save(attempt, event(), token=token, name=name)

    assert refused.status_code == 403
    assert refused.json()["reason"]
    assert [row["kind"] for row in refusals()] == ["TokenRefused"]
    check_unharmed(attempt)


def test_the_token_of_ones_own_sitting_opens_nobody_elses(attempt: Attempt, exam: Exam, county: County) -> None:
    foreign = start_attempt(exam=exam, worker=a_worker(county.other_team))

    refused = save(foreign, event(), to=attempt.pk)

    assert refused.status_code == 403
    assert AuditEntry.objects.get(action="save.refuse").subject == f"exams.attempt:{attempt.pk}"
    check_unharmed(attempt)


def test_a_sitting_that_does_not_exist_is_refused(attempt: Attempt) -> None:
    nobody = Attempt(pk=uuid4())

    assert save(nobody, event()).status_code == 403
    assert len(refusals()) == 1


@pytest.mark.parametrize(
    "fields",
    [{"slot": 5}, {"slot": 999}, {"slot": None}, {"value": ["Z"]}, {"value": ["A", "A"]}, {"value": "A"}],
    ids=["next question", "far away", "no question", "no such choice", "twice", "no list"],
)
def test_what_the_paper_did_not_offer_is_refused_by_itself(attempt: Attempt, fields: dict[str, Any]) -> None:
    answered = save(attempt, event(seq=1, kind="flag", value=True), event(seq=2, **fields))

    assert answered.status_code == 200
    assert answered.json()["accepted"] == [1]
    assert list(answered.json()["refused"]) == ["2"]
    assert [row["kind"] for row in refusals()] == ["event"]


@pytest.mark.parametrize("seq", [2**63, 2**63 - 1, 2**53, -1, 1.5, True, "1", None], ids=str)
def test_a_number_beyond_what_a_phone_counts_is_refused(attempt: Attempt, seq: object) -> None:
    assert save(attempt, event(seq=seq)).status_code == 400
    assert [row["kind"] for row in refusals()] == ["BatchRefused"]
    check_unharmed(attempt)


class Unread(BytesIO):
    """A body that must not be read."""

    def read(self, *args: Any) -> bytes:
        raise AssertionError(args)


def test_ten_megabytes_are_refused_before_they_are_read(attempt: Attempt) -> None:
    sent: Any = {"CONTENT_LENGTH": "10000000", "wsgi.input": Unread()}
    refused = Client().post(f"/attempts/{attempt.pk}/events/", content_type="application/json", **sent)

    assert refused.status_code == 400
    assert refused.json()["reason"]
    check_unharmed(attempt)


@pytest.mark.parametrize("length", ["-1", "many", str(MAX_BYTES + 1)])
def test_a_strange_announced_length_is_refused(attempt: Attempt, length: str) -> None:
    url = f"/attempts/{attempt.pk}/events/"

    assert Client().post(url, b"{}", content_type="application/json", CONTENT_LENGTH=length).status_code == 400


def test_a_save_before_the_start_is_refused(worker: User, exam: Exam) -> None:
    seat = Attempt.objects.get(exam=exam, worker=worker)

    answered = save(seat, event())

    assert answered.json()["accepted"] == []
    assert [row["kind"] for row in refusals()] == ["event"]
    assert not AnswerEvent.objects.exists()


@pytest.mark.parametrize("events", [[], [{"kind": "submit", "slot": None, "value": None}]], ids=["bare", "event"])
def test_a_phones_hand_in_before_the_start_changes_nothing_and_is_logged(
    worker: User, exam: Exam, events: list[dict[str, Any]]
) -> None:
    seat = Attempt.objects.get(exam=exam, worker=worker)

    assert save(seat, *(event(**fields) for fields in events), name="submit").status_code == 409

    seat.refresh_from_db()
    assert (seat.state, seat.receipt) == (AttemptState.PREPARED, None)
    assert [row["kind"] for row in refusals()] == ["NotBegun"]


def test_a_hand_in_before_the_start_changes_nothing_and_is_logged(worker: User, exam: Exam) -> None:
    seat = Attempt.objects.get(exam=exam, worker=worker)

    phone_of(worker).post(f"/attempts/{seat.pk}/hand-in/")

    seat.refresh_from_db()
    assert (seat.state, seat.receipt) == (AttemptState.PREPARED, None)
    assert [row["kind"] for row in refusals()] == ["hand_in"]


def test_a_journal_after_the_hand_in_changes_no_score(attempt: Attempt) -> None:
    submit_attempt(attempt=attempt)

    answered = save(attempt, event(seq=7, slot=4))

    assert list(answered.json()["refused"]) == ["7"]
    attempt.refresh_from_db()
    assert attempt.score == 60
    assert attempt.gradings.count() == 1


def test_a_journal_long_after_the_deadline_points_to_the_answer_file(attempt: Attempt) -> None:
    assert attempt.deadline is not None
    with time_machine.travel(attempt.deadline + timedelta(hours=1)):
        sweep()
        answered = save(attempt, event(seq=7, slot=4))

    assert list(answered.json()["refused"]) == ["7"]
    attempt.refresh_from_db()
    assert attempt.score == 60


def test_a_voided_sitting_takes_nothing(attempt: Attempt, county: County) -> None:
    one, two = (staff(Role.SAFETY_OFFICER, county.enterprise) for _person in range(2))
    void_attempt(attempt=attempt, reason="替考", by=one, approved_by=two)

    assert save(attempt, event(seq=7)).json()["accepted"] == []
    assert AnswerEvent.objects.filter(attempt=attempt).count() == 5


def test_a_flood_leaves_a_handful_of_rows(attempt: Attempt) -> None:
    for _time in range(120):
        save(attempt, event(), token="forged")

    assert [row["count"] for row in refusals()] == [1, 10, 100]
    check_unharmed(attempt)


def test_two_kinds_and_two_addresses_are_counted_apart(attempt: Attempt) -> None:
    save(attempt, event(), token="forged")
    save(attempt, event(seq=-1))
    url = f"/attempts/{attempt.pk}/events/"
    Client(REMOTE_ADDR="10.1.2.3").post(url, b"{}", content_type="application/json")

    assert [row["count"] for row in refusals()] == [1, 1, 1]
