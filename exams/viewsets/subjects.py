"""Giving many questions their subject at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from exams.models import Category, Question
from exams.services.questions import set_subject
from exams.viewsets.reviewing import QuestionAction
from organizations.viewsets.base import reader


class SubjectChoice(forms.Form):
    category = forms.ChoiceField(label=_("exam subject"), choices=Category.choices)


class SetSubject(QuestionAction):
    """The state of the questions stays: what is asked has not changed."""

    display_name = _("Set the subject")
    action_type = "subject"
    aria_label = _("Set the subject of the chosen questions")
    action_priority = 25
    form_class = SubjectChoice
    question = _("Papers draw by subject. Which one do these questions belong to?")

    def get_execution_context(self) -> dict[str, Any]:
        form: Any = self.cleaned_form
        return {"category": Category(form.cleaned_data["category"]), "by": reader(self.request)}

    @classmethod
    def execute_action(cls, objects: QuerySet[Question], **kwargs: Any) -> tuple[int, int]:
        chosen = Question.objects.filter(pk__in=objects.values("pk"))
        return set_subject(questions=chosen, category=kwargs["category"], by=kwargs["by"]), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        said = ngettext("%d question is changed.", "%d questions are changed.", num_parent_objects)
        return f"{self.display_name}：{said % num_parent_objects}"
