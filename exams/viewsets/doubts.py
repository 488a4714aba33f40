"""Doubts of workers about questions: who keeps the bank reads them beside the question, and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import F, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn

from exams.access import exams_held
from exams.correcting.asked import exams_that_asked
from exams.models import QuestionDoubt, QuestionKind
from exams.pictures.alone import words_beside
from exams.pictures.placed import by_place, fetch_pictures
from exams.services.doubts import answer_doubt
from organizations.scopes import Reach
from organizations.viewsets.base import ScopedEditView, ScopedForm, ScopedIndexView, ScopedViewSet, reader
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DoubtForm(ScopedForm):
    """The answer alone: what the worker said stands."""

    class Meta(ScopedForm.Meta):
        model = QuestionDoubt
        fields: tuple[str, ...] = ("answer",)
        widgets = {"answer": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"answer": _("The worker reads it on his practice page. Say what was changed, or why not.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True


class DoubtIndexView(ScopedIndexView):
    """What waits for an answer first, the oldest of it at the top."""

    def get_base_queryset(self) -> QuerySet[QuestionDoubt]:
        doubts = super().get_base_queryset().select_related("version__question__bank")
        return doubts.order_by(F("answered_at").desc(nulls_first=True), "created_at")


def _state(doubt: QuestionDoubt) -> StrOrPromise:
    return _("Answered") if doubt.answered_at else _("Waits for an answer")


class DoubtEditView(ScopedEditView):
    """The question as it was asked, what seems wrong with it, and the answer to write."""

    template_name = "exams/admin/answer_doubt.html"
    success_message = _("The worker can read the answer now.")

    def get_queryset(self) -> QuerySet[QuestionDoubt]:
        return super().get_queryset().select_related("version__question__bank__owner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.object.version
        fetch_pictures([version])
        pictures = by_place(version)
        options = () if version.question.kind == QuestionKind.HAZARD else version.options  # squares are no reading
        texts = {option["key"]: option["text"] for option in options}
        lines = [
            (key, words_beside(text, is_pictured=key in pictures), pictures.get(key)) for key, text in texts.items()
        ]
        exams = exams_that_asked(self.object, exams_held(self.request.user, Reach.MANAGE_EXAMS))
        asked = {"picture": pictures.get(""), "options": lines, "exams": [exam for exam in exams if exam.is_past]}
        return {**super().get_context_data(**kwargs), **asked}

    def get_page_subtitle(self) -> str:
        return Truncator(self.object.version.stem).chars(30)

    def save_instance(self) -> QuestionDoubt:
        return answer_doubt(doubt=self.object, answer=self.form.cleaned_data["answer"], by=reader(self.request))

    def get_success_message(self) -> str:
        return str(self.success_message)


class DoubtViewSet(ScopedViewSet):
    model = QuestionDoubt
    name = "admin_doubts"
    url_prefix = "question-doubts"
    icon = "comment"
    menu_label = _("Doubts about questions")
    permission_policy = ReachPolicy(
        QuestionDoubt,
        at="version__question__bank__owner",
        view=Reach.MANAGE_QUESTIONS,
        change=Reach.MANAGE_QUESTIONS,
    )
    views_offered = ("index", "index_results", "edit")
    index_view_class = DoubtIndexView
    edit_view_class = DoubtEditView
    search_fields = ("text", "version__stem")
    ordering = None

    @property
    def list_display(self) -> list[Any]:
        return [
            "text",
            Column("question", label=_("question"), accessor=lambda doubt: Truncator(doubt.version.stem).chars(40)),
            Column("bank", label=_("bank"), accessor="version.question.bank.name"),
            Column("created_at", label=_("said at"), accessor="created_at"),
            StatusTagColumn(
                "state", label=_("state"), accessor=_state, primary=lambda doubt: doubt.answered_at is None
            ),
        ]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[QuestionDoubt]]:
        return DoubtForm
