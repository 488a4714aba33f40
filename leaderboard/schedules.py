"""What the background worker does by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_q.models import Schedule


def keep_schedules(**kwargs: Any) -> None:
    """The schedules of the rankings exist afterwards; called after every migration."""
    tonight = timezone.localtime().replace(hour=2, minute=50, second=0, microsecond=0) + timedelta(days=1)
    Schedule.objects.get_or_create(
        name="leaderboard: every night",
        defaults={"func": "leaderboard.tasks.every_night", "schedule_type": Schedule.DAILY, "next_run": tonight},
    )
