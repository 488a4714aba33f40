"""The home page and the site. Laid after every migration, so that an emptied database has them too."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, Site

from courses.ground import lay_index_pages, root_page
from courses.sections import curators
from home.models import HomePage


def lay_ground(**kwargs: Any) -> None:
    """Home page, site, library, lectures and the curators' rights exist afterwards. Safe to repeat."""
    root = root_page()
    home = HomePage.objects.first()
    if home is None:
        welcome = Page.objects.filter(depth=2, slug="home").first()
        if welcome is not None:
            Site.objects.filter(root_page=welcome).delete()
            welcome.delete()
            root = Page.objects.get(pk=root.pk)
        home = root.add_child(instance=HomePage(title="警钟", slug="home"))
    if not Site.objects.filter(is_default_site=True).exists():
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="警钟")
    lay_index_pages(home)
    curators()
