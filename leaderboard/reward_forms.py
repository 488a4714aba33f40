"""Forms of the desk's pages of rewards."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from leaderboard.awards.prizes import Prize
from leaderboard.models import Competition, CompetitionState, RewardList
from leaderboard.models.rewards import LONGEST_WHY
from leaderboard.rewards_seen import giving_units
from leaderboard.services.reward_lines import Award
from organizations.models import Membership, Unit, UnitKind, User
from organizations.scopes import Reach
from organizations.viewsets.choices import UnitField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leaderboard.models import RewardLine
    from organizations.models.units import UnitQuerySet

SPARE_PRIZES = 2
PRIZES = (
    (pgettext_lazy("reward", "First prize"), 1, Decimal(500)),
    (pgettext_lazy("reward", "Second prize"), 2, Decimal(300)),
    (pgettext_lazy("reward", "Third prize"), 3, Decimal(100)),
)
YUAN: dict[str, Any] = {"min_value": 0, "max_digits": 8, "decimal_places": 2}


class RewardListForm(forms.Form):
    """Who rewards, what the list is called, and what for: a competition that is final, or in words."""

    owner = UnitField(label=_("Given by"))
    competition: Any = forms.ModelChoiceField(
        Competition.objects.none(),
        label=_("Competition"),
        empty_label=_("None: in words"),
        required=False,
        help_text=_("Only those whose places are final, and that have no list yet."),
    )
    title = forms.CharField(
        label=_("Title"), max_length=60, help_text=_("Large on the poster, for example: Roll of honour.")
    )
    occasion = forms.CharField(
        label=_("Occasion"),
        max_length=80,
        required=False,
        help_text=_("Stands on every certificate. Empty: the competition's title."),
    )

    def __init__(self, user: User, rewards: RewardList, data: Any = None) -> None:
        self.rewards = rewards
        is_new = rewards._state.adding
        super().__init__(data, initial={} if is_new else {field: getattr(rewards, field) for field in self.base_fields})
        givers = giving_units(user, Reach.KEEP_REWARDS)
        owner: Any = self.fields["owner"]
        own = list(givers[:2])
        owner.queryset = givers
        if len(own) == 1:
            owner.initial, owner.widget = own[0], forms.HiddenInput()
        competition: Any = self.fields["competition"]
        competition.queryset = _rewardable(givers, rewards)

    def begin_with(self, competition: str) -> None:
        """Have that competition chosen, and who rewards it; one that can't be chosen is passed over."""
        field: Any = self.fields["competition"]
        with suppress(ValidationError):
            chosen: Competition | None = field.to_python(competition)
            if chosen is not None:
                self.initial.update(competition=chosen, owner=chosen.rewarded_by)

    def clean(self) -> dict[str, Any]:
        """Take the competition's title where no occasion is given."""
        data: dict[str, Any] = super().clean() or {}
        competition = data.get("competition")
        if not data.get("occasion"):
            if competition is None:
                self.add_error("occasion", gettext("Say what for, or choose a competition."))
            else:
                data["occasion"] = competition.title
        return data

    def filled(self) -> RewardList:
        """Return the list as the form has it; the service checks and keeps it."""
        for field in self.base_fields:
            setattr(self.rewards, field, self.cleaned_data[field])
        return self.rewards


def _rewardable(givers: UnitQuerySet, rewards: RewardList) -> Any:
    taken = RewardList.objects.filter(competition__isnull=False).exclude(pk=rewards.pk).values("competition")
    within = Unit.objects.filter(kind=UnitKind.WORKSHOP).within(giver for giver in givers.enterprises())
    final = Competition.objects.filter(state=CompetitionState.FROZEN)
    return final.filter(owner__in=givers | within).exclude(pk__in=taken).order_by("-frozen_at")


class PrizeForm(forms.Form):
    """One line of the prize rules; an empty name leaves it out."""

    name = forms.CharField(label=pgettext_lazy("reward", "Prize"), max_length=20, required=False)
    count = forms.IntegerField(label=pgettext_lazy("reward", "How many"), min_value=1, max_value=500, required=False)
    amount = forms.DecimalField(label=_("Yuan each"), required=False, **YUAN)

    def clean(self) -> dict[str, Any]:
        """A prize has a number of how many there are."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("name") and not data.get("count") and "count" not in self.errors:
            self.add_error("count", gettext("How many are there of it?"))
        return data


class BasePrizes(forms.BaseFormSet):  # type: ignore[type-arg]
    """The prize rules of a list."""

    def prizes(self) -> list[Prize]:
        """Return what was filled in, the highest first."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]
        return [Prize(row["name"], row["count"], row["amount"] or Decimal(0)) for row in rows]


PrizeForms = forms.formset_factory(PrizeForm, formset=BasePrizes, extra=SPARE_PRIZES, max_num=12, absolute_max=12)


def prize_forms(prizes: Sequence[Prize], data: Any = None) -> BasePrizes:
    """Return the forms as they were sent; else with the list's own rules, or with usual ones where it has none."""
    if data is not None:
        return cast("BasePrizes", PrizeForms(data, prefix="prizes"))
    filled = [(prize.name, prize.count, prize.amount) for prize in prizes] or PRIZES
    initial = [{"name": str(name), "count": count, "amount": amount} for name, count, amount in filled]
    return cast("BasePrizes", PrizeForms(initial=initial, prefix="prizes"))


class AwardForm(forms.Form):
    """What somebody gets, and what for."""

    prize = forms.CharField(label=pgettext_lazy("reward", "Prize"), max_length=20)
    reason = forms.CharField(
        label=pgettext_lazy("reward", "Reason"),
        max_length=LONGEST_WHY,
        help_text=_("A sentence; it stands on the certificate."),
    )
    amount = forms.DecimalField(label=_("Yuan"), initial=Decimal(0), help_text=_("0: honour alone."), **YUAN)

    @property
    def award(self) -> Award:
        return Award(**{field: self.cleaned_data[field] for field in ("prize", "reason", "amount")})


def award_form(line: RewardLine, data: Any = None) -> AwardForm:
    """Return the form of a line on the list."""
    initial = {"prize": line.prize, "reason": line.reason, "amount": line.amount}
    form = AwardForm(data, initial=initial)
    if line.entrant_id:
        form.fields["reason"].help_text = ""  # the certificate says the place's prize alone
    return form


class AddForm(AwardForm):
    """Who is put on the list by hand: one person by his employee number, or a team as a whole."""

    field_order = ("unit", "number", "prize", "reason", "amount")
    unit = UnitField(label=_("Enterprise, or team"))
    number = forms.CharField(
        label=_("Employee number"),
        max_length=20,
        required=False,
        help_text=_("Empty: the team as a whole is rewarded."),
    )

    def __init__(self, owner: Unit, data: Any = None) -> None:
        super().__init__(data, prefix="add")
        unit: Any = self.fields["unit"]
        below = Unit.objects.filter(path__startswith=owner.path)
        unit.queryset = below.filter(kind__in=(UnitKind.ENTERPRISE, UnitKind.TEAM))
        if owner.kind == UnitKind.ENTERPRISE:
            unit.initial = owner

    def clean(self) -> dict[str, Any]:
        """Find who is meant."""
        data: dict[str, Any] = super().clean() or {}
        unit: Unit | None = data.get("unit")
        number = data.get("number", "").strip()
        if unit is None:
            return data
        if not number:
            if unit.kind != UnitKind.TEAM:
                self.add_error("number", gettext("Type an employee number, or choose a team."))
            return data
        places = Membership.objects.on(timezone.localdate()).filter(enterprise=unit.enterprise(), employee_no=number)
        place = places.select_related("user").first()
        if place is None:
            self.add_error("number", gettext("%s: nobody there has this employee number today.") % number)
        else:
            data["worker"] = place.user
        return data


class SealForm(forms.Form):
    """A unit's seal as a picture."""

    unit = UnitField(label=_("Unit"))
    file = forms.FileField(
        label=_("Picture of the seal"),
        widget=forms.FileInput(attrs={"accept": "image/png"}),
        help_text=_("PNG, square, at least 400 pixels, at most 500 KB; transparent or on white."),
    )

    def __init__(self, units: UnitQuerySet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = units
        own = list(units[:2])
        if len(own) == 1:
            unit.initial, unit.widget = own[0], forms.HiddenInput()
