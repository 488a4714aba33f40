"""What the leaderboard does when something happens below it: points for what was learned."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.dispatch import receiver

from courses.models import ProcedureReading, Study
from courses.signals import procedure_signed, study_completed
from exams.models import DailyTen
from exams.signals import ten_done
from leaderboard.points.kinds import PointKind
from leaderboard.services.points import give_points


@receiver(ten_done)
def points_for_practice(sender: type, ten: DailyTen, day: date, **kwargs: Any) -> None:
    give_points(worker=ten.worker_id, kind=PointKind.PRACTICE, about=f"practice:{ten.day.isoformat()}", day=day)


@receiver(study_completed)
def points_for_reading(sender: type, study: Study, **kwargs: Any) -> None:
    give_points(worker=study.worker_id, kind=PointKind.READING, about=f"case:{study.page_id}")


@receiver(procedure_signed)
def points_for_procedure(sender: type, reading: ProcedureReading, **kwargs: Any) -> None:
    give_points(worker=reading.worker_id, kind=PointKind.PROCEDURE, about=f"procedure:{reading.version_id}")
