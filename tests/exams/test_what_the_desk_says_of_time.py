"""What the desk says of an exam before it opens, after its end, and of a search that nobody has made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from exams.models import Exam
from exams.services.sittings import start_attempt
from tests.factories.interventions import paused
from tests.factories.make_ups import close
from tests.factories.organizations import County
from tests.factories.sittings import AN_HOUR, a_worker, an_exam

pytestmark = pytest.mark.django_db


def said(client: Client, address: str) -> str:
    return client.get(address, headers={"accept-language": "en"}).content.decode()


def test_the_list_tells_to_come_open_and_over_apart(county: County, officer: Client) -> None:
    exam = an_exam(county.enterprise, opens_in=AN_HOUR)
    assert "Not open yet" in said(officer, "/desk/exams/")

    Exam.objects.filter(pk=exam.pk).update(opens_at=timezone.now() - AN_HOUR)
    assert "Open now" in said(officer, "/desk/exams/")

    Exam.objects.filter(pk=exam.pk).update(closes_at=timezone.now() - timedelta(minutes=5))
    assert "Time is up, late answers may come" in said(officer, "/desk/exams/")


def test_an_exam_that_was_never_searched_is_not_called_clean(county: County, officer: Client) -> None:
    exam = an_exam(county.enterprise)
    close(exam)

    assert "Not searched yet" in said(officer, f"/desk/exams/{exam.pk}/anomalies/")


def test_nobodys_reason_for_going_on_is_written_beforehand(county: County, officer: Client) -> None:
    exam = an_exam(county.enterprise)
    start_attempt(exam=exam, worker=a_worker(county.team))
    paused(exam, county.team)

    page = said(officer, f"/desk/exams/{exam.pk}/watch/")

    assert 'placeholder="The power is back"' in page
    assert 'value="The power is back"' not in page
