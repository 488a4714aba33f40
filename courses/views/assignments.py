"""The desk's learning: what has been assigned, who has been reached, who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.access import anomalies_in_reach, assignments_in_reach, sessions_in_reach
from courses.coverage.counting import missing_from, missing_heads
from courses.coverage.report import coverage_report, latest_coverage
from courses.coverage.table import coverage_tables, definition
from courses.forms import AssignmentForm, teaching_unit
from courses.library import taught_pages
from courses.models import Assignment
from courses.services.assignments import Audience, assign, withdraw
from organizations.audit import address_of, record
from organizations.errors import Refused
from organizations.excel import download
from organizations.scopes import Reach, has_any, require, units_in_reach
from organizations.views.chosen_unit import chosen_unit, seen_units
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest
    from organizations.models import Unit

TASKS_A_PAGE = 20
PEOPLE_A_PAGE = 50
SESSIONS_SHOWN = 20


@require_GET
@never_cache
@for_staff(Reach.SEE)
def learning(request: SignedInRequest) -> HttpResponse:
    """What is being learned in the reader's part of the county: tasks with their coverage, and sessions in person."""
    tasks = assignments_in_reach(request.user).select_related("owner")
    context = {
        "page": Paginator(tasks, TASKS_A_PAGE).get_page(request.GET.get("page")),
        "latest": latest_coverage(request.user),
        "sessions": sessions_in_reach(request.user).select_related("owner")[:SESSIONS_SHOWN],
        "teaches": has_any(request.user, Reach.TEACH),
        "open_anomalies": anomalies_in_reach(request.user).open().count(),
    }
    return render(request, "courses/desk/learning.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.TEACH)
def new_assignment(request: SignedInRequest) -> HttpResponse:
    """Let something be learned; ?page= ticks a case or a lecture."""
    offered = [int(number) for number in request.GET.getlist("page") if number.isdecimal()]
    first_guess = {"pages": offered, "title": _title_of(offered)}
    form = AssignmentForm(request.POST or None, user=request.user, offered=offered, initial=first_guess)
    if request.method == "POST" and form.is_valid():
        assignment = _assign(request, form)
        if assignment is not None:
            messages.success(request, _("It stands on their start pages from now on."))
            return redirect("courses:assignment", assignment_id=assignment.pk)
    return render(request, "courses/desk/new_assignment.html", {"form": form}, status=422 if form.errors else 200)


def _title_of(pages: list[int]) -> str:
    [title] = [page.title for page in taught_pages(pages[:1]).values()] or [""]
    return _("Learn: %s") % title[:70] if title else ""


def _assign(request: SignedInRequest, form: AssignmentForm) -> Assignment | None:
    data = form.cleaned_data
    try:
        return assign(
            title=data["title"],
            pages=data["pages"],
            audience=Audience(units=data["units"], industries=data.get("industries", ()), posts=data["posts"]),
            owner=teaching_unit(request.user),
            by=request.user,
            due_on=data["due_on"],
            needed_share=data["needed_share"],
            is_push=data.get("is_push", False),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


@require_GET
@never_cache
@for_staff(Reach.SEE)
def assignment(request: SignedInRequest, assignment_id: UUID) -> HttpResponse:
    """One task: coverage from here down, receipts, who is missing; ?unit= looks at one unit of it."""
    task, unit = _asked(request, assignment_id)
    seen = seen_units(request, unit)
    missing = missing_from(task, seen)
    context = {
        "task": task,
        "unit": unit,
        "report": coverage_report(task, seen, unit),
        "definition": definition(task),
        "items": taught_pages(list(task.items.values_list("page", flat=True))).values(),
        "page": Paginator(missing, PEOPLE_A_PAGE).get_page(request.GET.get("page")),
        "missing_heads": missing_heads(task, seen),
        "teaches": has_any(request.user, Reach.TEACH),
        "may_archive": has_any(request.user, Reach.TAKE_ARCHIVES),
        "may_withdraw": units_in_reach(request.user, Reach.TEACH).filter(pk=task.owner_id).exists(),
    }
    return render(request, "courses/desk/assignment.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def assignment_xlsx(request: SignedInRequest, assignment_id: UUID) -> HttpResponseBase:
    """Coverage and missing list as an Excel file. That it left the house is an audit row."""
    task, unit = _asked(request, assignment_id)
    record("coverage.export", by=request.user, subject=task, unit=unit or task.owner, address=address_of(request))
    return download(f"{task.title}.xlsx", coverage_tables(task, seen_units(request, unit)))


@require_POST
@for_staff(Reach.TEACH)
def withdraw_assignment(request: SignedInRequest, assignment_id: UUID) -> HttpResponse:
    """Take a task back; only who teaches where it was made."""
    task = get_object_or_404(assignments_in_reach(request.user), pk=assignment_id)
    require(request.user, Reach.TEACH, task.owner)
    withdraw(assignment=task, by=request.user)
    messages.success(request, _("Nobody is asked for it any more. What was learned stays."))
    return redirect("courses:learning")


def _asked(request: SignedInRequest, assignment_id: UUID) -> tuple[Assignment, Unit | None]:
    """Return the task and the unit asked for, both within reach; anything else is not found."""
    task = get_object_or_404(assignments_in_reach(request.user).select_related("owner"), pk=assignment_id)
    return task, chosen_unit(request)
