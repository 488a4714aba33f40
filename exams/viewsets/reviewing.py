"""Putting many questions into use at once, or retiring them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction

from exams.models import Question, QuestionState
from exams.services.questions import review_questions
from exams.viewsets.policies import QUESTION_POLICY
from exams.viewsets.question_filter import narrowed
from exams.viewsets.whole_questions import whole_questions
from organizations.viewsets.base import reader

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_SHOWN = 20


class QuestionAction(BulkAction):
    """Does something with the chosen questions in reach; of others it says nothing."""

    models: ClassVar = [Question]
    template_name = "exams/admin/review_questions.html"
    needs = "change"
    question: StrOrPromise
    classes: ClassVar[set[str]] = set()

    def chosen(self) -> QuerySet[Question]:
        """Return the ticked questions, or all that the list's filters leave, within the person's reach."""
        ids = self.request.GET.getlist("id")
        if "all" in ids:
            return narrowed(self.request, self.needs)
        reached = QUESTION_POLICY.instances_user_has_permission_for(self.request.user, self.needs)
        return reached.filter(pk__in=[pk for pk in ids if pk.isdecimal()])

    def get_actionable_objects(self) -> tuple[QuerySet[Question], dict[str, list[Any]]]:
        found = self.chosen().select_related("current", "bank", "case").prefetch_related("post_kinds")
        return found, {"items_with_no_access": []}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        chosen = [entry["item"] for entry in context["items"]]
        return {
            **context,
            "action_name": self.display_name,
            "question": self.question,
            "count": len(chosen),
            "unseen": max(0, len(chosen) - MOST_SHOWN),
            "shown": whole_questions(chosen[:MOST_SHOWN]),
        }


class ReviewAction(QuestionAction):
    """Gives the chosen questions another state."""

    state: QuestionState

    def get_execution_context(self) -> dict[str, Any]:
        return {"state": self.state, "by": reader(self.request)}

    @classmethod
    def execute_action(cls, objects: QuerySet[Question], **kwargs: Any) -> tuple[int, int]:
        plain = Question.objects.filter(pk__in=objects.values("pk"))
        old = plain.on_old_law().count() if kwargs["state"] == QuestionState.IN_USE else 0
        return review_questions(questions=plain, state=kwargs["state"], by=kwargs["by"]), old

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        changed = ngettext("%d question is changed.", "%d questions are changed.", num_parent_objects)
        old = ngettext(
            "%d question rests on an old version of a law and stays out: give it a new version first.",
            "%d questions rest on old versions of laws and stay out: give them new versions first.",
            num_child_objects,
        )
        said = f"{self.display_name}：{changed % num_parent_objects}"
        return f"{said} {old % num_child_objects}" if num_child_objects else said


class PutIntoUse(ReviewAction):
    display_name = _("Put into use")
    action_type = "use"
    aria_label = _("Put the chosen questions into use")
    action_priority = 10
    state = QuestionState.IN_USE
    question = _("Exams draw from them at once. Have question, answer and article of each been checked?")


class Retire(ReviewAction):
    display_name = _("Retire")
    action_type = "retire"
    aria_label = _("Retire the chosen questions")
    action_priority = 20
    state = QuestionState.RETIRED
    question = _("No exam draws from them any more; papers drawn before keep them.")
