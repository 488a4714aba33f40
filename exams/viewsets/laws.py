"""Legal texts in the admin: a new version parks what rests on the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import Column

from exams.models import LawText, Question
from exams.services.laws import keep_law
from organizations.scopes import Reach
from organizations.viewsets.base import (
    ScopedCreateView,
    ScopedEditView,
    ScopedForm,
    ScopedIndexView,
    ScopedViewSet,
    reader,
)
from organizations.viewsets.policy import CountyPolicy

if TYPE_CHECKING:
    from django import forms


class LawForm(ScopedForm):
    """Which text, and which version of it is in force."""

    class Meta(ScopedForm.Meta):
        model = LawText
        fields: tuple[str, ...] = ("title", "version")


class LawIndexView(ScopedIndexView):
    """Each text with how many questions rest on it."""

    def get_base_queryset(self) -> QuerySet[LawText]:
        resting = (
            Question.objects.filter(current__basis_text=OuterRef("title")).order_by().values("current__basis_text")
        )
        counted = Coalesce(Subquery(resting.annotate(held=Count("pk")).values("held")), 0)
        laws: QuerySet[LawText] = super().get_base_queryset()
        return laws.annotate(questions=counted)


class KeepsLaw:
    """Saving a text, and saying how many questions that has parked."""

    request: Any
    form: Any

    def save_instance(self) -> LawText:
        law: LawText = self.form.save(commit=False)
        self.parked = keep_law(law=law, by=reader(self.request))
        return law

    def get_success_message(self, *_instance: LawText) -> str:
        said = ngettext(
            "Saved. %d question rests on an older version: it is parked until somebody has reviewed it.",
            "Saved. %d questions rest on older versions: they are parked until somebody has reviewed them.",
            self.parked,
        )
        return said % self.parked


class LawCreateView(KeepsLaw, ScopedCreateView):
    """A text that is not in the register yet."""


class LawEditView(KeepsLaw, ScopedEditView):
    """A new version of a text."""


class LawViewSet(ScopedViewSet):
    model = LawText
    name = "admin_laws"
    url_prefix = "legal-texts"
    icon = "doc-full"
    menu_label = _("Legal texts")
    permission_policy = CountyPolicy(
        LawText, view=Reach.CURATE_CASES, add=Reach.CURATE_CASES, change=Reach.CURATE_CASES
    )
    index_view_class = LawIndexView
    add_view_class = LawCreateView
    edit_view_class = LawEditView
    search_fields = ("title",)
    ordering = None

    @property
    def list_display(self) -> list[Any]:
        return ["title", "version", Column("questions", label=_("questions"), accessor="questions")]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[LawText]]:
        return LawForm
