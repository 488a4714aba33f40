"""What the background worker does by the clock."""

from __future__ import annotations

from typing import Any

from django_q.models import Schedule


def keep_schedules(**kwargs: Any) -> None:
    """The schedules of the courses exist afterwards; called after every migration."""
    Schedule.objects.get_or_create(
        name="courses: every ten minutes",
        defaults={"func": "courses.tasks.every_ten_minutes", "schedule_type": Schedule.MINUTES, "minutes": 10},
    )
