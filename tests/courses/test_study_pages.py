"""A page from opening to "learned": by its beats, without scripts by a button, and the questions at its end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from wagtail.models import Page

from courses.models import Study
from organizations.models import Role, User
from tests.factories.courses import a_case, a_lecture
from tests.factories.films import a_film
from tests.factories.organizations import County, desk_of, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
CHECK = {"question": "先做什么？", "options": ["停", "走"], "answer": "A", "explanation": "先停下来。"}


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def token_on(html: str) -> str:
    found = re.search(r'data-token="([^"]+)"', html)
    assert found
    return found.group(1)


def beat(page_html: str, **said: Any) -> Any:
    body = json.dumps({"token": token_on(page_html), **said})
    return Client().post("/study/beat/", body, content_type="application/json")


def opened(client: Client, page: Page) -> str:
    return client.get(page.url).content.decode()


def test_a_beat_needs_no_session_and_says_how_far_it_is(
    clock: time_machine.Traveller, worker: User, county: County
) -> None:
    html = opened(phone_of(worker), a_case(reading_minutes=2))
    clock.shift(timedelta(seconds=60))

    said = beat(html, seconds=60).json()

    assert (said["seconds"], said["read"], said["complete"]) == (60, True, True)


def test_a_second_opening_is_told_to_the_first(worker: User) -> None:
    case, phone = a_case(), phone_of(worker)
    first = opened(phone, case)
    opened(phone, case)

    answer = beat(first, seconds=1)

    assert answer.status_code == 409
    assert "别处打开" in answer.json()["reason"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("[]", 400),
        ('{"token": "x"}', 403),
        ('{"token": "x", "seconds": 1}', 403),
        ('{"token": 5, "seconds": -1}', 403),
        ("[" * 3000, 400),
    ],
)
def test_what_is_no_beat_changes_nothing(worker: User, body: str, status: int) -> None:
    opened(phone_of(worker), a_case())

    assert Client().post("/study/beat/", body, content_type="application/json").status_code == status
    assert Study.objects.get().seconds == 0


def test_seconds_that_are_no_whole_number_change_nothing(clock: time_machine.Traveller, worker: User) -> None:
    html = opened(phone_of(worker), a_case())
    clock.shift(timedelta(seconds=60))

    for seconds in (-1, 1.5, "9", True, 10**9):
        assert beat(html, seconds=seconds).status_code == 400
    assert Study.objects.get().seconds == 0


def test_without_scripts_a_button_takes_his_word_but_not_too_soon(clock: time_machine.Traveller, worker: User) -> None:
    case, phone = a_case(reading_minutes=4), phone_of(worker)
    opened(phone, case)

    clock.shift(timedelta(seconds=30))
    too_soon = phone.post(case.url)
    clock.shift(timedelta(seconds=90))
    in_time = phone.post(case.url, follow=True)

    assert "还需约 2 分钟" in too_soon.content.decode()
    assert "读完了，已记上" in in_time.content.decode()
    assert "已学完" in in_time.content.decode()


def test_the_questions_are_answered_on_the_page_until_they_are_right(
    clock: time_machine.Traveller, worker: User, county: County
) -> None:
    lecture = a_lecture(county.enterprise, required_minutes=1, checks=[{"type": "check", "value": CHECK}])
    phone = phone_of(worker)
    html = opened(phone, lecture)
    clock.shift(timedelta(seconds=60))
    beat(html, seconds=60)

    wrong = phone.post(lecture.url, {"answers": "1", "check-0": "B"}).content.decode()
    assert "B 不对，再看一遍" in wrong
    assert "先停下来。" not in wrong
    assert not Study.objects.complete().exists()

    right = phone.post(lecture.url, {"answers": "1", "check-0": "A"}).content.decode()
    assert "先停下来。" in right
    assert Study.objects.complete().exists()


def test_a_film_is_watched_to_its_end_and_no_word_is_taken_for_it(
    clock: time_machine.Traveller, worker: User, county: County
) -> None:
    lecture = a_lecture(county.enterprise, film=a_film(seconds=12), body=[])
    phone = phone_of(worker)
    html = opened(phone, lecture)
    clock.shift(timedelta(seconds=12))

    assert "<video" in html
    phone.post(lecture.url)
    assert not Study.objects.complete().exists()
    assert beat(html, seconds=12, **{"from": 0, "to": 12}).json()["complete"]


def test_a_lecture_that_is_none_of_his_business_is_neither_opened_nor_answered(county: County) -> None:
    lecture = a_lecture(county.enterprise)
    stranger = phone_of(worker_of(county.neighbour_team))

    assert stranger.get(lecture.url).status_code == 404
    assert stranger.post(lecture.url).status_code == 404
    assert Client().post(lecture.url).status_code == 302
    assert not Study.objects.exists()


def test_an_answer_before_the_page_was_opened_leads_to_the_page(worker: User) -> None:
    case = a_case()

    assert phone_of(worker).post(case.url).status_code == 302
    assert not Study.objects.exists()


def test_a_preview_counts_for_nobody(county: County) -> None:
    curator = staff(Role.CURATOR, county.bureau)
    case = a_case()

    desk_of(curator).get(f"/admin/pages/{case.pk}/edit/preview/?mode=")

    assert not Study.objects.exists()
