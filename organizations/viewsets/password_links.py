"""The link by which somebody with a role chooses his password, asked for in the list of roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from organizations.password_links import shown_link
from organizations.services.passwords import LinkRefused
from organizations.viewsets.base import ScopedObjectView, reader

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import RoleGrant


class PasswordLinkView(ScopedObjectView):
    """Says what the link does, and makes it when asked to."""

    permission_required = "delete"
    template_name = "organizations/admin/password_link.html"
    page_title = _("Password link")

    def get_base_object_queryset(self) -> QuerySet[RoleGrant]:
        return super().get_base_object_queryset().filter(revoked_at__isnull=True).select_related("user", "unit")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            link = shown_link(request, user=self.object.user, by=reader(request))
        except LinkRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.index_url_name)
        return self.render_to_response(self.get_context_data(link=link))
