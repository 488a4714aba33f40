"""Giving a group rights over pages and files. Safe to repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Permission
from wagtail.models import GroupCollectionPermission, GroupPagePermission

if TYPE_CHECKING:
    from collections.abc import Collection as Several

    from django.contrib.auth.models import Group
    from wagtail.models import Collection, Page

WRITE = frozenset({"add_page", "change_page"})
PUBLISH = WRITE | {"publish_page"}
# Wagtail asks for the permissions of its own two models, whatever ours are called.
FILE_RIGHTS = {
    "wagtailimages": ("add_image", "change_image", "choose_image"),
    "wagtaildocs": ("add_document", "change_document", "choose_document"),
}


def grant_pages(group: Group, page: Page, rights: Several[str]) -> None:
    """The group has these rights over that page and what lies below it, and no others."""
    held = GroupPagePermission.objects.filter(group=group, page=page)
    held.exclude(permission__codename__in=rights).delete()
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=rights):
        held.get_or_create(group=group, page=page, permission=permission)


def grant_files(group: Group, collection: Collection) -> None:
    """Let the group add, change and choose pictures and documents of that collection and those below it."""
    for app, codenames in FILE_RIGHTS.items():
        for permission in Permission.objects.filter(content_type__app_label=app, codename__in=codenames):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
