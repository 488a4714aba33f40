"""Questions in the admin: found, written, revised, put into use."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from exams.models import Question, QuestionBank, QuestionCase, QuestionState
from exams.services.cases import add_to_case, move_question
from exams.services.questions import add_questions, revise_question
from exams.viewsets.policies import CASE_POLICY, QUESTION_POLICY
from exams.viewsets.question_filter import QuestionFilter
from exams.viewsets.question_forms import QuestionForm
from exams.viewsets.question_review import ReviewView, review_url, standing_of
from exams.viewsets.whole_questions import whole_questions
from organizations.viewsets.base import (
    ScopedCreateView,
    ScopedEditView,
    ScopedIndexView,
    ScopedObjectView,
    ScopedViewSet,
    reader,
)


class StemColumn(TitleColumn):
    def get_value(self, instance: Question) -> str:
        return Truncator(str(instance)).chars(60)


class QuestionIndexView(ScopedIndexView):
    template_name = "exams/admin/question_index.html"

    def get_edit_url(self, instance: Model) -> str:
        """Return where the question is changed, or, where it is another's, read."""
        return super().get_edit_url(instance) or reverse("admin_questions:read", args=(instance.pk,))

    def get_header_buttons(self) -> list[Any]:
        banks = reverse("admin_banks:index")
        buttons = [*super().get_header_buttons(), HeaderButton(gettext("Export …"), url=banks, icon_name="download")]
        if review := review_url(self.request):
            buttons.append(HeaderButton(gettext("Review one after another"), url=review, icon_name="tick-inverse"))
        return buttons

    def get_base_queryset(self) -> QuerySet[Question]:
        return super().get_base_queryset().select_related("current", "bank", "case").order_by("-pk")

    @cached_property
    def columns(self) -> list[Any]:
        title = self._get_title_column_class(StemColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="question"),
            title(
                "stem",
                label=_("question"),
                get_url=self.get_edit_url,
                get_title_id=lambda question: f"question_{question.pk}_title",
            ),
            Column("kind", label=_("kind"), accessor="get_kind_display"),
            Column("category", label=_("exam subject"), accessor="get_category_display"),
            Column("bank", label=_("bank"), accessor="bank.name"),
            Column("case", label=_("case"), accessor=_place_in_case),
            Column("parked_because", label=_("why it is parked"), accessor="parked_because"),
            StatusTagColumn(
                "state",
                label=_("state"),
                accessor="get_state_display",
                primary=lambda question: question.state == QuestionState.IN_USE,
            ),
        ]


def _place_in_case(question: Question) -> str:
    return f"{question.case.title} · {question.case_place}" if question.case else ""


class QuestionCreateView(ScopedCreateView):
    success_message = _("The question is in the bank, to be reviewed.")

    def save_instance(self) -> Question:
        bank: QuestionBank = self.form.cleaned_data["bank"]
        case: QuestionCase | None = self.form.cleaned_data["case"]
        if case is not None:
            return add_to_case(case=case, draft=self.form.draft, by=reader(self.request))
        return add_questions(bank=bank, drafts=[self.form.draft], by=reader(self.request))[0]

    def get_initial(self) -> dict[str, Any]:
        """Begin under the case from whose page he comes."""
        asked = self.request.GET.get("case", "")
        cases = CASE_POLICY.instances_user_has_permission_for(self.request.user, "change")
        case = cases.filter(pk=asked).first() if asked.isdecimal() else None
        return {"case": case.pk, "bank": case.bank_id, "category": case.category} if case else {}

    def get_success_url(self) -> str:
        case = self.object.case_id
        return reverse("admin_cases:edit", args=(case,)) if case else super().get_success_url()

    def get_success_message(self, instance: Question) -> str:
        return str(self.success_message)


class QuestionEditView(ScopedEditView):
    """A change makes a new version, also under another case or under none; papers drawn before keep the old one."""

    template_name = "exams/admin/question_edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review = reverse("admin_questions:review", args=(self.object.pk,))
        return {**super().get_context_data(**kwargs), **standing_of(self.object), "review_url": review}

    def get_page_subtitle(self) -> str:
        version = self.object.current.number if self.object.current else 0
        stem = Truncator(str(self.object)).chars(30)
        return gettext("%(stem)s · version %(number)d") % {"stem": stem, "number": version}

    def save_instance(self) -> Question:
        if self.form.has_changed():
            self._change(self.form.cleaned_data["case"])
        question: Question = Question.objects.select_related("current").get(pk=self.object.pk)
        return question

    def _change(self, case: QuestionCase | None) -> None:
        draft, by = self.form.draft, reader(self.request)
        if case == self.object.case:
            revise_question(question=self.object, draft=draft, by=by)
        else:
            move_question(question=self.object, case=case, draft=draft, by=by)

    def get_success_message(self) -> str:
        if not self.form.has_changed():
            return gettext("Nothing was changed.")
        return gettext("The new version has to be reviewed before it is drawn.")


class QuestionReadView(ScopedObjectView):
    """A question of the bureau's as everybody may read it, with its answer and what it rests on."""

    template_name = "exams/admin/question.html"
    page_title = _("Question")

    def get_page_subtitle(self) -> str:
        return Truncator(str(self.object)).chars(30)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "whole": whole_questions([self.object])[0]}


class QuestionViewSet(ScopedViewSet):
    model = Question
    name = "admin_questions"
    url_prefix = "questions"
    icon = "help"
    permission_policy = QUESTION_POLICY
    index_view_class = QuestionIndexView
    add_view_class = QuestionCreateView
    edit_view_class = QuestionEditView
    filterset_class = QuestionFilter
    search_fields = ("current__stem",)
    ordering = None

    def get_form_class(self, for_update: bool = False) -> type[QuestionForm]:
        return QuestionForm

    def own_urlpatterns(self) -> list[URLPattern]:
        return [
            self.object_path("read/", QuestionReadView, "read"),
            self.object_path("review/", ReviewView, "review"),
        ]
