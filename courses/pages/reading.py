"""Who may read which page. Every page of courses asks here before it is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.models import Page

from organizations.scopes import Reach, lineage, units_in_reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organizations.models import User
    from organizations.models.units import UnitQuerySet


class ReadablePage(Page):
    """A page for people who have signed in; a subclass narrows it to those whom it concerns."""

    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def is_for(self, reader: User) -> bool:
        return True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not self.is_for(request.user):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "tab": "learn"}


def sections_for(reader: User | AnonymousUser) -> UnitQuerySet:
    """Return the units whose lectures the person may read: his own and those above it, and all that he may see."""
    return units_in_reach(reader, Reach.SEE) | lineage(reader)
