"""The demonstration's boards: last month's exam as it was kept, and days with a name that still run."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from exams.models import Exam
from home.demo.sittings import PAST_TITLE
from leaderboard.models import NamedPeriod
from leaderboard.services.ranking_rules import keep_named_period
from leaderboard.services.ranking_snapshots import keep_exam

if TYPE_CHECKING:
    from organizations.models import Unit

CAMPAIGN, SINCE, DAYS = "百日安全竞赛", timedelta(days=40), timedelta(days=99)


def build_boards(bureau: Unit) -> None:
    """The boards of last month's exam are kept, once, and there is a span of a hundred days."""
    keep_exam(exam=Exam.objects.get(title=PAST_TITLE))
    if not NamedPeriod.objects.exists():
        first = localdate() - SINCE
        campaign = NamedPeriod(bureau=bureau, name=CAMPAIGN, first_day=first, last_day=first + DAYS)
        keep_named_period(period=campaign, by=None)
