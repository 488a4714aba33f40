"""Papers in the admin: a blueprint with its parts, and papers fixed from it."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from exams.models import Paper
from exams.points import points_words
from exams.services.audience import standings_of, workers_of
from exams.services.drafts import keep_paper
from exams.services.plans import plan_of
from exams.services.readiness import obstacles_of
from exams.viewsets.fixing import FixView, QuestionsView
from exams.viewsets.paper_forms import PaperForm, PartsPanel
from organizations.scopes import Reach
from organizations.viewsets.base import (
    ScopedCreateView,
    ScopedEditView,
    ScopedIndexView,
    ScopedViewSet,
    reader,
)
from organizations.viewsets.policy import ReachPolicy


class PaperPolicy(ReachPolicy):
    """A fixed paper stands as it was drawn."""

    def reached(self, user: Any, action: str) -> Q:
        reached = super().reached(user, action)
        return reached & Q(is_fixed=False) if action == "change" else reached


class PaperIndexView(ScopedIndexView):
    def get_base_queryset(self) -> QuerySet[Paper]:
        return super().get_base_queryset().select_related("owner").prefetch_related("parts", "questions")

    def get_edit_url(self, instance: Model) -> str:
        """Return where the title leads: to the form of a blueprint, or to the questions of a fixed paper."""
        return super().get_edit_url(instance) or reverse("admin_papers:questions", args=(instance.pk,))


class PaperCreateView(ScopedCreateView):
    """A new blueprint; its own page says next what the banks can't give."""

    template_name = "exams/admin/paper_edit.html"

    def save_instance(self) -> Paper:
        return keep_paper(paper=self.form.save(commit=False), by=reader(self.request))

    def get_success_url(self) -> str:
        return reverse("admin_papers:edit", args=(self.object.pk,))


class PaperEditView(ScopedEditView):
    template_name = "exams/admin/paper_edit.html"

    def save_instance(self) -> Paper:
        return keep_paper(paper=self.form.save(commit=False), by=reader(self.request))

    def get_success_url(self) -> str:
        return reverse("admin_papers:edit", args=(self.object.pk,))

    def get_header_buttons(self) -> list[Any]:
        fix = reverse("admin_papers:fix", args=(self.object.pk,))
        return [*super().get_header_buttons(), HeaderButton(_("Fix a draw …"), url=fix, icon_name="lock")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what is missing in the paper as it is kept, for the people of whoever keeps it."""
        kept = Paper.objects.select_related("owner").get(pk=self.object.pk)
        people = standings_of(workers_of(kept.owner))
        return {**super().get_context_data(**kwargs), "obstacles": obstacles_of(kept, plan_of(kept), people)}


class PaperViewSet(ScopedViewSet):
    model = Paper
    name = "admin_papers"
    url_prefix = "papers"
    icon = "form"
    menu_label = _("Papers")
    permission_policy = PaperPolicy(
        Paper, at="owner", view=Reach.MANAGE_EXAMS, add=Reach.MANAGE_EXAMS, change=Reach.MANAGE_EXAMS
    )
    index_view_class = PaperIndexView
    add_view_class = PaperCreateView
    edit_view_class = PaperEditView
    search_fields = ("name",)
    ordering = None

    @cached_property
    def edit_handler(self) -> ObjectList:
        rows = (("bank", "kind", "category", "difficulty"), ("count", "case_size", "points"), ("choice", "post_kind"))
        panels = [FieldRowPanel([FieldPanel(field) for field in row]) for row in rows]
        parts = PartsPanel("parts", panels, heading=_("Parts"), label=_("Part"), min_num=1)
        return ObjectList([FieldPanel("name"), FieldPanel("owner"), parts], base_form_class=PaperForm)

    @property
    def list_display(self) -> list[Any]:
        return [
            "name",
            Column("owner", label=_("kept by"), accessor="owner.shown_name"),
            Column("questions", label=_("questions"), accessor=lambda paper: paper.question_count()),
            Column("points", label=_("points in all"), accessor=lambda paper: points_words(paper.full_points())),
            Column("fixed", label=_("asked"), accessor=_asked),
        ]

    def own_urlpatterns(self) -> list[URLPattern]:
        return [
            self.object_path("fix/", FixView, "fix"),
            self.object_path("questions/", QuestionsView, "questions"),
        ]


def _asked(paper: Paper) -> Any:
    return _("the same of everybody") if paper.is_fixed else _("a draw for each")
