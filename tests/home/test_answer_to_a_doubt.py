"""The answer to what a worker reported stands on his start page for some days; it is nothing he has to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from exams.services.doubts import answer_doubt, say_doubt
from home.tasks import tasks_of
from organizations.models import Role
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import County, phone_of, staff, worker_of


@pytest.mark.django_db
def test_an_answer_is_announced_once_it_is_there_and_no_longer_after_a_week(county: County) -> None:
    worker = worker_of(county.team)
    version = QuestionFactory(bank__owner=county.enterprise).current
    doubt = say_doubt(worker=worker, version=version, text="C 也是对的。")
    there = reverse("exams:doubts")
    assert there not in [task.href for task in tasks_of(worker)]

    answer_doubt(doubt=doubt, answer="已经改了。", by=staff(Role.SAFETY_OFFICER, county.enterprise))

    page = phone_of(worker).get("/")
    assert [task.state for task in page.context["tasks"] if task.href == there] == ["done"]
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert there not in [task.href for task in tasks_of(worker)]


@pytest.mark.django_db
def test_the_text_button_says_where_it_leads(county: County) -> None:
    phone = phone_of(worker_of(county.team))
    said = set()
    for size in ("", "large", "largest"):
        phone.cookies["text"] = size
        button = phone.get("/").content.decode().partition("data-to-standard=")[2]
        said.add(button.partition(">")[2].partition("<")[0])

    assert len(said) == 3
