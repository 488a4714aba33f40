"""The pages that everything else hangs below. They exist after every migration, also in an emptied database."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, GroupApprovalTask, Locale, Page, Workflow

from courses.pages.lectures import LectureIndexPage
from courses.pages.library import CaseIndexPage

FILES_OF_ALL = "全县共用"


def root_page() -> Page:
    """Return the root of the tree of pages, made where the database has none; and so with the root of the files."""
    ContentType.objects.clear_cache()  # an emptied database numbers its types anew
    locale, _made = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name=FILES_OF_ALL)
    found = Page.get_first_root_node()
    if found is not None:
        return found
    kind = ContentType.objects.get_for_model(Page)
    return Page.add_root(title="Root", slug="root", content_type=kind, locale=locale)


def clear_what_wagtail_brought() -> None:
    """The groups and the workflow of a new Wagtail are gone: here roles make groups."""
    Workflow.objects.filter(name="Moderators approval").delete()
    GroupApprovalTask.objects.filter(name="Moderators approval").delete()
    Group.objects.filter(name__in=("Moderators", "Editors")).delete()
    Collection.objects.filter(depth=1, name="Root").update(name=FILES_OF_ALL)


def lay_index_pages(home: Page) -> None:
    """The case library and the lectures exist below the home page afterwards."""
    for model, title, slug in ((CaseIndexPage, "案例库", "cases"), (LectureIndexPage, "警示教育课", "lectures")):
        if not model.objects.exists():
            home.add_child(instance=model(title=title, slug=slug))
