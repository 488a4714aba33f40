"""What passes between apps that stand side by side and don't know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from hazards.signals import self_report_taken_back, self_reported
from leaderboard.points.kinds import PointKind
from leaderboard.services.points import give_points, take_points_back

if TYPE_CHECKING:
    from hazards.models import SelfReport
    from organizations.models import User


@receiver(self_reported)
def points_for_telling(sender: type, worker: User, report: SelfReport, **kwargs: Any) -> None:
    give_points(worker=worker.pk, kind=PointKind.HAZARD, about=f"hazard:{report.pk}")


@receiver(self_report_taken_back)
def no_points_for_what_was_taken_back(sender: type, worker: User, report: SelfReport, **kwargs: Any) -> None:
    take_points_back(worker=worker.pk, kind=PointKind.HAZARD, about=f"hazard:{report.pk}")
