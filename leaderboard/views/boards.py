"""The boards: on the worker's phone and at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.models import Exam
from leaderboard.boards import Board, board_for, exams_with_board
from leaderboard.rankings import By
from organizations.scopes import Reach, has_any

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

ROWS_A_PAGE = 50
ROWS_ON_FIRST_SCREENS = 8  # further down than that, one's own line stands above the list as well
EXAMS_OFFERED = 6


@require_GET
@never_cache
@login_required
def latest(request: SignedInRequest) -> HttpResponse:
    """The board of the latest exam that the reader sat, or sees people of."""
    exams = exams_with_board(request.user)
    exam = exams.filter(attempts__worker=request.user).first() or exams.first()
    if exam is None:
        return render(request, _template(request, "empty"), {"tab": "rank"})
    return _page(request, exam)


@require_GET
@never_cache
@login_required
def of_exam(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """The board of one exam; of another's exam it is not found."""
    return _page(request, get_object_or_404(exams_with_board(request.user), pk=exam_id))


def _page(request: SignedInRequest, exam: Exam) -> HttpResponse:
    asked = request.GET.get("by", "")
    by = By(asked) if asked in By.values else By.TEAM
    board = board_for(user=request.user, exam=exam, by=by)
    page = Paginator(board.rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    first_screens = tuple(page.object_list)[:ROWS_ON_FIRST_SCREENS]
    context = {
        "board": board,
        "page": page,
        "mine_above": None if board.mine in first_screens else board.mine,
        "segments": _segments(board),
        "others": exams_with_board(request.user).exclude(pk=exam.pk)[:EXAMS_OFFERED],
        "tab": "rank",
    }
    return render(request, _template(request, "ranking"), context)


def _segments(board: Board) -> list[dict[str, object]]:
    """What can be compared here: inside one enterprise only its teams."""
    if not board.reaches_beyond_one_enterprise:
        return []
    address = reverse("leaderboard:of_exam", args=[board.exam.pk])
    return [{"label": by.label, "url": f"{address}?by={by}", "current": by == board.by} for by in By]


def _template(request: HttpRequest, page: str) -> str:
    """A desk session keeps the desk's frame around it; a worker's has the tabs below."""
    room = "desk" if has_any(request.user, Reach.SEE) else "phone"
    return f"leaderboard/{room}_{page}.html"
