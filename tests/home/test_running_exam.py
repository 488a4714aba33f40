"""The start page leads back into an exam whose clock runs, before anything else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from exams.services.sittings import start_attempt
from home.tasks import tasks_of
from tests.factories.organizations import County, MembershipFactory, phone_of, worker_of
from tests.factories.sittings import an_exam

pytestmark = pytest.mark.django_db


def test_the_running_exam_stands_first_with_its_time_left_although_another_closes_sooner(county: County) -> None:
    worker = worker_of(county.team)
    running = an_exam(county.enterprise, minutes=60)
    sooner = an_exam(county.enterprise, closes_in=timedelta(hours=2))
    attempt = start_attempt(exam=running, worker=worker)

    with time_machine.travel(timezone.now() + timedelta(seconds=90), tick=False):
        first, second = tasks_of(worker)[:2]
        page = phone_of(worker).get("/").content.decode()

    assert (first.href, first.state) == (reverse("exams:paper", args=[attempt.pk]), "now")
    assert "59" in first.tag
    assert first.tag in page
    assert (second.href, second.state) == (reverse("exams:door", args=[sooner.pk]), "todo")


def test_once_its_time_is_over_it_is_no_longer_called_running(county: County) -> None:
    worker = worker_of(county.team)
    exam = an_exam(county.enterprise, minutes=60)
    start_attempt(exam=exam, worker=worker)

    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        hrefs = [task.href for task in tasks_of(worker)]

    assert hrefs[0] == reverse("exams:door", args=[exam.pk])


def test_a_running_exam_is_found_even_when_he_left_its_enterprise_meanwhile(county: County) -> None:
    worker = worker_of(county.team)
    attempt = start_attempt(exam=an_exam(county.enterprise), worker=worker)
    worker.memberships.update(ended_on=timezone.localdate() - timedelta(days=1))
    MembershipFactory(user=worker, unit=county.neighbour_team)

    assert tasks_of(worker)[0].href == reverse("exams:paper", args=[attempt.pk])
