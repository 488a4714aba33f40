"""The wall in the admin: about a page that somebody does not work on, no address of Wagtail's tells him a word.

Most of Wagtail's views ask for rights themselves; some name the page first (choosing, moving, many at once).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from courses.pages.choosing import choosable

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.urls import ResolverMatch

NAMES_A_PAGE = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
CHOOSER, IN_BULK, REPORTS = "wagtailadmin_choose_page_child", "wagtail_bulk_action", "wagtailadmin_reports"


class PageWall:
    """Send away who asks for a page he can't explore, for pages by the dozen unseen, or for a report on everybody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not match.route.startswith("admin/") or not _makes_pages(request.user):
            return None
        named = _named(match, request)
        beyond = None in named or match.namespace == REPORTS
        if beyond or len(named) > _known(match, request).filter(pk__in=named).count():
            refusal: HttpResponse = permission_denied(request)
            return refusal
        return None


def _makes_pages(user: Any) -> bool:
    return user.is_authenticated and not user.is_superuser and user.has_perm("wagtailadmin.access_admin")


def _named(match: ResolverMatch, request: HttpRequest) -> set[int | None]:
    """Return the numbers of the pages that an address names; None stands for pages that are not named one by one."""
    named = {match.kwargs[name] for name in NAMES_A_PAGE if name in match.kwargs}
    if match.url_name == IN_BULK and match.kwargs["model_name"] == "page":
        named |= {int(number) if number.isdecimal() else None for number in request.GET.getlist("id")}
    return named


def _known(match: ResolverMatch, request: HttpRequest) -> QuerySet[Page]:
    if match.url_name == CHOOSER:
        return choosable(Page.objects.all(), request)
    explorable: QuerySet[Page] = page_permission_policy.explorable_instances(request.user)
    return explorable
