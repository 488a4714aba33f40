"""Fixing a paper: drawn once, the same questions for everybody."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from exams.drawing.blueprint import ELSEWHERE
from exams.models import Paper
from exams.services.fixed_papers import fix_draw, usual_name
from exams.services.plans import plan_of
from exams.services.readiness import obstacles_of
from organizations.errors import Refused
from organizations.viewsets.base import ScopedObjectView, reader


class FixView(ScopedObjectView):
    """Says what fixing means, asks for a name, and draws."""

    template_name = "exams/admin/fix_paper.html"
    page_title = _("Fix a draw")
    permission_required = "change"
    object: Paper

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        obstacles = obstacles_of(self.object, plan_of(self.object), {ELSEWHERE: 0})
        said = {"obstacles": obstacles, "usual_name": usual_name(self.object)}
        return {**super().get_context_data(**kwargs), **said}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            fixed = fix_draw(paper=self.object, name=request.POST.get("name", ""), by=reader(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin_papers:fix", pk=self.object.pk)
        messages.success(request, gettext("“%s” is fixed. Choose it as the paper of an exam.") % fixed)
        return redirect("admin_papers:questions", pk=fixed.pk)


class QuestionsView(ScopedObjectView):
    """The questions of a fixed paper, and which of them are no longer what would be asked today."""

    template_name = "exams/admin/fixed_questions.html"
    page_title = _("Questions of the paper")
    object: Paper

    def get_base_object_queryset(self) -> QuerySet[Paper]:
        return super().get_base_object_queryset().filter(is_fixed=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        questions = self.object.questions.select_related("version__question").order_by("place")
        obstacles = obstacles_of(self.object, plan_of(self.object), {})
        return {**super().get_context_data(**kwargs), "questions": questions, "obstacles": obstacles}
