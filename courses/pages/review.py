"""How a case becomes public: somebody hands it in, and another one of the reviewing groups decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, TaskState

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from courses.pages.cases import AccidentCasePage
    from organizations.models import User


class ReasonForm(TaskStateCommentForm):
    """What the author is told: a case is not sent back without a word."""

    comment = forms.CharField(label=_("What the author is told"), widget=forms.Textarea({"rows": 3}), max_length=500)


class CaseReview(AbstractGroupApprovalTask):
    """One look at a case that was handed in: accept and publish it, ask for changes, or decline it.

    Nobody decides on what he has handed in himself.
    """

    class Meta:
        verbose_name = _("review of a case")
        verbose_name_plural = _("reviews of cases")

    def get_actions(self, obj: AccidentCasePage, user: User) -> list[tuple[str, StrOrPromise, bool]]:
        state = obj.current_workflow_state
        mine = state is not None and state.requested_by_id == user.pk and not user.is_superuser
        if mine or not super().get_actions(obj, user):
            return []
        return [
            ("approve", _("Accept"), False),
            ("reject", _("Ask for changes"), True),
            ("decline", _("Decline"), True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        form: type[forms.Form] = TaskStateCommentForm if action == "approve" else ReasonForm
        return form

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        if action_name != "decline":
            super().on_action(task_state, user, action_name, **kwargs)
            return
        task_state.reject(user=user, update=False, **kwargs)
        task_state.workflow_state.cancel(user=user)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> QuerySet[TaskState]:
        states: QuerySet[TaskState] = super().get_task_states_user_can_moderate(user, **kwargs)
        return states if user.is_superuser else states.exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> StrOrPromise:
        return _("One of the chosen groups accepts, asks for changes or declines; nobody his own.")
