"""Telling of one's own slip, or of a near miss; answering it; taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hazards.models import SelfReport, SelfReportAnswer, SelfReportWithdrawal
from hazards.models.self_reports import LONGEST_ANSWER
from hazards.signals import self_report_taken_back, self_reported
from organizations.audit import record
from organizations.errors import Refused

if TYPE_CHECKING:
    from organizations.models import User

OLDEST = timedelta(days=31)


class SelfReportRefused(Refused):
    """What was told can't be kept so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody tells. `key` is the page's own: the same key twice is the same report."""

    kind: str
    what: str
    place: str
    happened_on: date
    key: UUID


@transaction.atomic
def report_self(*, worker: User, told: Told) -> SelfReport:
    """Keep it for the unit where he works today, and tell it to whoever listens; sent twice it is one.

    Nothing is taken from him: no figure that compares teams counts it against his. The audit row has no name.
    Raises SelfReportRefused for who works nowhere, without words or place, and for a day to come or long gone;
    ValidationError.
    """
    known = SelfReport.objects.filter(worker=worker, key=told.key).first()
    if known is not None:
        return known
    place = worker.memberships.current().select_related("unit", "enterprise").first()
    if place is None:
        raise SelfReportRefused(_("You stand on no roster at the moment. Ask your safety officer."))
    _check(told)
    report = SelfReport(
        worker=worker,
        enterprise=place.enterprise,
        unit=place.unit,
        kind=told.kind,
        what=told.what.strip(),
        place=told.place.strip(),
        happened_on=told.happened_on,
        key=told.key,
    )
    report.full_clean()
    report.save()
    record("self_report.tell", by=None, subject=report, unit=place.enterprise, kind=report.kind)
    transaction.on_commit(lambda: self_reported.send(SelfReport, worker=worker, report=report))
    return report


@transaction.atomic
def answer_self_report(*, report: SelfReport, text: str, by: User) -> SelfReportAnswer:
    """The worker reads the sentence, and can't take his word back any more.

    Raises SelfReportRefused without words or with too many, for who answers himself, and for one that is answered or
    taken back.
    """
    _hold(report)
    said = " ".join(text.split())
    if not said:
        raise SelfReportRefused(_("Write a sentence: thank him, and say what was done."))
    if len(said) > LONGEST_ANSWER:
        raise SelfReportRefused(_("A sentence is enough: at most %d characters.") % LONGEST_ANSWER)
    if report.worker_id == by.pk:
        raise SelfReportRefused(_("This is your own: your leader or the safety officer answers it."))
    answer = SelfReportAnswer(report=report, text=said, by=by)
    answer.full_clean()
    answer.save()
    record("self_report.answer", by=by, subject=report, unit=report.enterprise)
    return answer


@transaction.atomic
def take_self_report_back(*, report: SelfReport) -> SelfReportWithdrawal:
    """It is read and counted no more, and whoever listens takes back what was given for it. The audit row has no name.

    Raises SelfReportRefused for one that is answered, or taken back already.
    """
    _hold(report)
    withdrawal = SelfReportWithdrawal(report=report)
    withdrawal.full_clean()
    withdrawal.save()
    record("self_report.take_back", by=None, subject=report, unit=report.enterprise)
    transaction.on_commit(lambda: self_report_taken_back.send(SelfReport, worker=report.worker, report=report))
    return withdrawal


def _hold(report: SelfReport) -> None:
    """Lock it: an answer and a taking back at the same moment are one after the other."""
    SelfReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if SelfReportAnswer.objects.filter(report=report).exists():
        raise SelfReportRefused(_("It is answered already."))
    if SelfReportWithdrawal.objects.filter(report=report).exists():
        raise SelfReportRefused(_("It was taken back."))


def _check(told: Told) -> None:
    if not told.what.strip():
        raise SelfReportRefused(_("Choose what it was, or write it in a few words."))
    if not told.place.strip():
        raise SelfReportRefused(_("Choose where it was, or write it."))
    today = timezone.localdate()
    if told.happened_on > today:
        raise SelfReportRefused(_("This day lies in the future: correct it."))
    if told.happened_on < today - OLDEST:
        raise SelfReportRefused(_("This is more than a month ago. Talk to your safety officer about it."))
