"""Forms of the desk's exam pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exams.services.kiosks import MOST_HOURS
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.choices import UnitField

if TYPE_CHECKING:
    from organizations.models import User


class KioskForm(forms.Form):
    """A shared tablet: for whom, where, how long. The only unit in reach is chosen already."""

    unit = UnitField(label=_("For the people of"))
    name = forms.CharField(label=_("Where it stands"), max_length=40)
    hours = forms.IntegerField(label=_("For how many hours"), min_value=1, max_value=MOST_HOURS, initial=4)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_in_reach(user, Reach.OPEN_KIOSKS)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a choice field
        highest = units.order_by("depth", "path").first()
        self.fields["unit"].initial = highest.pk if highest else None
