"""Legal texts in the admin: a new version parks what rests on the old one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column

from exams.models import LawText, Question, QuestionState
from exams.services.laws import LawKept, keep_law, parked_by_version
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


class LawForm(ScopedForm):
    """Which text, and which version of it is in force. A version that parks questions wants a tick of its own."""

    parks = forms.BooleanField(
        label=_("Yes, park them until somebody has reviewed them"), required=False, widget=forms.HiddenInput
    )

    class Meta(ScopedForm.Meta):
        model = LawText
        fields: tuple[str, ...] = ("title", "version")

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        parked = parked_by_version(self.instance)
        if not parked:
            return
        self.fields["parks"].widget = forms.CheckboxInput()
        if not self.cleaned_data["parks"]:
            said = ngettext(
                "%(count)d question in use rests on another version than %(version)s: no exam draws it any more when "
                "you save. Tick here if that is right; if not, mend the day above.",
                "%(count)d questions in use rest on another version than %(version)s: no exam draws them any more when "
                "you save. Tick here if that is right; if not, mend the day above.",
                parked,
            )
            self.add_error("parks", said % {"count": parked, "version": self.instance.version})


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
    """Saving a text, and saying how many questions that has parked and how many are back."""

    request: Any
    form: Any
    kept: LawKept

    def save_instance(self) -> LawText:
        law: LawText = self.form.save(commit=False)
        self.kept = keep_law(law=law, by=reader(self.request))
        return law

    def get_success_message(self, *_instance: LawText) -> str:
        parked = ngettext(
            "%d question rests on another version: it is parked until somebody has reviewed it.",
            "%d questions rest on other versions: they are parked until somebody has reviewed them.",
            self.kept.parked,
        )
        back = ngettext(
            "%d parked question rests on this version and is in use again.",
            "%d parked questions rest on this version and are in use again.",
            self.kept.back,
        )
        said = ((parked, self.kept.parked), (back, self.kept.back))
        return " ".join([gettext("Saved."), *(words % count for words, count in said if count)])

    def get_success_buttons(self) -> list[Any]:
        parked = f"{reverse('admin_questions:index')}?state={QuestionState.PARKED}"
        return [messages.button(parked, gettext("To the parked questions"))] if self.kept.parked else []


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
