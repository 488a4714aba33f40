"""The whole picture of a screen: title, countdown, left and right half, what stands in the foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exams.models import Exam, ExamState
from leaderboard.models import Competition, CompetitionState
from leaderboard.screens.exam_board import exam_board
from leaderboard.screens.learned import Learned, latest_learned
from leaderboard.screens.moments import in_ms
from leaderboard.screens.standing import Board, board_of
from leaderboard.screens.tiles import Tiles, attendance
from organizations.models import Unit

if TYPE_CHECKING:
    from leaderboard.screens.contents import Contents

RANKED_EVERY, LEARNED_EVERY = 60, 300  # seconds: what moves slowly, and costs a county's worth of counting
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Countdown:
    """What is counted down to, in milliseconds of the server's clock."""

    label: str
    until: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything on a screen but how old it is."""

    title: str
    board: Board | None
    tiles: Tiles | None
    learned: Learned | None
    countdown: Countdown | None

    @property
    def is_alone(self) -> bool:
        """Whether nothing is counted beside the board."""
        return self.board is not None and self.tiles is None


def picture_of(contents: Contents) -> Picture:
    """Return what a screen with these contents shows now. Some thirty queries, and three a judge."""
    unit = Unit.objects.get(pk=contents.unit)
    competition = exam = None
    if contents.competition is not None:
        competition = Competition.objects.select_related("owner").filter(pk=contents.competition).first()
    if contents.exam is not None:
        exam = Exam.objects.filter(pk=contents.exam).first()
    subject = competition or exam
    board = None
    if competition is not None:
        board = board_of(competition, path=unit.path, shows_live=contents.shows_live)
    elif exam is not None:
        board = _kept(f"ranked.{exam.pk}.{unit.pk}", RANKED_EVERY, lambda: exam_board(exam, unit))
    title = f"{subject} · {board.stage}" if board and board.stage else str(subject or unit)
    return Picture(
        title=title,
        board=board,
        tiles=_tiles(exam, unit, is_title=competition is None) if exam is not None else None,
        learned=_kept(f"learned.{unit.pk}", LEARNED_EVERY, lambda: latest_learned(unit)),
        countdown=_countdown(competition, exam, timezone.now()),
    )


def _tiles(exam: Exam, unit: Unit, *, is_title: bool) -> Tiles:
    """Return the tiles, with the exam's name where that is not the title of the whole picture."""
    tiles = attendance(exam, unit)
    return tiles if is_title else replace(tiles, hint=exam.title)


def _kept(key: str, seconds: int, make: Callable[[], Made]) -> Made:
    name = f"screen.{key}.{get_language()}"
    kept: tuple[Made] | None = cache.get(name)
    if kept is None:
        kept = (make(),)
        cache.set(name, kept, seconds)
    return kept[0]


def _countdown(competition: Competition | None, exam: Exam | None, now: datetime) -> Countdown | None:
    """Return the next moment that people wait for: the exam's end or start, or the end of the entries."""
    if exam is not None and exam.state == ExamState.PUBLISHED:
        if now < exam.opens_at:
            return Countdown(_("Exam begins in"), in_ms(exam.opens_at))
        if now < exam.closes_at:
            return Countdown(_("Exam ends in"), in_ms(exam.closes_at))
    if competition is not None and competition.state == CompetitionState.OPEN and now < competition.entries_until:
        return Countdown(_("Entries end in"), in_ms(competition.entries_until))
    return None
