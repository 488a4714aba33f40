"""Violations, self-reports and pledges, all made by the services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hazards.models import PledgeText, SelfReport, Slip, Violation, ViolationKind, ViolationSource
from hazards.services.pledges import put_in_force
from hazards.services.self_reports import Told, answer_self_report, report_self
from hazards.services.violations import Facts, record_violation
from organizations.models import Unit, User
from tests.factories.pictures import a_picture_file


def facts(unit: Unit, **other: Any) -> Facts:
    """Return what somebody writes down about an hour ago."""
    usual = {
        "kind": ViolationKind.WORK.value,
        "source": ViolationSource.SEEN.value,
        "happened_at": timezone.now() - timedelta(hours=1),
        "place": "二号采场",
        "what": "空顶下打眼",
    }
    return Facts(unit=unit, **{**usual, **other})


def a_photo(content: bytes | None = None, *, name: str = "现场.png") -> SimpleUploadedFile:
    """Return a photo as a browser brings it."""
    return SimpleUploadedFile(name, a_picture_file() if content is None else content, "image/png")


def a_violation(unit: Unit, *, by: User | None = None, **other: Any) -> Violation:
    """Return a violation of that unit."""
    return record_violation(facts=facts(unit, **other), by=by)


def told(**other: Any) -> Told:
    """Return what somebody tells of himself today."""
    usual = {
        "kind": Slip.NEAR_MISS.value,
        "what": "浮石擦着肩膀掉下来",
        "place": "二号采场",
        "happened_on": timezone.localdate(),
        "key": uuid4(),
    }
    return Told(**{**usual, **other})


def a_self_report(worker: User, **other: Any) -> SelfReport:
    """Return what that worker has told of himself."""
    return report_self(worker=worker, told=told(**other))


def answered(report: SelfReport, *, by: User, text: str = "谢谢你，浮石已经撬下来了。") -> SelfReport:
    """Return the report with its answer."""
    answer_self_report(report=report, text=text, by=by)
    return SelfReport.objects.get(pk=report.pk)


def a_pledge(enterprise: Unit, *, text: str = "不违章作业\n别人提醒我，我就停手", by: User | None = None) -> PledgeText:
    """Return the pledge in force."""
    return put_in_force(enterprise=enterprise, text=text, by=by)
