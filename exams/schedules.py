"""What the background worker does by the clock."""

from __future__ import annotations

from typing import Any

from django_q.models import Schedule


def keep_schedules(**kwargs: Any) -> None:
    """The schedules of the exams exist afterwards; called after every migration."""
    Schedule.objects.get_or_create(
        name="exams: every minute",
        defaults={"func": "exams.tasks.every_minute", "schedule_type": Schedule.MINUTES, "minutes": 1},
    )
