"""Months whose bonus the workers have been shown: no other rule can reach them any more."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.bonus.months import month_text
from exams.models import BonusSheet

if TYPE_CHECKING:
    from organizations.models import Unit


def why_month_is_out(enterprise: Unit, month: date) -> str:
    """Say why no rule can be in force from this month (its first day): it or a later one was shown; else "". One query.

    What workers were shown by one rule is not counted by another.
    """
    shown = BonusSheet.objects.shown().filter(enterprise=enterprise, month__gte=month)
    latest: date | None = shown.order_by("-month").values_list("month", flat=True).first()
    if latest is None:
        return ""
    said = _("The bonus sheet of %(month)s has been shown to the workers. Let the rule be in force from a later month.")
    return said % {"month": month_text(latest)}
