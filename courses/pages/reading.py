"""Who may read which page. Every page of courses asks here before it is served."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from wagtail.models import Page, PageViewRestriction

from organizations.scopes import Reach, concerned_units, units_in_reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from organizations.models import User
    from organizations.models.units import UnitQuerySet


CLAUSE = re.compile(r".+?(?:[，、：；。？！]+|$)")


class ReadablePage(Page):
    """A page for people who have signed in; a subclass narrows it to those whom it concerns."""

    subpage_types: ClassVar[list[str]] = []
    private_page_options: ClassVar[list[str]] = []  # who may read is decided here, not by a switch in the editor

    class Meta:
        abstract = True

    @property
    def clauses(self) -> list[str]:
        """The title in pieces that want to stand on one line each: a headline breaks after a comma, not in a word."""
        return CLAUSE.findall(self.title)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Nobody can set any: Wagtail need not look for them, here and on all pages above, at every reading."""
        return PageViewRestriction.objects.none()

    def is_for(self, reader: User) -> bool:
        return True

    def refusal(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return the way to the door for who has not signed in, None for who may read. Raises Http404 for the rest."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not self.is_for(request.user):
            raise Http404
        return None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if (refusal := self.refusal(request)) is not None:
            return refusal
        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        patch_cache_control(response, private=True)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "tab": "learn"}


def sections_for(reader: User | AnonymousUser) -> UnitQuerySet:
    """Return the units whose lectures the person may read: those that speak to him, and all that he may see."""
    return units_in_reach(reader, Reach.SEE) | concerned_units(reader)
