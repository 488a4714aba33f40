"""The home page and the site. Laid after every migration, so that an emptied database has them too."""

from __future__ import annotations

from typing import Any

from django.db import connections
from wagtail.models import Page, Site

from courses.ground import clear_what_wagtail_brought, lay_index_pages, root_page
from courses.models import (
    CaseIndexPage,
    CaseReview,
    LectureIndexPage,
    LectureSectionPage,
    PostKind,
    ProposalSectionPage,
    ProposalsPage,
)
from courses.post_kinds import lay_post_kinds
from courses.rights.groups import catch_up
from courses.rights.proposals import lay_review
from home.models import HomePage

STANDS_ON = (
    *(HomePage, CaseIndexPage, ProposalsPage, ProposalSectionPage, LectureIndexPage, LectureSectionPage),
    *(CaseReview, PostKind),
)


def lay_ground(*, using: str = "default", **kwargs: Any) -> None:
    """Home page, site, library, lectures, and who writes and decides there exist afterwards. Safe to repeat.

    A database that is only part of the way through its migrations is left alone.
    """
    tables = set(connections[using].introspection.table_names())
    if not {model._meta.db_table for model in STANDS_ON} <= tables:
        return
    root = root_page()
    home = HomePage.objects.first() or _home_below(root)
    if not Site.objects.filter(is_default_site=True).exists():
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="警钟")
    lay_index_pages(home)
    lay_post_kinds()
    lay_review()
    catch_up()


def _home_below(root: Page) -> HomePage:
    """Return a new home page, in the place of the one that welcomes to Wagtail."""
    clear_what_wagtail_brought()
    for welcome in Page.objects.filter(depth=2, slug="home"):
        Site.objects.filter(root_page=welcome).delete()
        welcome.delete()
    home: HomePage = Page.objects.get(pk=root.pk).add_child(instance=HomePage(title="警钟", slug="home"))
    return home
