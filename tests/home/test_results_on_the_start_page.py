"""The results of a worker's exams on his start page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from exams.models import Attempt
from home.tasks import tasks_of
from tests.factories.make_ups import a_make_up, close
from tests.factories.organizations import County
from tests.factories.sittings import a_worker, an_exam, sit

pytestmark = pytest.mark.django_db


def test_the_day_of_a_result_is_the_day_here_and_not_that_of_greenwich(county: County) -> None:
    worker = a_worker(county.team)
    attempt = sit(an_exam(county.enterprise), worker, right=5)
    Attempt.objects.filter(pk=attempt.pk).update(finished_at=datetime(2024, 3, 4, 18, 17, tzinfo=UTC))

    [card] = [card for card in tasks_of(worker) if card.state == "done"]

    assert "3月5日" in card.what


def test_the_first_result_stays_while_a_make_up_is_still_to_be_sat(county: County) -> None:
    worker = a_worker(county.team)
    exam = an_exam(county.enterprise)
    first = sit(exam, worker, right=2)
    close(exam)
    a_make_up(exam, [worker])

    cards = {card.href: card.state for card in tasks_of(worker)}

    assert cards[reverse("exams:door", args=[exam.pk])] == "now"
    assert cards[reverse("exams:result", args=[first.pk])] == "done"
