"""Drafting a bonus rule: who, from when, and its lines and numbers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exams.bonus.in_force import rule_in_force
from exams.bonus.out import why_month_is_out
from exams.bonus.rule import DEFAULT_RULE
from exams.bonus.rule_data import read_rule
from exams.models import BonusRule as RuleVersion
from exams.viewsets.bonus_rule_fields import RuleFields
from exams.viewsets.exam_forms import month_choices
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.base import ScopedForm
from organizations.viewsets.choices import UnitField

if TYPE_CHECKING:
    from exams.bonus.rule import BonusRule
    from organizations.models import User


class BonusRuleForm(RuleFields, ScopedForm):
    """A draft of an enterprise's rule. A new one begins as the rule that is in force."""

    enterprise = UnitField(label=_("enterprise"))
    in_force_from = forms.TypedChoiceField(
        label=_("in force from"),
        coerce=date.fromisoformat,
        help_text=_("From this month on it counts, until a later version does."),
    )

    class Meta(ScopedForm.Meta):
        model = RuleVersion
        fields: tuple[str, ...] = ("enterprise", "name", "in_force_from", "resolution")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        known = self.instance.in_force_from if self.instance.pk else None
        months: Any = self.fields["in_force_from"]
        months.choices = month_choices(today, known)[1:]  # there is no rule without a month
        self.initial["in_force_from"] = (known or today.replace(day=1)).isoformat()
        self.begun = self._begun()
        self.begin_with(self.begun)

    def limit(self, user: User) -> None:
        enterprise: Any = self.fields["enterprise"]
        enterprise.queryset = units_in_reach(user, Reach.SEE_BONUS).enterprises()
        enterprise.disabled = bool(self.instance.pk)
        if enterprise.queryset.count() == 1:
            enterprise.initial = enterprise.queryset.get()

    @property
    def month_is_out(self) -> str:
        """Why what is filled in could not be published from its month; "" where it could. One query."""
        if self.is_bound:
            enterprise, month = (self.cleaned_data.get(name) for name in ("enterprise", "in_force_from"))
        else:
            enterprise = self.instance.enterprise if self.instance.pk else self.fields["enterprise"].initial
            month = date.fromisoformat(self.initial["in_force_from"])
        return why_month_is_out(enterprise, month) if enterprise and month else ""

    def _begun(self) -> BonusRule:
        if self.instance.pk:
            return read_rule(self.instance.data)
        own = self.fields["enterprise"].initial
        begun = rule_in_force(own, timezone.localdate().replace(day=1)).rule if own else DEFAULT_RULE
        if not self.initial.get("name"):
            self.initial["name"] = gettext("Bonus rule") if begun is DEFAULT_RULE else begun.name
        return begun
