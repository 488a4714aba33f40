"""The tree of units in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Count, Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button

from organizations.models import Unit, UnitKind
from organizations.scopes import Reach, units_in_reach
from organizations.services.units import change_unit, create_enterprise, create_unit
from organizations.viewsets.base import (
    ScopedCreateView,
    ScopedEditView,
    ScopedForm,
    ScopedIndexView,
    ScopedViewSet,
    reader,
)
from organizations.viewsets.choices import SMALL, TreeLabels, UnitField
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from organizations.models import User


class UnitPolicy(ReachPolicy):
    """Workshops and teams are the officer's to name; enterprises, towns and the bureau are the bureau's."""

    def get_all_permissions_for_user(self, user: Any) -> set[str]:
        held: set[str] = super().get_all_permissions_for_user(user)
        begins = user.is_superuser and user.acts_as_staff  # while there is no unit, nobody reaches one
        return held | {"view", "add"} if begins else held

    def reached(self, user: Any, action: str) -> Q:
        reached = super().reached(user, action)
        if action != "change":
            return reached
        return (reached & Q(kind__in=SMALL)) | Q(pk__in=units_in_reach(user, Reach.MANAGE_UNITS))


def possible_parents(user: User) -> QuerySet[Unit]:
    """Return the units below which the person may hang another."""
    own = units_in_reach(user, Reach.MANAGE_PEOPLE).filter(kind__in=(UnitKind.ENTERPRISE, UnitKind.WORKSHOP))
    county = units_in_reach(user, Reach.MANAGE_UNITS).filter(kind__in=(UnitKind.BUREAU, UnitKind.TOWN))
    return Unit.objects.filter(Q(pk__in=own) | Q(pk__in=county))


class NamingForm(ScopedForm):
    """What a unit is called."""

    class Meta(ScopedForm.Meta):
        model = Unit
        fields: tuple[str, ...] = ("name", "code", "industry")

    def clean_code(self) -> str | None:
        return (self.cleaned_data["code"] or "").strip().upper() or None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if (data.get("kind") or self.instance.kind) == UnitKind.ENTERPRISE:
            if not data.get("code") and "code" not in self.errors:
                self.add_error("code", _("An enterprise needs a code: its workers sign in with it."))
            if not data.get("industry"):
                self.add_error("industry", _("Choose the industry of the enterprise."))
        return data


class NewUnitForm(NamingForm):
    """Where a new unit hangs, what it is, and what it is called."""

    parent = UnitField(label=_("below"), required=False)

    field_order = ("parent", "kind", "name", "code", "industry")

    class Meta(NamingForm.Meta):
        fields: tuple[str, ...] = ("kind", *NamingForm.Meta.fields)

    def limit(self, user: User) -> None:
        parent: Any = self.fields["parent"]
        parent.queryset = possible_parents(user)
        # only the county's first unit hangs below nothing
        parent.required = not user.is_superuser or Unit.objects.exists()


class RenameForm(NamingForm):
    """Another name, and for an enterprise its code and industry."""

    def limit(self, user: User) -> None:
        if self.instance.kind != UnitKind.ENTERPRISE:
            del self.fields["code"], self.fields["industry"]


class TreeColumn(TitleColumn):
    """The unit's name, set in by its depth."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = TreeLabels()

    def get_value(self, instance: Unit) -> str:
        return self.tree.label(instance)


class UnitIndexView(ScopedIndexView):
    """The part of the tree in reach, each unit before what lies below it."""

    def _get_title_column(self, field_name: str, column_class: type[TitleColumn] = TreeColumn, **kwargs: Any) -> Any:
        return super()._get_title_column(field_name, column_class, **kwargs)

    def get_base_queryset(self) -> QuerySet[Unit]:
        here = Count("memberships", filter=Q(memberships__ended_on__isnull=True))
        return super().get_base_queryset().order_by("path").annotate(people_here=here)

    def get_list_more_buttons(self, instance: Model) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if isinstance(instance, Unit) and instance.kind != UnitKind.TEAM and self.user_has_permission("add"):
            url = f"{reverse(self.add_url_name)}?parent={instance.pk}"
            buttons.append(Button(_("Add a unit below"), url=url, icon_name="plus", priority=20))
        return buttons


class UnitCreateView(ScopedCreateView):
    """A new unit; with an enterprise its section, collection and editors come along."""

    def get_initial(self) -> dict[str, Any]:
        return {"parent": self.request.GET.get("parent")}

    def save_instance(self) -> Unit:
        data, by = self.form.cleaned_data, reader(self.request)
        fields = {"name": data["name"], "code": data["code"], "industry": data["industry"]}
        if data["kind"] == UnitKind.ENTERPRISE:
            return create_enterprise(parent=data["parent"], by=by, **fields)
        return create_unit(parent=data["parent"], kind=UnitKind(data["kind"]), by=by, **fields)


class UnitEditView(ScopedEditView):
    """Naming a unit anew."""

    def save_instance(self) -> Unit:
        unit: Unit = self.object
        data = {"code": unit.code, "industry": unit.industry, **self.form.cleaned_data}
        return change_unit(unit=unit, by=reader(self.request), **data)


class UnitViewSet(ScopedViewSet):
    model = Unit
    name = "admin_units"
    url_prefix = "units"
    icon = "site"
    menu_label = _("Units")
    permission_policy = UnitPolicy(
        Unit, at="", view=Reach.MANAGE_PEOPLE, add=Reach.MANAGE_PEOPLE, change=Reach.MANAGE_PEOPLE
    )
    index_view_class = UnitIndexView
    add_view_class = UnitCreateView
    edit_view_class = UnitEditView
    list_filter = ("kind", "industry")
    search_fields = ("name", "code")
    ordering = None

    @property
    def list_display(self) -> list[Any]:
        return [
            "name",
            Column("kind", label=_("kind"), accessor="get_kind_display"),
            Column("code", label=_("code"), accessor="code"),
            Column("industry", label=_("industry"), accessor="get_industry_display"),
            Column("people", label=_("people right here"), accessor="people_here"),
        ]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[Unit]]:
        return RenameForm if for_update else NewUnitForm
