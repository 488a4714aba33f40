"""Who has which role where: given and taken back, never edited and never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import Button

from organizations.models import Membership, Role, RoleGrant, UnitKind, User
from organizations.named import person_named
from organizations.scopes import Reach, units_in_reach
from organizations.services.grants import grant_role, revoke_role
from organizations.services.passwords import with_a_link_from
from organizations.viewsets.base import (
    ScopedCreateView,
    ScopedForm,
    ScopedIndexView,
    ScopedObjectView,
    ScopedViewSet,
    reader,
)
from organizations.viewsets.choices import UnitField
from organizations.viewsets.password_links import PasswordLinkView
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class GrantForm(ScopedForm):
    """Who gets which role at which unit."""

    person = forms.CharField(
        label=_("person"),
        max_length=60,
        help_text=_("Phone number, sign-in name, or the enterprise's code and the employee number: NEAR/0213."),
    )
    role = forms.ChoiceField(label=_("role"), choices=Role.choices)
    unit = UnitField(label=_("unit"), help_text=_("The role reaches this unit and everything below it."))

    class Meta(ScopedForm.Meta):
        model = RoleGrant
        fields: tuple[str, ...] = ()

    def limit(self, user: User) -> None:
        units: Any = self.fields["unit"]
        units.queryset = units_in_reach(user, Reach.MANAGE_UNITS).exclude(kind=UnitKind.WORKSHOP)

    def clean_person(self) -> User:
        user = person_named(self.cleaned_data["person"].strip())
        if user is None or not _can_be_given_roles(user, self.for_user):
            raise ValidationError(_("There is nobody of this number or name. Import the roster first."))
        return user

    def _post_clean(self) -> None:
        """The service checks the grant as a whole."""


def _can_be_given_roles(user: User, by: User) -> bool:
    """Somebody who belongs to no unit (the bureau's own people) is within everybody's reach who gives roles."""
    place = Membership.objects.current().filter(user=user).first()
    return place is None or units_in_reach(by, Reach.MANAGE_UNITS).filter(pk=place.unit_id).exists()


class GrantCreateView(ScopedCreateView):
    """Giving a role."""

    def save_instance(self) -> RoleGrant:
        data = self.form.cleaned_data
        return grant_role(user=data["person"], role=Role(data["role"]), unit=data["unit"], by=reader(self.request))

    def get_success_buttons(self) -> list[Any]:
        return []


class GrantIndexView(ScopedIndexView):
    """Roles held now, then those taken back."""

    with_a_link: frozenset[int] = frozenset()

    def get_base_queryset(self) -> QuerySet[RoleGrant]:
        grants = super().get_base_queryset().select_related("user", "unit", "granted_by")
        return grants.order_by(F("revoked_at").desc(nulls_first=True), "unit__path", "role")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        holders = {grant.user for grant in context["object_list"] if not grant.revoked_at}
        self.with_a_link = with_a_link_from(reader(self.request), holders)
        return context

    def get_list_more_buttons(self, instance: Model) -> list[Any]:
        if not isinstance(instance, RoleGrant) or instance.revoked_at or not self.user_has_permission("delete"):
            return []
        address = {name: reverse(f"admin_role_grants:{name}", args=(instance.pk,)) for name in ("password", "revoke")}
        link = Button(_("Password link"), url=address["password"], icon_name="link")
        take_back = Button(_("Take back"), url=address["revoke"], icon_name="cross")
        return [link, take_back] if instance.user_id in self.with_a_link else [take_back]


class RevokeView(ScopedObjectView):
    """Asks once more, then takes the role back."""

    permission_required = "delete"
    template_name = "organizations/admin/revoke.html"
    page_title = _("Take back a role")

    def get_base_object_queryset(self) -> QuerySet[RoleGrant]:
        return super().get_base_object_queryset().filter(revoked_at__isnull=True).select_related("user", "unit")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        revoke_role(grant=self.object, by=reader(request))
        messages.success(request, gettext("Taken back: %s.") % self.object)
        return redirect(self.index_url_name)


class RoleGrantViewSet(ScopedViewSet):
    model = RoleGrant
    name = "admin_role_grants"
    url_prefix = "role-grants"
    icon = "key"
    menu_label: StrOrPromise = _("Roles")
    permission_policy = ReachPolicy(
        RoleGrant, at="unit", view=Reach.MANAGE_UNITS, add=Reach.MANAGE_UNITS, delete=Reach.MANAGE_UNITS
    )
    views_offered = ("index", "index_results", "add")
    index_view_class = GrantIndexView
    add_view_class = GrantCreateView
    list_filter = ("role",)
    search_fields = ("user__name", "unit__name")
    ordering = None

    @property
    def list_display(self) -> list[Any]:
        return [
            "user",
            Column("role", label=_("role"), accessor="get_role_display"),
            Column("unit", label=_("unit"), accessor="unit.shown_name"),
            Column("granted_at", label=_("granted at"), accessor="granted_at"),
            Column("granted_by", label=_("granted by"), accessor="granted_by"),
            StatusTagColumn("state", label=_("state"), accessor=_state, primary=lambda grant: not grant.revoked_at),
        ]

    def get_form_class(self, for_update: bool = False) -> type[GrantForm]:
        return GrantForm

    def own_urlpatterns(self) -> list[URLPattern]:
        return [
            self.object_path("revoke/", RevokeView, "revoke"),
            self.object_path("password/", PasswordLinkView, "password"),
        ]


def _state(grant: RoleGrant) -> str:
    return gettext("taken back") if grant.revoked_at else gettext("held")
