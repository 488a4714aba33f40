"""What the background worker does by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_q.models import Schedule


def keep_schedules(**kwargs: Any) -> None:
    """The schedules of the exams exist afterwards; called after every migration."""
    Schedule.objects.get_or_create(
        name="exams: every minute",
        defaults={"func": "exams.tasks.every_minute", "schedule_type": Schedule.MINUTES, "minutes": 1},
    )
    tonight = timezone.localtime().replace(hour=2, minute=40, second=0, microsecond=0) + timedelta(days=1)
    Schedule.objects.get_or_create(
        name="exams: every night",
        defaults={"func": "exams.tasks.every_night", "schedule_type": Schedule.DAILY, "next_run": tonight},
    )
