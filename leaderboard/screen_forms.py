"""The form of a big screen at the desk: its code, where it hangs, what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exams.access import exams_in_reach
from exams.models import Exam, ExamState
from leaderboard.models import Competition
from leaderboard.seen import competitions_seen
from leaderboard.services.screens import Shown
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.choices import UnitField

if TYPE_CHECKING:
    from leaderboard.models import ScreenDevice
    from organizations.models import User

OFFERED = 30  # of the latest competitions and exams


class ScreenForm(forms.Form):
    """What a screen shows, for whom, and where it hangs. The only unit in reach, and the latest exam, are chosen."""

    name = forms.CharField(label=_("Where it hangs"), max_length=20, help_text=_("For instance: control room."))
    unit = UnitField(label=_("Shows the numbers of"))
    competition: Any = forms.ModelChoiceField(
        Competition.objects.none(), label=_("Competition"), required=False, empty_label=_("Don't show one")
    )
    exam: Any = forms.ModelChoiceField(
        Exam.objects.none(), label=_("Attendance of this exam"), required=False, empty_label=_("Don't show one")
    )
    shows_live = forms.BooleanField(label=_("Standings are seen while judges mark"), required=False, initial=True)

    def __init__(self, *args: Any, user: User, device: ScreenDevice | None = None, **kwargs: Any) -> None:
        if device is not None:
            kwargs["initial"] = {field: getattr(device, field) for field in self.base_fields if hasattr(device, field)}
        super().__init__(*args, **kwargs)
        units = units_in_reach(user, Reach.SHOW_SCREENS)
        unit: Any = self.fields["unit"]
        unit.queryset = units
        if device is None:
            highest = units.order_by("depth", "path").first()
            unit.initial = highest.pk if highest else None
        self._offer("competition", competitions_seen(user), device)
        exams = exams_in_reach(user, Reach.SHOW_SCREENS).exclude(state=ExamState.DRAFT).order_by("-opens_at", "pk")
        self._offer("exam", exams, device)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("competition") and not data.get("exam"):
            self.add_error("competition", gettext("Choose a competition, an exam, or both."))
        return data

    def shown(self) -> Shown:
        """Return what was chosen. The form is valid."""
        data = self.cleaned_data
        return Shown(data["unit"], data["name"], data["competition"], data["exam"], data["shows_live"])

    def _offer(self, name: str, found: Any, device: ScreenDevice | None) -> None:
        """Offer the latest; what the screen shows already stays among them as long as it may be seen."""
        latest = list(found.values_list("pk", flat=True)[:OFFERED])
        kept = getattr(device, f"{name}_id", None)
        field: Any = self.fields[name]
        field.queryset = found.filter(pk__in=[*latest, *([kept] if kept else [])])


class CodeForm(ScreenForm):
    """The same for a screen that waits."""

    code = forms.CharField(
        label=_("Code on the screen"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    field_order = ("code", "name")
