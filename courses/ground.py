"""The pages that everything else hangs below. They exist after every migration, also in an emptied database."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page

from courses.pages.cases import CaseIndexPage
from courses.pages.lectures import LectureIndexPage


def root_page() -> Page:
    """Return the root of the tree of pages, made where the database has none."""
    Locale.objects.get_or_create(language_code="zh-hans")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    found = Page.get_first_root_node()
    if found is not None:
        return found
    kind = ContentType.objects.get_for_model(Page)
    return Page.add_root(title="Root", slug="root", content_type=kind, locale=Locale.objects.get())


def lay_index_pages(home: Page) -> None:
    """The case library and the lectures exist below the home page afterwards."""
    for model, title, slug in ((CaseIndexPage, "案例库", "cases"), (LectureIndexPage, "警示教育课", "lectures")):
        if not model.objects.exists():
            home.add_child(instance=model(title=title, slug=slug))
