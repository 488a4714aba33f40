"""A judge's pages once a stage is closed: nothing waits, and what was given can be read."""

from __future__ import annotations

import pytest
from django.test import Client

from leaderboard.services.running import close_stage
from tests.factories.competitions import Running, mark_all
from tests.factories.judging import as_form, sheet_of, tasks_of

pytestmark = pytest.mark.django_db


def test_after_the_close_nothing_is_left_to_mark(running: Running, phone: Client) -> None:
    mark_all(running, ["0.5", "0.9"])
    close_stage(stage=running.part().stage, by=None)

    assert phone.get(tasks_of(running)).context["duties"].rows == ()
    index = phone.get("/judging/").content.decode()
    assert ("决赛已结束，没有要打分的了" in index, "进行中" in index) == (True, False)
    answer = phone.post(sheet_of(running.entrants[0], running.part()), as_form(running.part(), "0.1"))
    assert (answer.status_code, "data-mark-sheet" in answer.content.decode()) == (422, False)


def test_after_the_close_ones_own_marks_are_still_there_to_read(running: Running, phone: Client) -> None:
    mark_all(running, ["0.5", "0.9"])
    close_stage(stage=running.part().stage, by=None)
    address = sheet_of(running.entrants[0], running.part())

    tasks = phone.get(tasks_of(running)).content.decode()
    page = phone.get(address)

    assert address in tasks
    assert "已结束" in tasks
    assert "比赛一开始" not in tasks
    assert (page.status_code, "data-mark-sheet" in page.content.decode()) == (200, False)
    assert "已结束，不再收分" in page.content.decode()
    assert "50.00" in page.content.decode()
    assert "申诉成立才会重新打分" in page.content.decode()


def test_after_the_close_what_was_taken_before_is_asked_for_and_no_camera_opens(
    running: Running, phone: Client
) -> None:
    address = sheet_of(running.entrants[0], running.part())
    assert "capture=" in phone.get(address).content.decode()
    mark_all(running, ["0.5", "0.9"])
    close_stage(stage=running.part().stage, by=None)

    page = phone.get(address).content.decode()

    assert ("capture=" in page, "名次定下来以前" in page) == (False, True)
