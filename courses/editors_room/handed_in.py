"""What waits for somebody's decision, and how what he has handed in is getting on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState, get_default_page_content_type

from courses.pages.cases import AccidentCasePage
from courses.pages.proposals import ProposalSectionPage
from courses.rights.groups import PROPOSES_CASES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from organizations.models import Unit, User

MOST_SHOWN = 20


class Stage(TextChoices):
    """How far a case has come that was handed in."""

    WAITING = "waiting", _("the bureau is looking at it")
    CHANGES = "changes", _("to be changed")
    DECLINED = "declined", _("not taken")
    PUBLISHED = "published", _("published")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A case that was handed in, how far it has come, and what its author was told."""

    case: AccidentCasePage
    stage: Stage
    comment: str


@dataclass(frozen=True, slots=True)
class ToReview:
    """A case that waits for a decision: who handed it in and when, and which enterprise's it is."""

    case: AccidentCasePage
    by: User | None
    of: Unit | None
    since: datetime


def to_review(user: User) -> list[ToReview]:
    """Return the cases that wait for this person's decision, the longest wait first. At most eight queries."""
    states = TaskState.objects.reviewable_by(user).select_related("workflow_state__requested_by")
    waiting = list(states.order_by("started_at")[:MOST_SHOWN])
    cases = AccidentCasePage.objects.in_bulk([int(state.workflow_state.object_id) for state in waiting])
    units = _units_of(cases.values())
    return [
        ToReview(case, state.workflow_state.requested_by, units.get(case.pk), state.started_at)
        for state in waiting
        if (case := cases.get(int(state.workflow_state.object_id)))
    ]


def _units_of(cases: Iterable[AccidentCasePage]) -> dict[int, Unit]:
    """Return the enterprise in whose section each of these cases stands. One query."""
    above = {case.pk: str(case.path)[: -AccidentCasePage.steplen] for case in cases}
    sections = ProposalSectionPage.objects.filter(path__in=above.values()).select_related("unit")
    units = {section.path: section.unit for section in sections}
    return {key: units[path] for key, path in above.items() if path in units}


def handed_in(user: User) -> list[HandedIn]:
    """Return what the person, or anybody of his enterprise, has handed in, the newest work first. Three queries."""
    cases = {str(case.pk): case for case in _own_cases(user)}
    states = WorkflowState.objects.filter(base_content_type=get_default_page_content_type(), object_id__in=cases)
    latest = {state.object_id: state for state in states.select_related("current_task_state").order_by("created_at")}
    found = [(case, latest.get(key)) for key, case in cases.items()]
    return [
        HandedIn(case, stage, state.current_task_state.comment if state.current_task_state else "")
        for case, state in found
        if state is not None and (stage := _stage(case, state))
    ]


def _own_cases(user: User) -> Iterable[AccidentCasePage]:
    own = Q(owner=user)
    for section in own_sections(user):
        own |= Q(path__startswith=section.path)
    found: Iterable[AccidentCasePage] = AccidentCasePage.objects.filter(own).order_by("-latest_revision_created_at")
    return found[:MOST_SHOWN]  # type: ignore[index]  # a query set


def own_sections(user: User) -> Iterable[ProposalSectionPage]:
    """Return the sections in which the person proposes cases for his enterprise."""
    units = user.grants.current().filter(role__in=PROPOSES_CASES).values("unit")
    sections: Iterable[ProposalSectionPage] = ProposalSectionPage.objects.filter(unit__in=units).select_related("unit")
    return sections


def _stage(case: AccidentCasePage, state: WorkflowState) -> Stage | None:
    """None for what its author has taken back, and for what was published once and is no more."""
    if state.status == WorkflowState.STATUS_IN_PROGRESS:
        return Stage.WAITING
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Stage.CHANGES
    task = state.current_task_state
    if state.status == WorkflowState.STATUS_CANCELLED and task and task.status == TaskState.STATUS_REJECTED:
        return Stage.DECLINED
    return Stage.PUBLISHED if case.live else None
