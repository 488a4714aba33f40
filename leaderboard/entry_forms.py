"""Forms of the desk's competition pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leaderboard.models import AppealResult, Competition
from leaderboard.models.outcomes import LONGEST_ANSWER, LONGEST_APPEAL
from organizations.models import Membership, Unit, User
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.choices import UnitField

if TYPE_CHECKING:
    from leaderboard.models import Entrant, Part

MOST_AT_ONCE = 200


class EntryForm(forms.Form):
    """Who is entered: employee numbers of an enterprise, or a team with those of its people who compete."""

    unit = UnitField()
    numbers = forms.CharField(
        label=_("Employee numbers"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Several with spaces or commas between them."),
    )

    def __init__(self, competition: Competition, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        reached = units_in_reach(user, Reach.HOLD_COMPETITIONS)
        if competition.is_for_teams:
            unit.label = gettext("Team")
            unit.queryset = reached.teams().filter(path__startswith=competition.owner.path)
            self.fields["numbers"].label = gettext("Employee numbers of who competes for it")
            return
        unit.label = gettext("Enterprise")
        own = competition.owner.enterprise()
        unit.queryset = reached.enterprises().filter(path__startswith=(own or competition.owner).path)
        if own is not None:
            unit.initial = own

    def clean(self) -> dict[str, Any]:
        """Find who is meant; a number that nobody has is named."""
        data: dict[str, Any] = super().clean() or {}
        unit: Unit | None = data.get("unit")
        asked = list(dict.fromkeys(re.findall(r"[^\s,，、;；]+", data.get("numbers", ""))))
        if unit is None or not asked:
            return data
        if len(asked) > MOST_AT_ONCE:
            self.add_error("numbers", gettext("At most %d at once.") % MOST_AT_ONCE)
            return data
        places = Membership.objects.on(timezone.localdate()).filter(enterprise=unit.enterprise())
        known = {place.employee_no: place.user for place in places.filter(employee_no__in=asked).select_related("user")}
        unknown = [number for number in asked if number not in known]
        if unknown:
            said = gettext("%s: nobody there has this employee number today.") % "、".join(unknown)
            self.add_error("numbers", said)
        data["people"] = [known[number] for number in asked if number in known]
        return data


class AppealForm(forms.Form):
    """What a competitor thinks was marked wrong, in which part."""

    part: Any = forms.ModelChoiceField(None, label=_("Which part"), empty_label=_("Choose …"))
    text = forms.CharField(
        label=_("What is wrong"), max_length=LONGEST_APPEAL, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, entrant: Entrant, parts: Any, data: Any = None) -> None:
        super().__init__(data, prefix=f"n{entrant.number}")
        part: Any = self.fields["part"]
        part.queryset = parts
        part.label_from_instance = _part_label


def _part_label(part: Part) -> str:
    return f"{part.stage.name} · {part}"


class AppealAnswerForm(forms.Form):
    """What became of an appeal, and why."""

    outcome = forms.TypedChoiceField(
        label=_("Outcome"), choices=AppealResult.choices, coerce=AppealResult, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("Your answer to the appeal"), max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 3})
    )
