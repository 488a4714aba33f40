"""The bureau says how rankings are counted, and which spans of days have a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leaderboard.models import NamedPeriod, RankingRules, RankingSnapshot
from leaderboard.ranking.levels import Source
from leaderboard.ranking.periods import of_span
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
    """The span is ranked as a whole.

    Raises ValidationError where it ends before it begins, the name is taken, or the days of a span change whose boards
    have been kept: what was kept would else stand under days that it wasn't counted for.
    """
    period.full_clean()
    if _moves_kept_boards(period):
        raise ValidationError(
            _("Its boards have been kept: these days stay as they are. For other days, make another period."),
            code="kept",
        )
    period.save()
    days = f"{period.first_day} – {period.last_day}"
    record("ranking.period", by=by, subject=period, unit=period.bureau, days=days)
    return period


def _moves_kept_boards(period: NamedPeriod) -> bool:
    before = NamedPeriod.objects.select_for_update().filter(pk=period.pk).first()
    if before is None or (before.first_day, before.last_day) == (period.first_day, period.last_day):
        return False
    return RankingSnapshot.objects.filter(period=of_span(Source.EXAMS, before).key).exists()
