"""The hosts outside to which pages may link: allowed and forbidden by the bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button

from courses.models.hosts import AllowedHost
from courses.services.hosts import allow_host, forbid_host
from organizations.models import UnitKind
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.base import (
    ScopedCreateView,
    ScopedForm,
    ScopedIndexView,
    ScopedObjectView,
    ScopedViewSet,
    reader,
)
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class HostForm(ScopedForm):
    """Which host, and what is to be found there."""

    class Meta(ScopedForm.Meta):
        model = AllowedHost
        fields: tuple[str, ...] = ("host", "why")

    def _post_clean(self) -> None:
        """The service checks the host as a whole."""


class HostCreateView(ScopedCreateView):
    """Allowing a host."""

    def save_instance(self) -> AllowedHost:
        user, data = reader(self.request), self.form.cleaned_data
        bureau = units_in_reach(user, Reach.MANAGE_UNITS).filter(kind=UnitKind.BUREAU).order_by("path")[:1].get()
        return allow_host(host=data["host"], why=data["why"], bureau=bureau, by=user)

    def get_success_buttons(self) -> list[Any]:
        return []


class HostIndexView(ScopedIndexView):
    """What is allowed, each with the way to forbid it again."""

    def get_base_queryset(self) -> QuerySet[AllowedHost]:
        hosts: QuerySet[AllowedHost] = super().get_base_queryset()
        return hosts.select_related("allowed_by")

    def get_list_more_buttons(self, instance: Model) -> list[Any]:
        url = reverse("admin_allowed_hosts:forbid", args=(instance.pk,))
        return [Button(_("Forbid again"), url=url, icon_name="cross")]


class ForbidView(ScopedObjectView):
    """Asks once more, then forbids the host."""

    permission_required = "delete"
    template_name = "courses/admin/forbid_host.html"
    page_title = _("Forbid a host")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        host = self.object.host
        forbid_host(allowed=self.object, by=reader(request))
        messages.success(request, gettext("No new link leads to %s any more.") % host)
        return redirect(self.index_url_name)


class AllowedHostViewSet(ScopedViewSet):
    model = AllowedHost
    name = "admin_allowed_hosts"
    url_prefix = "allowed-hosts"
    icon = "link-external"
    menu_label: StrOrPromise = _("Allowed links")
    begin_label: StrOrPromise = _("Allow links to a host")
    add_to_settings_menu = True
    permission_policy = ReachPolicy(
        AllowedHost, at="bureau", view=Reach.MANAGE_UNITS, add=Reach.MANAGE_UNITS, delete=Reach.MANAGE_UNITS
    )
    views_offered: ClassVar[tuple[str, ...]] = ("index", "index_results", "add")
    index_view_class = HostIndexView
    add_view_class = HostCreateView
    search_fields = ("host", "why")

    @property
    def list_display(self) -> list[Any]:
        return [
            "host",
            Column("why", label=_("what is there"), accessor="why"),
            Column("allowed_by", label=_("allowed by"), accessor="allowed_by"),
            Column("allowed_at", label=_("allowed at"), accessor="allowed_at"),
        ]

    def get_form_class(self, for_update: bool = False) -> type[HostForm]:
        return HostForm

    def own_urlpatterns(self) -> list[URLPattern]:
        return [self.object_path("forbid/", ForbidView, "forbid")]
