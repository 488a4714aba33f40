"""Copying questions into a bank of one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from exams.models import Question, QuestionBank
from exams.services.copying import copy_questions
from exams.viewsets.policies import BANK_POLICY
from exams.viewsets.reviewing import QuestionAction
from organizations.viewsets.base import reader


class BankChoice(forms.Form):
    """The bank into which questions are copied: one that the person keeps."""

    bank = forms.ModelChoiceField(label=_("into the bank"), queryset=QuestionBank.objects.none())

    def __init__(self, *args: Any, banks: QuerySet[QuestionBank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["bank"]
        field.queryset = banks
        field.initial = banks.first()


class CopyInto(QuestionAction):
    """Everything readable can be copied; what the bank has already is left out."""

    display_name = _("Copy into a bank")
    action_type = "copy"
    aria_label = _("Copy the chosen questions into a bank of your own")
    action_priority = 30
    needs = "view"
    form_class = BankChoice
    question = _(
        "The copies are yours: they have to be reviewed, and what changes later at their origin leaves them be."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        banks = BANK_POLICY.instances_user_has_permission_for(self.request.user, "change").order_by("name")
        return {**super().get_form_kwargs(), "banks": banks}

    def get_execution_context(self) -> dict[str, Any]:
        form: Any = self.cleaned_form
        return {"bank": form.cleaned_data["bank"], "by": reader(self.request)}

    @classmethod
    def execute_action(cls, objects: QuerySet[Question], **kwargs: Any) -> tuple[int, int]:
        copied = copy_questions(questions=objects, bank=kwargs["bank"], by=kwargs["by"])
        return len(copied), len(objects) - len(copied)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        copied = ngettext("%d question is copied.", "%d questions are copied.", num_parent_objects) % num_parent_objects
        left = ngettext("%d stands in the bank already.", "%d stand in the bank already.", num_child_objects)
        return f"{copied} {left % num_child_objects}" if num_child_objects else copied
