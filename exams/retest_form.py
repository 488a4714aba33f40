"""What is said of a re-test before it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.forms import MomentInput
from exams.models import Paper
from organizations.models import Role, User
from organizations.scopes import Reach, bureau_units, units_in_reach

if TYPE_CHECKING:
    from django.http import QueryDict

    from exams.models import Exam

SUPERVISORS = (Role.BUREAU_ADMIN, Role.INSPECTOR, Role.TOWN_OFFICER)


class RetestForm(forms.Form):
    """A re-test: its paper and window, how many are drawn, and who supervises it."""

    title = forms.CharField(label=_("title"), max_length=60)
    paper = forms.ModelChoiceField(
        Paper.objects.none(), label=_("paper"), help_text=_("A short one will do."), empty_label=_("Choose …")
    )
    opens_at = forms.DateTimeField(label=_("opens at"), widget=MomentInput())
    closes_at = forms.DateTimeField(label=_("closes at"), widget=MomentInput())
    minutes = forms.IntegerField(label=_("minutes allowed"), min_value=1, max_value=480, initial=20)
    people = forms.IntegerField(label=_("people of each enterprise"), required=False, min_value=1, max_value=1000)
    percent = forms.IntegerField(
        label=_("or percent of each enterprise"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("One of the two. They are drawn by chance from those who sat the exam; nobody chooses them."),
    )
    supervisor = forms.ModelChoiceField(
        User.objects.none(),
        label=_("supervised by"),
        empty_label=_("Choose …"),
        help_text=_("Nobody begins without the code of the day, which only this person sees."),
    )

    def __init__(self, data: QueryDict | None, *, user: User, exam: Exam) -> None:
        super().__init__(data, initial={"title": _("Re-test: %s") % exam.title[:50], "supervisor": user.pk})
        fields: dict[str, Any] = self.fields
        units = units_in_reach(user, Reach.RETEST)
        fields["paper"].queryset = Paper.objects.filter(Q(owner__in=units) | Q(owner__in=bureau_units()))
        granted = Q(grants__revoked_at=None, grants__role__in=SUPERVISORS, grants__unit__in=units)
        fields["supervisor"].queryset = User.objects.filter(granted, is_active=True).distinct().order_by("name", "pk")
        fields["supervisor"].label_from_instance = lambda person: person.name
