"""What the background worker does by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_q.models import Schedule


def keep_schedules(**kwargs: Any) -> None:
    """The schedules of the courses exist afterwards; called after every migration."""
    Schedule.objects.get_or_create(
        name="courses: every ten minutes",
        defaults={"func": "courses.tasks.every_ten_minutes", "schedule_type": Schedule.MINUTES, "minutes": 10},
    )
    tonight = timezone.localtime().replace(hour=2, minute=50, second=0, microsecond=0) + timedelta(days=1)
    Schedule.objects.get_or_create(
        name="courses: every night",
        defaults={"func": "courses.tasks.every_night", "schedule_type": Schedule.DAILY, "next_run": tonight},
    )
