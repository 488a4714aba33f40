"""Who belongs where, and how each of them gets in: the question behind the desk's page of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Case, CharField, Exists, OuterRef, Q, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership, SignInCard, Unit
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.choices import SMALL, UnitField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from organizations.models import User
    from organizations.models.memberships import MembershipQuerySet


class WayIn(TextChoices):
    """How far somebody has come with signing in on his phone."""

    PIN = "pin", _("has a PIN")
    CARD = "card", _("has a card, not used yet")
    NONE = "none", _("neither PIN nor card")


WAY_IN = Case(
    When(~Q(user__pin=""), then=Value(WayIn.PIN.value)),
    When(Exists(SignInCard.objects.usable().filter(user=OuterRef("user"))), then=Value(WayIn.CARD.value)),
    default=Value(WayIn.NONE.value),
    output_field=CharField(),
)


def people_in_reach(user: User, reach: Reach) -> MembershipQuerySet:
    """Return today's places of everybody in reach, in the order of the tree, with `way_in`."""
    places: MembershipQuerySet = (
        Membership.objects.current()
        .filter(unit__in=units_in_reach(user, reach))
        .select_related("user", "unit", "enterprise", "post")
        .annotate(way_in=WAY_IN)
        .order_by("unit__path", "employee_no")
    )
    return places


class PeopleFilter(forms.Form):
    """Which of the people in reach: of an enterprise, of a workshop or team, by name or number, by their way in."""

    enterprise = UnitField(label=_("enterprise"), required=False)
    unit = UnitField(label=_("workshop or team"), required=False)
    q = forms.CharField(label=_("name or number"), required=False, max_length=40)
    way_in = forms.ChoiceField(label=_("way in"), required=False, choices=[("", _("all")), *WayIn.choices])

    def __init__(self, data: Mapping[str, str], *, user: User) -> None:
        super().__init__(data)
        units = units_in_reach(user, Reach.SEE)
        enterprises = units.enterprises()
        self.of = self._chosen(enterprises)
        self._offer("enterprise", enterprises)
        self._offer("unit", units.filter(kind__in=SMALL, path__startswith=self.of.path if self.of else "-"))
        if enterprises.count() < 2:
            del self.fields["enterprise"]

    def _offer(self, name: str, units: QuerySet[Unit]) -> None:
        field: Any = self.fields[name]
        field.queryset, field.empty_label = units, _("all")

    def _chosen(self, enterprises: QuerySet[Unit]) -> Unit | None:
        asked = str(self.data.get("enterprise") or "")
        if asked.isdecimal():
            return enterprises.filter(pk=asked).first()
        return enterprises.first() if enterprises.count() == 1 else None

    def apply(self, places: MembershipQuerySet) -> MembershipQuerySet:
        """Return what is left of the places. A filter that makes no sense leaves nothing."""
        if not self.is_valid():
            return places.none()
        data = self.cleaned_data
        if within := data["unit"] or self.of:
            places = places.within(within)
        if data["q"]:
            places = places.filter(Q(user__name__icontains=data["q"]) | Q(employee_no__icontains=data["q"]))
        if data["way_in"]:
            places = places.filter(Q(way_in=data["way_in"]))
        return places
