"""A worker's result: what was wrong first, what was right a tap away, what was left blank said so."""

from __future__ import annotations

import pytest

from exams.services.sittings import start_attempt, submit_attempt
from tests.factories.organizations import County, phone_of
from tests.factories.sittings import a_worker, an_exam, sit

pytestmark = pytest.mark.django_db


def test_what_was_right_stands_on_a_page_of_its_own(county: County) -> None:
    worker = a_worker(county.team)
    attempt = sit(an_exam(county.enterprise), worker, right=3)
    phone, there = phone_of(worker), f"/attempts/{attempt.pk}/result/"

    wrong, right = phone.get(there), phone.get(there, {"show": "right"})

    numbers = [[item.question.number for item in page.context["review"].items] for page in (wrong, right)]
    assert [len(part) for part in numbers] == [2, 3]
    assert sorted(numbers[0] + numbers[1]) == [1, 2, 3, 4, 5]
    assert "?show=right" in wrong.content.decode()


def test_a_question_that_was_left_blank_says_so(county: County) -> None:
    worker = a_worker(county.team)
    attempt = submit_attempt(attempt=start_attempt(exam=an_exam(county.enterprise), worker=worker))

    result = phone_of(worker).get(f"/attempts/{attempt.pk}/result/").content.decode()

    assert result.count("没有作答") == 5
