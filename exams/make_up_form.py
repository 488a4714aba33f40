"""What an officer says of a make-up: when, by which paper, after which retraining, and who sits it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.access import assignments_in_reach
from courses.forms import MomentInput
from courses.models import Assignment
from exams.models import Paper
from organizations.scopes import Reach, bureau_units, units_in_reach

if TYPE_CHECKING:
    from django.http import QueryDict

    from exams.models import Attempt, Exam
    from organizations.models import User

TASKS_OFFERED = 30


class MakeUpForm(forms.Form):
    """A new make-up. `workers` are keys of people who need one; the page shows each with a box that is ticked."""

    opens_at = forms.DateTimeField(label=_("opens at"), widget=MomentInput())
    closes_at = forms.DateTimeField(label=_("closes at"), widget=MomentInput())
    paper = forms.ModelChoiceField(
        Paper.objects.none(),
        label=_("paper"),
        empty_label=None,
        help_text=_("Everybody's paper is drawn anew, of questions he has not had while the banks hold some."),
    )
    assignment = forms.ModelChoiceField(
        Assignment.objects.none(),
        label=_("retraining"),
        required=False,
        empty_label=_("I note it person by person"),
        help_text=_("A learning task that everybody has to finish first, after the sitting that is made up for."),
    )
    workers = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("Tick at least one person.")})

    def __init__(self, data: QueryDict | None, *, user: User, exam: Exam, needing: Iterable[Attempt]) -> None:
        super().__init__(data, initial={"paper": exam.paper_id})
        fields: dict[str, Any] = self.fields
        held = Q(owner__in=units_in_reach(user, Reach.MANAGE_EXAMS)) | Q(owner__in=bureau_units()) | Q(pk=exam.paper_id)
        papers = Paper.objects.filter(held)
        fields["paper"].queryset = papers.exclude(pk=exam.paper_id) if exam.paper.is_fixed else papers
        offered = assignments_in_reach(user).standing().order_by("-assigned_at").values("pk")[:TASKS_OFFERED]
        fields["assignment"].queryset = Assignment.objects.filter(pk__in=list(offered.values_list("pk", flat=True)))
        fields["workers"].choices = [(seat.worker_id, "") for seat in needing]
