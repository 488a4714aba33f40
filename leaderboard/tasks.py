"""Background work of the rankings. Each task takes ids, can be repeated, and calls one service."""

from __future__ import annotations

from uuid import UUID

from exams.models import Exam
from leaderboard.models import Competition
from leaderboard.services.ranking_snapshots import keep_competition, keep_exam, keep_what_ended


def keep_exam_boards(exam_id: UUID, reason: str = "") -> int:
    """Keep the boards of an exam that was closed, or whose numbers moved."""
    return keep_exam(exam=Exam.objects.get(pk=exam_id), reason=reason)


def keep_competition_boards(competition_id: UUID) -> int:
    """Keep the boards of a competition whose result is final."""
    return keep_competition(competition=Competition.objects.get(pk=competition_id))


def every_night() -> dict[str, int]:
    """Keep the boards of months, quarters and named spans that ended."""
    return {"boards": keep_what_ended()}
