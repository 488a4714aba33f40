"""The two start pages: the worker's, and the desk's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses.access import sessions_to_tick
from courses.coverage.report import latest_coverage
from courses.editors_room.handed_in import to_review
from courses.procedures.reviewers import versions_to_decide
from courses.rights.sections import own_section
from courses.to_learn import to_learn
from exams.access import (
    annulments_to_decide,
    corrections_to_decide,
    doubts_to_answer,
    forgotten_pauses,
    parked_to_review,
)
from exams.bonus.owed import owed_by
from hazards.at_hand import at_hand as violations_at_hand
from home.desk import open_matters
from home.tasks import tasks_of
from leaderboard.at_hand import at_hand
from leaderboard.judge_tasks import judged_by
from organizations.scopes import Reach, has_any

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_GET
@never_cache
@login_required
def start(request: SignedInRequest) -> HttpResponse:
    """Today's tasks for who works; who only has a desk is sent there."""
    place = request.user.memberships.current().select_related("unit", "enterprise").first()
    if place is None and request.user.acts_as_staff:
        return redirect("home:desk")
    tasks = tasks_of(request.user)
    context = {
        "tasks": tasks,
        "left": sum(task.state != "done" for task in tasks),
        "place": place,
        "today": timezone.localdate(),
        "has_desk": has_any(request.user, Reach.SEE),
        "judges": bool(judged_by(request.user)),
        "tab": "today",
    }
    return render(request, "home/start.html", context)


@require_GET
@never_cache
@login_required
def desk(request: SignedInRequest) -> HttpResponse:
    """What is owed, before anything else. A session with a PIN has no desk."""
    if not request.user.acts_as_staff:
        return redirect("/sign-in/staff/?next=/desk/")
    if not request.user.is_superuser and not request.user.current_grants:
        raise PermissionDenied
    matters, bonus, sees = open_matters(request.user), owed_by(request.user), has_any(request.user, Reach.SEE)
    owed = [matter for matter in matters if matter.is_owed]
    competitions = at_hand(request.user)
    return render(
        request,
        "home/desk.html",
        {
            "owed": owed,
            "sees": sees,
            "bonus": bonus,
            "things": len(owed) + len(bonus) + len(competitions),
            "others": [matter for matter in matters if not matter.is_owed],
            "late": sum(matter.is_over and matter.is_owed for matter in matters),
            "learning": latest_coverage(request.user) if sees else (),
            "mine": to_learn(request.user),
            "paused": forgotten_pauses(request.user),
            "to_tick": sessions_to_tick(request.user),
            "annulments": annulments_to_decide(request.user),
            "corrections": corrections_to_decide(request.user),
            "procedures": versions_to_decide(request.user),
            "to_review": to_review(request.user),
            "doubts": doubts_to_answer(request.user).count(),
            "parked": parked_to_review(request.user).count(),
            "section": own_section(request.user),
            "competitions": competitions,
            "violations": violations_at_hand(request.user),
        },
    )


@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """Alive: says nothing about anybody."""
    return JsonResponse({"ok": True})


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that opens kept pages without a signal; at the root, since it speaks only for what lies below it."""
    script = (settings.SITE / "static" / "js" / "dist" / "worker.js").read_bytes()
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})
