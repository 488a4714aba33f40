"""Exporting a bank: which of its questions, in which form, and the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column

from exams.exporting.files import ExportedFile, export_questions
from exams.exporting.forms import ExportFormat, left_out
from exams.models import Category, Question, QuestionBank, QuestionKind, QuestionState
from exams.viewsets.policies import QUESTION_POLICY
from organizations.audit import address_of, record
from organizations.errors import Refused
from organizations.filing.names import safe_name
from organizations.viewsets.base import ScopedObjectView, reader

if TYPE_CHECKING:
    from organizations.models import User

ALL = "all"
CARRIES = {
    ExportFormat.EXCEL: _(
        "Everything, pictures too. Change it in Excel or WPS and bring it in again, here or elsewhere."
    ),
    ExportFormat.PAPER: _("By kind, numbered, with the pictures, on A4."),
    ExportFormat.KEY: _("The same, with the key on a page of its own at the end."),
    ExportFormat.MOODLE: _(
        "For Moodle, every kind but hazards, with the pictures. It has no place for difficulty, posts, industries and "
        "articles."
    ),
    ExportFormat.GIFT: _("The same as plain text, without pictures, and without steps to put in order."),
}


class ExportChoice(forms.Form):
    """Which questions of the bank, and as what; `state` is asked only of who may see more than what is in use."""

    state = forms.ChoiceField(label=_("questions"), widget=forms.RadioSelect, required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=(("", _("every kind")), *QuestionKind.choices), required=False)
    category = forms.ChoiceField(
        label=_("exam subject"), choices=(("", _("every subject")), *Category.choices), required=False
    )
    form = forms.ChoiceField(label=_("As"), choices=ExportFormat.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, held: int, in_use: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        state: Any = self.fields["state"]
        state.choices = (
            (QuestionState.IN_USE.value, _("in use (%d)") % in_use),
            (ALL, _("all, also what waits for a review or is retired (%d)") % held),
        )
        if held == in_use:
            del self.fields["state"]

    def chosen(self, questions: QuerySet[Question]) -> QuerySet[Question]:
        """Return those of the questions that a valid form asks for."""
        asked = {name: self.cleaned_data[name] for name in ("kind", "category") if self.cleaned_data[name]}
        if self.cleaned_data.get("state") != ALL:
            asked["state"] = QuestionState.IN_USE
        return questions.filter(**asked)


def questions_to_export(user: User, bank: QuestionBank) -> QuerySet[Question]:
    """Return what the person may take out of the bank: all of his own banks, of the bureau's what is in use."""
    reached: QuerySet[Question] = QUESTION_POLICY.instances_user_has_permission_for(user, "view")
    return reached.filter(bank=bank, current__isnull=False)


class ExportView(ScopedObjectView):
    """Asks which questions, and in which form."""

    template_name = "exams/admin/export.html"
    page_title = _("Export")
    object: QuestionBank

    def choice(self, data: Any = None) -> ExportChoice:
        used = Count("pk", filter=Q(state=QuestionState.IN_USE))
        counts = questions_to_export(reader(self.request), self.object).aggregate(held=Count("pk"), in_use=used)
        usual = {"state": QuestionState.IN_USE if counts["in_use"] else ALL, "form": ExportFormat.EXCEL}
        return ExportChoice(data, initial={**usual, **self.request.GET.dict()}, **counts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice = self.choice()
        asked = choice.initial["form"]
        lacking = left_out(questions_to_export(reader(self.request), self.object))
        forms_offered = [
            (each.value, each.label, (CARRIES[each], *lacking[each]), each.value == asked) for each in ExportFormat
        ]
        return {**super().get_context_data(**kwargs), "choice": choice, "forms_offered": forms_offered}


class ExportFileView(ExportView):
    """Hands out the file. That it left the house is an audit row."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        choice = self.choice(request.GET)
        if not choice.is_valid():
            return self._refused(request, str(_("Choose the questions and a form.")))
        form, questions = ExportFormat(choice.cleaned_data["form"]), questions_to_export(reader(request), self.object)
        try:
            made = export_questions(choice.chosen(questions), form, title=self.object.name)
        except Refused as refusal:
            return self._refused(request, str(refusal))
        if made.warning:
            messages.warning(request, made.warning)
        self._record(form, made.questions)
        return _download(made, self.object.name)

    def _record(self, form: ExportFormat, questions: int) -> None:
        record(
            "questions.export",
            by=reader(self.request),
            subject=self.object,
            unit=self.object.owner,
            address=address_of(self.request),
            form=form.value,
            questions=questions,
        )

    def get_base_object_queryset(self) -> QuerySet[QuestionBank]:
        return super().get_base_object_queryset().select_related("owner")

    def _refused(self, request: HttpRequest, reason: str) -> HttpResponseBase:
        messages.error(request, reason)
        return redirect(f"{reverse('admin_banks:export', args=(self.object.pk,))}?{request.GET.urlencode()}")


class ExportColumn(Column):
    """The way from a bank in the list to its export."""

    cell_template_name = "exams/admin/_export_cell.html"


def _download(made: ExportedFile, name: str) -> FileResponse:
    words = "-".join(word for word in (name, made.addition, f"{localdate():%Y-%m-%d}") if word)
    filename = safe_name(f"{words}.{made.suffix}")
    return FileResponse(made.content, as_attachment=True, filename=filename, content_type=made.content_type)
