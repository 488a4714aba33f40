"""The section, the collection and the editors of a unit's lectures, and who belongs to the editors of what."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from courses.pages.lectures import LectureIndexPage, LectureSectionPage
from courses.pages.library import CaseIndexPage
from organizations.models import Role, RoleGrant, Unit, UnitKind

CURATORS = "案例编辑"
PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
# Wagtail asks for the permissions of its own two models, whatever ours are called.
FILE_RIGHTS = {
    "wagtailimages": ("add_image", "change_image", "choose_image"),
    "wagtaildocs": ("add_document", "change_document", "choose_document"),
}


def editors_of(unit: Unit) -> Group:
    """Return the group that writes the unit's lectures: an enterprise's own, else the bureau's curators."""
    if unit.kind != UnitKind.ENTERPRISE:
        return Group.objects.get_or_create(name=CURATORS)[0]
    return Group.objects.get_or_create(name=f"讲课人（单位 {unit.pk}）")[0]


def make_section(unit: Unit) -> LectureSectionPage:
    """Return the unit's section; its collection and its editors' rights exist afterwards. Safe to repeat."""
    section = LectureSectionPage.objects.filter(unit=unit).first()
    if section is not None:
        return section
    collection = Collection.get_first_root_node().add_child(name=unit.name)
    section = LectureSectionPage(title=unit.name, slug=f"unit-{unit.pk}", unit=unit, collection=collection)
    LectureIndexPage.objects.get().add_child(instance=section)
    grant_pages(editors_of(unit), section)
    grant_files(editors_of(unit), collection)
    return section


def rename_section(unit: Unit) -> None:
    """The unit's section and its collection, where it has them, bear the unit's name afterwards."""
    section = LectureSectionPage.objects.filter(unit=unit).select_related("collection").first()
    if section is None:
        return
    section.title = section.draft_title = section.collection.name = unit.name
    section.collection.save(update_fields=["name"])
    section.save()


def grant_pages(group: Group, page: Page) -> None:
    """Let the group write and publish below that page."""
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def grant_files(group: Group, collection: Collection) -> None:
    """Let the group add, change and choose pictures and documents of that collection and those below it."""
    for app, codenames in FILE_RIGHTS.items():
        for permission in Permission.objects.filter(content_type__app_label=app, codename__in=codenames):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def curators() -> Group:
    """Return the bureau's curators, who write and publish below the case library."""
    group, _created = Group.objects.get_or_create(name=CURATORS)
    grant_pages(group, CaseIndexPage.objects.get())
    grant_files(group, Collection.get_first_root_node())
    return group


def group_for(grant: RoleGrant) -> Group | None:
    """Return the group that somebody with this grant belongs to; most roles make no pages."""
    makes_pages = grant.role in {Role.CURATOR, Role.BUREAU_ADMIN, Role.ENTERPRISE_HEAD}
    return editors_of(grant.unit) if makes_pages else None
