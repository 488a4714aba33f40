"""One's own settings in the admin, without the name: a name comes from the roster."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import AvatarSettingsPanel, NameEmailSettingsPanel

from organizations.audit import address_of, record
from organizations.viewsets.base import reader

LEFT_OUT = (NameEmailSettingsPanel, AvatarSettingsPanel)


class AccountView(WagtailAccountView):
    """Language, notices, and the password; a new password leaves an audit row."""

    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if not isinstance(panel, LEFT_OUT)]

    def post(self, request: HttpRequest) -> HttpResponse:
        before = reader(request).password
        response: HttpResponse = super().post(request)
        if reader(request).password != before:
            record("password.set", by=reader(request), subject=reader(request), address=address_of(request))
        return response
