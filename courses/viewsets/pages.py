"""Wagtail's listing of pages, without its lists of everybody who ever wrote one."""

from __future__ import annotations

from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet


class PageFilterSet(GenericPageFilterSet):
    """By date and by kind of page. Wagtail's other filters name the people of all enterprises."""

    owner = edited_by = site = None


class PagesOfAll(PageViewSet):
    filterset_class = PageFilterSet
