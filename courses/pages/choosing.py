"""What may be chosen where a page names another: what is published for everybody, and what one may explore anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from courses.pages.cases import AccidentCasePage
from courses.pages.library import CaseIndexPage

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


def choosable(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Leave the library and its published cases, and what this person works on; Wagtail would offer every page."""
    published = AccidentCasePage.objects.live().values("pk")
    own = page_permission_policy.explorable_instances(request.user).values("pk")
    return (
        pages.filter(pk__in=own)
        | pages.filter(pk__in=published)
        | pages.filter(pk__in=CaseIndexPage.objects.values("pk"))
    )
