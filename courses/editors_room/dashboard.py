"""The first page of the admin: what waits for somebody, what he can write, and what he wrote last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets import viewsets
from wagtail.permissions import page_permission_policy

from courses.editors_room.handed_in import Stage, handed_in, own_sections, to_review
from courses.models import CaseIndexPage, LectureSectionPage
from organizations.viewsets.base import ScopedViewSet

if TYPE_CHECKING:
    from organizations.models import User

KEPT = frozenset({"recent_edits"})  # of Wagtail's own panels; those of its workflow don't say whose a case is, or why
MOST_SECTIONS = 3  # who may write everywhere finds the rest in the menu


class WaitingPanel(Component):
    """What is asked of somebody: cases to decide on, and cases of his that the bureau wants changed."""

    name = "waiting"
    template_name = "courses/admin/waiting.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        user = parent_context["request"].user
        changes = [each for each in handed_in(user) if each.stage == Stage.CHANGES]
        return {"to_review": to_review(user), "changes": changes}


class HandedInPanel(Component):
    """How the cases that somebody handed in are getting on."""

    name = "handed_in"
    template_name = "courses/admin/handed_in.html"
    order = 240

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"cases": [each for each in handed_in(parent_context["request"].user) if each.stage != Stage.CHANGES]}


class WritingPanel(Component):
    """The pages and records that somebody may begin, each a button."""

    name = "writing"
    template_name = "courses/admin/writing.html"
    order = 230

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        user = parent_context["request"].user
        return {"pages": _pages(user), "records": _records(user)}


def _pages(user: User) -> list[dict[str, str]]:
    below = page_permission_policy.instances_user_has_permission_for(user, "add")
    libraries = CaseIndexPage.objects.filter(pk__in=below.values("pk"))
    sections = LectureSectionPage.objects.filter(pk__in=below.values("pk")).select_related("unit").order_by("path")
    cases = [_beginning("accidentcasepage", page.pk, _("Write up a case"), page.title) for page in libraries]
    if not cases:
        proposing = _("Propose a case")
        cases = [
            _beginning("accidentcasepage", page.pk, proposing, page.unit.shown_name) for page in own_sections(user)
        ]
    lectures = [
        _beginning("lecturepage", page.pk, _("Write a lecture"), page.unit.shown_name)
        for page in sections[:MOST_SECTIONS]
    ]
    return cases + lectures


def _beginning(kind: str, below: int, label: str, place: str) -> dict[str, str]:
    return {"url": reverse("wagtailadmin_pages:add", args=["courses", kind, below]), "label": label, "place": place}


def _records(user: User) -> list[dict[str, str]]:
    ours = [viewset for viewset in viewsets.viewsets if isinstance(viewset, ScopedViewSet)]
    return [
        {
            "url": reverse(viewset.get_url_name("add")),
            "label": str(viewset.begin_label) or _("New: %s") % viewset.model._meta.verbose_name,
            "icon": viewset.icon,
        }
        for viewset in ours
        if viewset.permission_policy.user_has_permission(user, "add")
    ]


def panels_of_ours(request: HttpRequest, panels: list[Any]) -> None:
    """What is asked of somebody, what he handed in, what he can begin, and what he wrote last."""
    panels[:] = [*(panel for panel in panels if panel.name in KEPT), WaitingPanel(), HandedInPanel(), WritingPanel()]
