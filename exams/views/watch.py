"""The invigilator's page: who is in, how far, not heard of, finished; and the same as what changes on it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.access import exams_in_reach
from exams.models import Attempt
from exams.phone import milliseconds
from exams.reports import within
from exams.watch_board import Asked, Board, board_of, lasting
from exams.watching import Standing, UnitStanding
from organizations.models import Unit
from organizations.scopes import Reach, units_in_reach
from organizations.views.chosen_unit import chosen_unit
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from exams.models import Exam
    from organizations.http import SignedInRequest
    from organizations.models.units import UnitQuerySet


@require_GET
@never_cache
@for_staff(Reach.SEE)
def watch(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """One exam while it runs; ?unit=, ?state=, ?q= narrow it. It can be read and acted on without scripts."""
    exam, asked = _asked(request, exam_id)
    board = _board(request, exam, asked)
    units = _units_of(board)
    acting = units_in_reach(request.user, Reach.INVIGILATE)
    named = {found.unit_id for found in (*board.pauses, *board.proposals)}
    named |= {person.attempt.unit_id for person in board.people}
    may_act = set(acting.filter(pk__in={unit.pk for unit in units} | named).values_list("pk", flat=True))
    context = {
        "exam": exam,
        "asked": asked,
        "board": board,
        "units": units,
        "may_act": may_act,
        "acts_on": _acts_on(asked, units, may_act),
        "pauses": lasting(board.pauses, may_act, board.now),
        "proposals": [found for found in board.proposals if found.unit_id in may_act],
        "questions": exam.paper.question_count(),
        "now_ms": milliseconds(board.now),
        "whole": UnitStanding(exam.owner, board.totals),
        "standings": Standing,
        "live_url": f"{reverse('exams:watch_live', args=(exam.pk,))}?{request.GET.urlencode()}",
    }
    return render(request, "exams/desk/watch.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def live(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """What changes on the page, as JSON; 304 when nothing has since the answer that If-None-Match names."""
    exam, asked = _asked(request, exam_id)
    body = DjangoJSONEncoder(separators=(",", ":")).encode(_board(request, exam, asked).live).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304)
    return HttpResponse(body, content_type="application/json", headers={"ETag": tag})


def _asked(request: SignedInRequest, exam_id: UUID) -> tuple[Exam, Asked]:
    exam = get_object_or_404(exams_in_reach(request.user).select_related("owner", "paper"), pk=exam_id)
    state = request.GET.get("state", "")
    asked = Asked(
        unit=chosen_unit(request),
        standing=state if state in Standing.values else "",
        words=request.GET.get("q", "").strip()[:40],
        page=request.GET.get("page", "1"),
    )
    return exam, asked


def _board(request: SignedInRequest, exam: Exam, asked: Asked) -> Board:
    seen = units_in_reach(request.user, Reach.SEE)
    attempts = within(Attempt.objects.filter(exam=exam, unit__in=seen), asked.unit)
    return board_of(exam, attempts, asked, timezone.now(), seen)


def _units_of(board: Board) -> UnitQuerySet:
    """Return the units with a line on the board, and those above them."""
    step = Unit.steplen
    paths = {line.unit.path[:end] for line in board.lines for end in range(step, len(line.unit.path) + 1, step)}
    return Unit.objects.filter(path__in=paths)


def _acts_on(asked: Asked, units: UnitQuerySet, may_act: set[int]) -> Unit | None:
    """Return what the buttons above the list are about: the unit asked for, or all that the reader may act on."""
    if asked.unit is not None:
        return asked.unit if asked.unit.pk in may_act else None
    return next((unit for unit in units if unit.pk in may_act), None)
