"""The worker's form: four taps, and words only where a tap does not say it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.models import Slip
from hazards.models.violations import LONGEST_PLACE, LONGEST_WHAT
from hazards.services.self_reports import OLDEST, Told
from hazards.usual import OTHER, UsualDay, UsualPlace, UsualSlip

LONGEST_WORDS = LONGEST_WHAT - 40  # what was tapped stands before them
# by the field that says more about OTHER: what is said while it is empty, here and by a script
NEEDED = {
    "words": _("Write in a few words what happened."),
    "place_words": _("Write where it was."),
    "happened_on": _("Choose the day."),
}


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"data-needed": NEEDED["happened_on"]})


class SelfReportForm(forms.Form):
    """`filled_at`, milliseconds, is when a phone without a signal kept it: “today” means that day."""

    kind = forms.ChoiceField(
        label=_("What was it?"),
        choices=Slip.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Tap what it was.")},
    )
    slip = forms.ChoiceField(
        label=_("What happened?"),
        choices=UsualSlip.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Tap what happened.")},
    )
    words = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2, "data-needed": NEEDED["words"]}),
    )
    place = forms.ChoiceField(
        label=_("Where?"),
        choices=UsualPlace.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Tap where it was.")},
    )
    place_words = forms.CharField(
        label=_("Where exactly"),
        required=False,
        max_length=LONGEST_PLACE,
        widget=forms.TextInput(attrs={"data-needed": NEEDED["place_words"]}),
    )
    day = forms.ChoiceField(
        label=_("When?"), choices=UsualDay.choices, initial=UsualDay.TODAY.value, widget=forms.RadioSelect
    )
    happened_on = forms.DateField(label=_("day"), required=False, widget=DayInput())
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    filled_at = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for question, field in (("slip", "words"), ("place", "place_words"), ("day", "happened_on")):
            if data.get(question) == OTHER and field not in self.errors and not data.get(field):
                self.add_error(field, NEEDED[field])
        return data

    def told(self) -> Told:
        """Return what was tapped and written, as it is kept."""
        data = self.cleaned_data
        return Told(
            kind=_kind(data["kind"], data["slip"]),
            what=_joined(UsualSlip(data["slip"]), data["words"].strip()),
            place=_joined(UsualPlace(data["place"]), data["place_words"].strip())[:LONGEST_PLACE],
            happened_on=self._day(),
            key=data["key"],
        )

    def _day(self) -> date:
        match self.cleaned_data["day"]:
            case UsualDay.OTHER:
                day: date = self.cleaned_data["happened_on"]
                return day
            case UsualDay.YESTERDAY:
                return self._filled_on() - timedelta(days=1)
        return self._filled_on()

    def _filled_on(self) -> date:
        """The phone's day where it makes sense; the server's own otherwise."""
        today, told = timezone.localdate(), self.cleaned_data.get("filled_at")
        if not told or not 0 < told < 10**14:
            return today
        day = timezone.localdate(datetime.fromtimestamp(told / 1000, UTC))
        return day if today - OLDEST <= day <= today else today


def _kind(tapped: str, slip: str) -> str:
    """Return the kind that was tapped; an order is an order, so that no leader reads who told of his."""
    return Slip.ORDERS.value if slip == UsualSlip.ORDER else tapped


def _joined(tapped: UsualSlip | UsualPlace, words: str) -> str:
    if tapped.value == OTHER:
        return words
    label = str(tapped.label)
    return f"{label}：{words}" if words else label
