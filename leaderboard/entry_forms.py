"""Forms of the desk's competition pages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leaderboard.enterable import places_to_enter, words_of
from leaderboard.models import AppealResult, Competition
from leaderboard.models.outcomes import LONGEST_ANSWER, LONGEST_APPEAL
from organizations.models import Membership, Unit, User
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.choices import UnitField

if TYPE_CHECKING:
    from leaderboard.models import Entrant, Part

MOST_AT_ONCE = 200


class EntryForm(forms.Form):
    """Who is entered: ticked, or typed as employee numbers of an enterprise; of a team those of its people."""

    people: Any = forms.ModelMultipleChoiceField(User.objects.none(), required=False)
    unit = UnitField(required=False)
    numbers = forms.CharField(
        label=_("Employee numbers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Several with spaces or commas between them."),
    )

    def __init__(self, competition: Competition, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        people: Any = self.fields["people"]
        people.queryset = User.objects.filter(pk__in=places_to_enter(competition, user).values("user"))
        unit.required = competition.is_for_teams
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

    @property
    def ticked(self) -> list[str]:
        """The keys of who was ticked, as they were sent."""
        return self.data.getlist("people") if self.is_bound and isinstance(self.data, QueryDict) else []

    def clean(self) -> dict[str, Any]:
        """Find who is meant; a number that nobody has, or that stands there twice, is named."""
        data: dict[str, Any] = super().clean() or {}
        unit: Unit | None = data.get("unit")
        ticked = list(data.get("people") or [])
        asked = words_of(data.get("numbers", ""))
        data["people"] = ticked
        if not asked:
            if not ticked:
                self.add_error("numbers", gettext("Tick who is entered, or type their numbers."))
            return data
        if unit is None:
            if "unit" not in self.errors:
                self.add_error("unit", gettext("Choose whose numbers these are."))
            return data
        if twice := [number for number, times in Counter(asked).items() if times > 1]:
            self.add_error("numbers", gettext("%s: typed twice.") % "、".join(twice))
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
        typed = [known[number] for number in asked if number in known]
        data["people"] = list(dict.fromkeys([*ticked, *typed]))
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
