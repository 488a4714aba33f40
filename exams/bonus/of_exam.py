"""What an exam means for the bonus, as the worker reads it beside his result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exams.models import BonusLine, SheetState

if TYPE_CHECKING:
    from exams.models import Attempt


@dataclass(frozen=True, slots=True)
class BonusToCome:
    """The month whose bonus follows from the exam; `is_shown` says that the worker can look at his line."""

    month: date
    is_shown: bool
    by_make_up: bool

    @property
    def said(self) -> str:
        """One sentence, without any number."""
        words = {"month": date_format(self.month, "Y年n月")}
        if self.by_make_up:
            return _("Whether this make-up counts for the bonus of %(month)s, your enterprise's rule says.") % words
        return _("The bonus of %(month)s follows from this exam.") % words


def bonus_of(attempt: Attempt) -> BonusToCome | None:
    """Return what the sitting means for its worker's bonus; None where the exam moves none. At most one query."""
    month = attempt.exam.bonus_month
    if month is None:
        return None
    own = BonusLine.objects.filter(worker=attempt.worker_id, sheet__enterprise=attempt.enterprise_id)
    shown = own.filter(sheet__month=month).exclude(sheet__state=SheetState.COMPUTED)
    return BonusToCome(month, shown.exists(), attempt.make_up_id is not None)
