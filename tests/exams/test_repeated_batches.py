"""What the network brings a second time, and late, moves nothing."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.models import Attempt, EventKind
from exams.services.journal import record_events
from exams.services.sittings import sweep
from tests.factories.sittings import an_event, right_answers

pytestmark = pytest.mark.django_db


def test_an_opening_that_is_repeated_does_not_give_the_sitting_back_to_the_phone_before(attempt: Attempt) -> None:
    old, new = uuid4(), uuid4()
    opened = [an_event(0, None, None, kind=EventKind.OPEN)]
    for phone in (old, new, old):
        record_events(attempt_id=attempt.pk, device=phone, events=opened)

    told = record_events(attempt_id=attempt.pk, device=new, events=[an_event(1, 0, ["A"])])

    assert not told.taken_over


def test_a_late_batch_that_is_repeated_is_graded_once(attempt: Attempt) -> None:
    phone = uuid4()
    said = [an_event(slot, slot, keys) for slot, keys in right_answers(attempt).items()]

    with time_machine.travel(timezone.now() + timedelta(minutes=70)):
        sweep()
        for _time in range(3):
            record_events(attempt_id=attempt.pk, device=phone, events=said)

    assert [int(grading.score) for grading in attempt.gradings.order_by("pk")] == [0, 100]


def test_a_save_asks_no_more_for_it(attempt: Attempt, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    phone = uuid4()
    record_events(attempt_id=attempt.pk, device=phone, events=[an_event(0, None, None, kind=EventKind.OPEN)])

    with django_assert_num_queries(4):  # a savepoint and its end around one read and one insert
        record_events(attempt_id=attempt.pk, device=phone, events=[an_event(1, 0, ["A"])])
