"""What passes between apps that stand side by side and don't know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from hazards.signals import self_reported
from leaderboard.points.kinds import PointKind
from leaderboard.services.points import give_points

if TYPE_CHECKING:
    from hazards.models import SelfReport
    from organizations.models import User


@receiver(self_reported)
def points_for_telling(sender: type, worker: User, report: SelfReport, **kwargs: Any) -> None:
    give_points(worker=worker.pk, kind=PointKind.HAZARD, about=f"hazard:{report.pk}")
