"""Cases in the admin: what happened, and the questions under it, written in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model, QuerySet
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn

from exams.models import Question, QuestionBank, QuestionCase, QuestionState
from exams.models.cases import FEWEST, MOST
from exams.services.cases import asked_in, keep_case
from exams.viewsets.policies import CASE_POLICY
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.base import (
    ScopedCreateView,
    ScopedEditView,
    ScopedForm,
    ScopedIndexView,
    ScopedObjectView,
    ScopedViewSet,
    reader,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from organizations.models import User


class CaseForm(ScopedForm):
    """The case's text, once its bank, and a number for each question: where it stands."""

    class Meta(ScopedForm.Meta):
        model = QuestionCase
        fields: tuple[str, ...] = ("bank", "title", "category", "text")
        labels = {"category": _("exam subject")}
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "title": _("For lists like this one; workers don't see it."),
            "text": _("Told once above its questions. Another text makes new versions of them, to be reviewed again."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked_in(self.instance) if self.instance.pk else []
        for number, question in enumerate(self.asked, 1):
            label = gettext("place of question %d") % number
            widget = forms.NumberInput(attrs={"style": "inline-size: 6em"})
            field = forms.IntegerField(label=label, min_value=1, max_value=99, initial=number, widget=widget)
            self.fields[_place_of(question)] = field

    def limit(self, user: User) -> None:
        if self.instance.pk:
            del self.fields["bank"]
            return
        banks: Any = self.fields["bank"]
        banks.queryset = QuestionBank.objects.filter(owner__in=units_in_reach(user, Reach.MANAGE_QUESTIONS))
        if banks.queryset.count() == 1:
            banks.initial = banks.queryset.get()

    @property
    def words(self) -> list[Any]:
        """The fields of the case itself."""
        return [self[name] for name in self.fields if not name.startswith("place_")]

    @property
    def rows(self) -> list[tuple[Question, Any]]:
        """Each question with the field for its place."""
        return [(question, self[_place_of(question)]) for question in self.asked]

    @property
    def places(self) -> dict[int, int]:
        return {question.pk: self.cleaned_data[_place_of(question)] for question in self.asked}


def _place_of(question: Question) -> str:
    return f"place_{question.pk}"


def standing_of(asked: list[Question]) -> StrOrPromise:
    """Say whether the case can be drawn, and if not why."""
    if not FEWEST <= len(asked) <= MOST:
        return _("It can't be drawn yet: a case has two to ten questions.")
    if any(question.state != QuestionState.IN_USE for question in asked):
        return _(
            "It is not drawn now: all its questions have to be in use. Review them, or retire one to leave it out."
        )
    return ""


class CaseIndexView(ScopedIndexView):
    def get_edit_url(self, instance: Model) -> str:
        """Return where the case is changed, or, where it is another's, read."""
        return super().get_edit_url(instance) or reverse("admin_cases:read", args=(instance.pk,))

    def get_base_queryset(self) -> QuerySet[QuestionCase]:
        cases: QuerySet[Any] = super().get_base_queryset()
        reached = cases.order_by().values("pk")
        return QuestionCase.objects.filter(pk__in=reached).counted().select_related("bank").order_by("-pk")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("title"),
            Column("bank", label=_("bank"), accessor="bank.name"),
            Column("category", label=_("exam subject"), accessor="get_category_display"),
            Column("asked", label=_("questions"), accessor="asked"),
            StatusTagColumn("state", label=_("state"), accessor=_state, primary=_is_whole),
        ]


def _is_whole(case: Any) -> bool:
    return FEWEST <= case.asked <= MOST and case.asked == case.in_use


def _state(case: QuestionCase) -> StrOrPromise:
    return _("In use") if _is_whole(case) else _("Not drawn")


class CaseCreateView(ScopedCreateView):
    """A new case; its own page takes the questions next."""

    success_message = _("The case is kept. Now write the questions under it.")

    def save_instance(self) -> QuestionCase:
        return keep_case(case=self.form.save(commit=False), by=reader(self.request))

    def get_success_message(self, instance: QuestionCase) -> str:
        return str(self.success_message)

    def get_success_url(self) -> str:
        return reverse("admin_cases:edit", args=(self.object.pk,))


class CaseEditView(ScopedEditView):
    template_name = "exams/admin/case_edit.html"

    def save_instance(self) -> QuestionCase:
        return keep_case(case=self.form.save(commit=False), places=self.form.places, by=reader(self.request))

    def get_success_url(self) -> str:
        return reverse("admin_cases:edit", args=(self.object.pk,))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = asked_in(self.object)
        waiting = [question for question in asked if question.state != QuestionState.IN_USE]
        review = reverse("wagtail_bulk_action", args=("exams", "question", "use"))
        here = reverse("admin_cases:edit", args=(self.object.pk,))
        ids = "".join(f"id={question.pk}&" for question in waiting)
        said = {"standing": standing_of(asked), "review_url": f"{review}?{ids}next={here}" if waiting else ""}
        return {**super().get_context_data(**kwargs), **said, "is_full": len(asked) >= MOST}


class CaseReadView(ScopedObjectView):
    """A case of the bureau's as everybody may read it, with links to its questions."""

    template_name = "exams/admin/case.html"
    page_title = _("Case with questions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "asked": asked_in(self.object)}


class CaseViewSet(ScopedViewSet):
    model = QuestionCase
    name = "admin_cases"
    url_prefix = "question-cases"
    icon = "list-ul"
    menu_label = _("Cases with questions")
    permission_policy = CASE_POLICY
    index_view_class = CaseIndexView
    add_view_class = CaseCreateView
    edit_view_class = CaseEditView
    search_fields = ("title", "text")
    ordering = None

    def get_form_class(self, for_update: bool = False) -> type[CaseForm]:
        return CaseForm

    def own_urlpatterns(self) -> list[URLPattern]:
        return [self.object_path("read/", CaseReadView, "read")]
