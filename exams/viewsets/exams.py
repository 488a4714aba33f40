"""Exams in the admin: drafts are made and edited, what is published stands."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import HeaderButton

from exams.models import Exam, ExamState
from exams.services.drafts import discard_draft, keep_draft
from exams.viewsets.exam_forms import ExamForm
from exams.viewsets.publishing import PublishView, SeatsProgressView
from organizations.scopes import Reach
from organizations.viewsets.base import ScopedCreateView, ScopedEditView, reader
from organizations.viewsets.drafts import DraftDiscardView, DraftIndexView, DraftPolicy, DraftViewSet


class ExamIndexView(DraftIndexView):
    page_of_one = "admin_exams:publish"
    go_out_label = _("Publish …")

    def get_base_queryset(self) -> QuerySet[Exam]:
        return super().get_base_queryset().select_related("owner", "paper").order_by("-opens_at")


class ExamCreateView(ScopedCreateView):
    """A new draft; the next page shows what publishing it would mean. `?paper=` brings its paper along."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "paper": self.request.GET.get("paper", "")}

    def save_instance(self) -> Exam:
        exam: Exam = self.form.save(commit=False)
        return keep_draft(exam=exam, audience=self.form.cleaned_data["audience"], by=reader(self.request))

    def get_success_url(self) -> str:
        return reverse("admin_exams:publish", args=(self.object.pk,))


class ExamEditView(ScopedEditView):
    def save_instance(self) -> Exam:
        exam: Exam = self.form.save(commit=False)
        return keep_draft(exam=exam, audience=self.form.cleaned_data["audience"], by=reader(self.request))

    def get_success_url(self) -> str:
        return reverse("admin_exams:publish", args=(self.object.pk,))

    def get_header_buttons(self) -> list[Any]:
        publish = reverse("admin_exams:publish", args=(self.object.pk,))
        return [*super().get_header_buttons(), HeaderButton(_("Publish …"), url=publish, icon_name="check")]


class ExamDiscardView(DraftDiscardView):
    def delete_action(self) -> None:
        discard_draft(exam=self.object, by=reader(self.request))


class ExamViewSet(DraftViewSet):
    model = Exam
    name = "admin_exams"
    url_prefix = "exams"
    icon = "tasks"
    menu_label = _("Exams")
    permission_policy = DraftPolicy(Exam, at="owner", drafts=Q(state=ExamState.DRAFT), reach=Reach.MANAGE_EXAMS)
    index_view_class = ExamIndexView
    add_view_class = ExamCreateView
    edit_view_class = ExamEditView
    delete_view_class = ExamDiscardView
    list_filter = ("state",)
    search_fields = ("title",)

    @property
    def list_display(self) -> list[Any]:
        return [
            "title",
            Column("owner", label=_("held by"), accessor="owner.shown_name"),
            Column("paper", label=_("paper"), accessor="paper.name"),
            Column("opens_at", label=_("opens at"), accessor="opens_at"),
            Column("closes_at", label=_("closes at"), accessor="closes_at"),
            StatusTagColumn(
                "state",
                label=_("state"),
                accessor="get_state_display",
                primary=lambda exam: exam.state == ExamState.PUBLISHED,
            ),
        ]

    def get_form_class(self, for_update: bool = False) -> type[ExamForm]:
        return ExamForm

    def own_urlpatterns(self) -> list[URLPattern]:
        return [
            self.object_path("publish/", PublishView, "publish"),
            self.object_path("seats/", SeatsProgressView, "seats"),
        ]
