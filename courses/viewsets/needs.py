"""The table of training hours needed: the state's rows to be read, the county's to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from courses.models.hours import HoursNeed
from courses.services.needs import JURISDICTIONS, keep_need
from organizations.models import Industry
from organizations.scopes import Reach, has_any, units_in_reach
from organizations.viewsets.base import (
    ScopedCreateView,
    ScopedEditView,
    ScopedForm,
    ScopedIndexView,
    ScopedViewSet,
    reader,
)
from organizations.viewsets.choices import UnitField
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from organizations.models import User


class NeedsPolicy(ReachPolicy):
    """The rows of a jurisdiction are kept by who shapes the tree there, which is the bureau's administrator.

    What people need is law for everybody below, so who teaches or manages people reads it at the desk and asks the
    bureau. The state's rows are read by who keeps any; only a superuser, who runs the installation, brings them up to
    date when the law changes.
    """

    def reached(self, user: Any, action: str) -> Q:
        reached = super().reached(user, action)
        of_the_state = has_any(user, Reach.MANAGE_UNITS) if action == "view" else _runs_the_installation(user)
        return reached | Q(unit__isnull=True) if of_the_state else reached


def _runs_the_installation(user: Any) -> bool:
    return bool(user.is_superuser and user.acts_as_staff)


class NeedForm(ScopedForm):
    """One row: where, whom, in which industries, how many hours, since when, and by which rule."""

    unit = UnitField(label=_("jurisdiction"))
    industries = forms.MultipleChoiceField(
        label=_("for industries"),
        choices=Industry.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all."),
    )

    class Meta(ScopedForm.Meta):
        model = HoursNeed
        fields: tuple[str, ...] = (
            *("unit", "learner", "industries"),
            *("first_hours", "yearly_hours", "in_force_on", "basis"),
        )
        help_texts = {
            "yearly_hours": _("Leave it empty where the rule does not say."),
            "basis": _("The rule and its article, as one would cite it to an inspector."),
        }

    def limit(self, user: User) -> None:
        unit: Any = self.fields["unit"]
        unit.queryset = units_in_reach(user, Reach.MANAGE_UNITS).filter(kind__in=JURISDICTIONS)
        unit.initial = unit.queryset.first()
        if _runs_the_installation(user):
            unit.required, unit.empty_label = False, gettext("the whole country")


class NeedIndexView(ScopedIndexView):
    """The county's rows first, then the state's."""

    def get_base_queryset(self) -> QuerySet[HoursNeed]:
        needs = super().get_base_queryset().select_related("unit")
        return needs.order_by(F("unit__path").desc(nulls_last=True), "learner", "-in_force_on", "pk")


class NeedCreateView(ScopedCreateView):
    def save_instance(self) -> HoursNeed:
        return keep_need(need=self.form.save(commit=False), by=reader(self.request))


class NeedEditView(ScopedEditView):
    def save_instance(self) -> HoursNeed:
        return keep_need(need=self.form.save(commit=False), by=reader(self.request))


class HoursNeedViewSet(ScopedViewSet):
    model = HoursNeed
    name = "admin_hours_needs"
    url_prefix = "hours-needs"
    icon = "time"
    menu_label = _("Needs of training hours")
    add_to_settings_menu = True
    permission_policy = NeedsPolicy(
        HoursNeed, at="unit", view=Reach.MANAGE_UNITS, add=Reach.MANAGE_UNITS, change=Reach.MANAGE_UNITS
    )
    index_view_class = NeedIndexView
    add_view_class = NeedCreateView
    edit_view_class = NeedEditView
    ordering = None

    @property
    def list_display(self) -> list[Any]:
        return [
            "__str__",
            Column("industries", label=_("for industries"), accessor=_industries),
            Column("first_hours", label=_("hours before starting work"), accessor="first_hours"),
            Column("yearly_hours", label=_("hours a year"), accessor=_yearly),
            Column("in_force_on", label=_("in force since"), accessor="in_force_on"),
            Column("basis", label=_("basis"), accessor="basis"),
        ]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[HoursNeed]]:
        return NeedForm


def _industries(need: HoursNeed) -> str:
    named = [str(Industry(industry).label) for industry in need.industries]
    return "、".join(named) or gettext("all")


def _yearly(need: HoursNeed) -> int | str:
    return gettext("not said") if need.yearly_hours is None else need.yearly_hours
