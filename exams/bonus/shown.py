"""A month's sheet as it is looked at: the one that is kept, or else what would be kept now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from exams.bonus.drawing_up import draw_up
from exams.bonus.freezing import Rows, kept_rows
from exams.bonus.months import month_text
from exams.bonus.sheet import NoExamThatMonth
from exams.models import BonusSheet

if TYPE_CHECKING:
    from exams.models import BonusSignature, Exam
    from organizations.models import Unit


@dataclass(frozen=True, slots=True)
class Shown:
    """A sheet with its rows, its exams in the order in which they ended, and the signatures that hold."""

    rows: Rows
    exams: tuple[Exam, ...]
    signatures: tuple[BonusSignature, ...] = ()

    @property
    def sheet(self) -> BonusSheet:
        return self.rows.sheet

    @property
    def is_kept(self) -> bool:
        return not self.sheet._state.adding


def shown_sheet(enterprise: Unit, month: date, number: int = 0) -> Shown:
    """Return the kept sheet of that number; where the month has none yet, what a count would give now.

    Raises NoExamThatMonth where there is nothing to count, or no supplement of that number. Five queries for a kept
    one, as many as a count takes for another.
    """
    kept = BonusSheet.objects.filter(enterprise=enterprise, month=month, number=number)
    sheet = kept.select_related("enterprise").first()
    if sheet is not None:
        return as_kept(sheet)
    if number:
        words = {"month": month_text(month), "number": number}
        raise NoExamThatMonth(_("%(month)s has no supplement %(number)d.") % words)
    sheet = BonusSheet(enterprise=enterprise, month=month, paid_in=month)
    sheet.computed_at = timezone.now()
    drawn = draw_up(sheet)
    drawn.put_on(sheet)
    return Shown(drawn.rows, drawn.exams)


def as_kept(sheet: BonusSheet) -> Shown:
    """Return a kept sheet. Four queries."""
    exams = tuple(sheet.exams.order_by("closes_at", "pk"))
    return Shown(kept_rows(sheet), exams, tuple(sheet.signatures.standing()))
