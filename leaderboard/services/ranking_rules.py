"""The bureau says how rankings are counted, and which spans of days have a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from leaderboard.models import NamedPeriod, RankingRules
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def set_rules(*, rules: RankingRules, by: User | None) -> RankingRules:
    """These are in force from now on; what was kept before stays as it was counted. Raises ValidationError."""
    rules.set_by = by
    rules.full_clean()
    rules.save()
    record(
        "ranking.rules",
        by=by,
        subject=rules,
        unit=rules.bureau,
        absent=rules.absent,
        steadying=rules.steadying,
        named_places=rules.named_places,
    )
    return rules


@transaction.atomic
def keep_named_period(*, period: NamedPeriod, by: User | None) -> NamedPeriod:
    """The span is ranked as a whole. Raises ValidationError where it ends before it begins, or the name is taken."""
    period.full_clean()
    period.save()
    days = f"{period.first_day} – {period.last_day}"
    record("ranking.period", by=by, subject=period, unit=period.bureau, days=days)
    return period
