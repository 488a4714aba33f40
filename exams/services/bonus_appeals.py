"""When a worker says that his line is wrong, and when he is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exams.errors import BonusRefused, NotApproved
from exams.models import AppealOutcome, BonusAppeal, BonusSheet, SheetState
from organizations.audit import record

if TYPE_CHECKING:
    from exams.models import BonusLine
    from organizations.models import User


@transaction.atomic
def say_appeal(*, line: BonusLine, text: str, by: User) -> BonusAppeal:
    """Keep what the worker thinks is wrong with his line; nobody signs the sheet before he is answered.

    Raises BonusRefused when it is not his line, the time is over, or his last one waits; ValidationError.
    """
    sheet = BonusSheet.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=line.sheet_id)
    if line.worker_id != by.pk:
        raise BonusRefused(_("Only who stands in a line can appeal against it."))
    if not sheet.takes_appeals:
        raise BonusRefused(_time_is_over(sheet))
    if sheet.appeals.open().filter(worker=by).exists():
        raise BonusRefused(_("You have said so already. Wait for the answer."))
    appeal = BonusAppeal(sheet=sheet, worker=by, text=text.strip())
    appeal.full_clean()
    appeal.save()
    record("bonus.appeal", by=by, subject=appeal, unit=sheet.enterprise, sheet=str(sheet.pk))
    return appeal


def _time_is_over(sheet: BonusSheet) -> str:
    if sheet.state == SheetState.COMPUTED or sheet.appeals_until is None:
        return _("This sheet is being counted again. Wait until it is shown.")
    until = date_format(timezone.localtime(sheet.appeals_until), "n月j日 H:i")
    return _("The time for appeals ended on %s. Talk to the safety officer.") % until


@transaction.atomic
def answer_appeal(*, appeal: BonusAppeal, outcome: AppealOutcome, answer: str, by: User) -> BonusAppeal:
    """Tell the worker what became of it. An upheld one keeps the sheet from being signed until it is counted again.

    Raises BonusRefused when it was answered before, NotApproved for one's own, ValidationError without an answer.
    """
    sheet = BonusSheet.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=appeal.sheet_id)
    appeal = BonusAppeal.objects.get(pk=appeal.pk)
    if appeal.answered_at is not None:
        raise BonusRefused(_("This appeal was answered before."))
    if appeal.worker_id == by.pk:
        raise NotApproved(_("This is your own appeal: somebody else has to answer it."))
    appeal.outcome, appeal.answer = outcome, answer.strip()
    appeal.answered_by, appeal.answered_at = by, timezone.now()
    if not appeal.answer:
        raise BonusRefused(_("Say why: the worker reads it."))
    appeal.full_clean()
    appeal.save()
    record("bonus.answer", by=by, subject=appeal, unit=sheet.enterprise, sheet=str(sheet.pk), became=outcome.value)
    return appeal
