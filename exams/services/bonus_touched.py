"""That something a kept bonus sheet rests on is otherwise: noted where it happens, looked into in the background.

The note is one moment on the month's main sheet, for all sheets of the month, written with the change itself. It saves
whoever only looks the count; before a sheet is shown or signed it is counted all the same. What happens while an exam
of the month is open is not noted: until its end the sheet is counted each time it is looked at. Its end is noted.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exams.bonus.drawing_up import stands_as_counted, what_moved
from exams.bonus.sheet import NoExamThatMonth
from exams.models import Attempt, BonusSheet, Exam, ExamState, SheetState
from exams.models.bonus_sheets import BonusSheetQuerySet
from exams.signals import bonus_touched

if TYPE_CHECKING:
    from datetime import date, datetime

    from organizations.models import Unit


def touch_by_exam(*, exam: Exam, workers: Collection[int] | None = None) -> None:
    """Note it on the sheets of these workers, of everybody in the exam without any; nothing for an open one.

    Called where points, seats or excuses change, in that transaction. While the exam is open it asks nothing; later one
    query, two where a sheet is kept. A make-up is counted where the first seat is: hence workers, not seats.
    """
    if exam.bonus_month is None or exam.state != ExamState.CLOSED:
        return
    seats = Attempt.objects.filter(exam=exam).order_by()
    if workers is not None:
        seats = seats.filter(worker__in=workers)
    _touch(BonusSheet.objects.filter(month=exam.bonus_month, enterprise__in=seats.values("enterprise")))


def touch_by_bases(*, enterprise: Unit, month: date) -> None:
    """Note it when base amounts were brought."""
    _touch(BonusSheet.objects.filter(enterprise=enterprise, month=month))


def touch_by_rule(*, enterprise: Unit, since: date) -> None:
    """Note it when a rule is in force: a sheet that is not locked would be counted by it."""
    _touch(BonusSheet.objects.filter(enterprise=enterprise, month__gte=since).in_work())


def touch_by_roster(*, enterprises: Collection[int]) -> None:
    """Note it when people or names of units have changed: remarks tell of them. What is locked keeps its remarks."""
    _touch(BonusSheet.objects.filter(enterprise__in=enterprises).in_work())


def look_again(*, sheet: BonusSheet, noted: datetime) -> bool:
    """Count once whether the sheets of that main sheet's month still say what is; if so, the note is taken off.

    Return whether it was. A note that is newer than `noted` stays: it has its own look.
    """
    if sheet.touched_at != noted or not _is_still_right(sheet):
        return False
    return bool(BonusSheet.objects.filter(pk=sheet.pk, touched_at=noted).update(touched_at=None))


def look_at_all_again() -> int:
    """Do so for every sheet that bears a note: a look may have broken down. Return from how many it was taken off."""
    sheets = BonusSheet.objects.filter(touched_at__isnull=False).select_related("enterprise")
    return sum(look_again(sheet=sheet, noted=sheet.touched_at) for sheet in sheets if sheet.touched_at)


def _is_still_right(main: BonusSheet) -> bool:
    of_month = BonusSheet.objects.filter(enterprise=main.enterprise, month=main.month)
    last = of_month.select_related("enterprise").latest("number")
    try:
        return not what_moved(last) if last.state == SheetState.LOCKED else stands_as_counted(last)
    except NoExamThatMonth:
        return False


def _touch(sheets: BonusSheetQuerySet) -> None:
    touched = list(sheets.filter(number=0).order_by("pk").values_list("pk", flat=True))
    if not touched:
        return
    now = timezone.now()
    BonusSheet.objects.filter(pk__in=touched).update(touched_at=now)
    transaction.on_commit(partial(bonus_touched.send, sender=BonusSheet, sheets=touched, noted=now), robust=True)
