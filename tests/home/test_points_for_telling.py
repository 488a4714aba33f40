"""Who tells of his own slip is given points for it, though hazards and leaderboard don't know each other."""

from __future__ import annotations

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from hazards.models import SelfReport
from hazards.services.self_reports import take_self_report_back
from leaderboard.models import PointEntry
from leaderboard.points.kinds import WORTH, PointKind
from tests.factories.hazards import a_self_report
from tests.factories.organizations import County, phone_of, worker_of

pytestmark = pytest.mark.django_db


def test_telling_of_a_slip_gives_points_that_lead_back_to_it(
    county: County, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    worker = worker_of(county.team)

    with django_capture_on_commit_callbacks(execute=True):
        a_self_report(worker)

    entry = PointEntry.objects.get(worker=worker)
    assert (entry.kind, entry.points) == (PointKind.HAZARD, WORTH[PointKind.HAZARD].points)
    assert entry.about == f"hazard:{SelfReport.objects.get().pk}"
    assert "/self-report/mine/" in phone_of(worker).get("/points/").content.decode()


def test_taking_it_back_takes_its_points_back_and_the_ledger_keeps_both(
    county: County, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    worker = worker_of(county.team)
    with django_capture_on_commit_callbacks(execute=True):
        report = a_self_report(worker)
    with django_capture_on_commit_callbacks(execute=True):
        take_self_report_back(report=report)

    assert list(PointEntry.objects.values_list("points", flat=True)) == [5, -5]
    page = phone_of(worker).get("/points/")
    assert page.context["points"].all == 0
    assert "−5" in page.content.decode()
