"""The way through an exam as a phone goes it, with scripts and without."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.models import AnswerEvent, Attempt, AttemptState
from exams.services.journal import attempt_token
from exams.services.sittings import start_attempt
from organizations.models import User
from tests.factories.organizations import TeamFactory, phone_of
from tests.factories.sittings import a_worker, an_exam, answer, right_answers, sit

pytestmark = pytest.mark.django_db


def save(
    attempt: Attempt, events: list[dict[str, Any]], *, token: str | None = None, client: Client | None = None
) -> Any:
    body = {"token": token or attempt_token(attempt), "device": str(uuid4()), "events": events}
    url = reverse("exams:save", args=[attempt.pk])
    return Client().post(url, json.dumps(body), content_type="application/json")


def an_answer(seq: int, slot: int, keys: list[str]) -> dict[str, Any]:
    return {"seq": seq, "kind": "answer", "slot": slot, "value": keys, "at": int(timezone.now().timestamp() * 1000)}


def fields(html: str) -> dict[str, str]:
    """The hidden fields of the form, as a browser without scripts would send them."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))


def test_the_page_never_carries_the_key(worker: User, attempt: Attempt) -> None:
    page = phone_of(worker).get(f"/attempts/{attempt.pk}/").content.decode()

    assert "先检查，再下井。" not in page  # the explanation of every question of the factories
    assert not re.search(r"answer[\"']?\s*[:=]", page)


def test_a_save_needs_no_session_and_shows_the_servers_time(attempt: Attempt) -> None:
    reply = save(attempt, [an_answer(0, 0, ["A"]), an_answer(1, 1, ["B"])]).json()

    assert reply["accepted"] == [0, 1]
    assert abs(reply["now"] - timezone.now().timestamp() * 1000) < 5000
    assert reply["deadline"] == int(attempt.deadline.timestamp() * 1000)  # type: ignore[union-attr]


def test_a_save_costs_one_read_and_one_insert(
    attempt: Attempt, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):  # a savepoint and its release are two of them
        save(attempt, [an_answer(seq, seq, ["A"]) for seq in range(5)])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"token":"x","device":"y","events":[]}',
        b'{"token":"x","device":"00000000-0000-4000-8000-000000000000","events":[{"seq":-1,"kind":"answer","at":0}]}',
        b'{"token":"x","device":"00000000-0000-4000-8000-000000000000","events":[{"seq":9223372036854775808}]}',
        b'{"a":' * 2000,
        b"x" * 100_000,
    ],
    ids=["nothing", "a list", "half", "no device", "seq below 0", "seq of 2^63", "deep", "too long"],
)
def test_what_no_phone_of_ours_sends_is_refused_in_words(attempt: Attempt, body: bytes) -> None:
    reply = Client().post(reverse("exams:save", args=[attempt.pk]), body, content_type="application/json")

    assert reply.status_code == 400
    assert reply.json()["reason"]
    assert not AnswerEvent.objects.exists()


def test_a_forged_or_foreign_token_saves_nothing(attempt: Attempt) -> None:
    neighbour = a_worker(attempt.unit)
    other = start_attempt(exam=attempt.exam, worker=neighbour)

    for token in ("forged", attempt_token(other)):
        assert save(attempt, [an_answer(0, 0, ["A"])], token=token).status_code == 403
    assert not AnswerEvent.objects.exists()


def test_somebody_elses_sitting_is_not_found(attempt: Attempt) -> None:
    stranger = phone_of(a_worker(TeamFactory()))

    for page in ("", "hand-in/", "receipt/", "result/"):
        assert stranger.get(f"/attempts/{attempt.pk}/{page}").status_code == 404


def test_the_whole_exam_can_be_sat_without_scripts(worker: User) -> None:
    exam = an_exam(worker.memberships.get().enterprise)
    phone = phone_of(worker)
    start = phone.post(f"/exams/{exam.pk}/start/", follow=True)
    attempt = Attempt.objects.get(worker=worker)
    page = start.content.decode()
    chosen = {f"q{slot}": keys for slot, keys in right_answers(attempt).items()}

    phone.post(f"/attempts/{attempt.pk}/", {**fields(page), **chosen})
    phone.post(f"/attempts/{attempt.pk}/hand-in/")

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.GRADED
    assert attempt.score == 100


def test_an_old_page_never_overwrites_a_newer_answer(worker: User, attempt: Attempt) -> None:
    phone = phone_of(worker)
    right = right_answers(attempt)
    old_page = phone.get(f"/attempts/{attempt.pk}/").content.decode()
    answer(attempt, right=5)

    phone.post(f"/attempts/{attempt.pk}/", {**fields(old_page), "q0": right[0]})
    phone.post(f"/attempts/{attempt.pk}/hand-in/")

    attempt.refresh_from_db()
    assert attempt.score == 100


def test_before_the_result_there_is_none(worker: User, attempt: Attempt) -> None:
    page = phone_of(worker).get(f"/attempts/{attempt.pk}/result/", follow=True)

    assert page.redirect_chain[-1][0] == f"/attempts/{attempt.pk}/"


def test_the_result_gives_reason_and_article_for_what_was_wrong(worker: User) -> None:
    attempt = sit(an_exam(worker.memberships.get().enterprise), worker, right=3)

    page = phone_of(worker).get(f"/attempts/{attempt.pk}/result/").content.decode()

    assert "错了 2 题" in page
    assert "先检查，再下井。" in page


@pytest.mark.parametrize("pages", [("", 12), ("hand-in/", 12)], ids=["paper", "hand-in"])
def test_pages_cost_the_same_however_long_the_paper(
    worker: User, attempt: Attempt, pages: tuple[str, int], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    phone = phone_of(worker)
    path, most = pages

    with django_assert_max_num_queries(most):
        assert phone.get(f"/attempts/{attempt.pk}/{path}").status_code == 200
