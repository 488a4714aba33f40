"""The section, the collection and the editors of a unit's lectures, and who belongs to the editors of what."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from courses.pages.cases import CaseIndexPage
from courses.pages.lectures import LectureIndexPage, LectureSectionPage
from organizations.models import Role, Unit

CURATORS = "case curators"
PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
FILE_RIGHTS = ("add_picture", "choose_picture", "add_attachment", "choose_attachment")


def editors_of(unit: Unit) -> Group:
    """Return the group that writes the unit's lectures."""
    return Group.objects.get_or_create(name=f"lecture editors {unit.pk}")[0]


def make_section(unit: Unit) -> LectureSectionPage:
    """Return the unit's section; its collection and its editors' rights exist afterwards. Safe to repeat."""
    section = LectureSectionPage.objects.filter(unit=unit).first()
    if section is not None:
        return section
    index = LectureIndexPage.objects.get()
    section = index.add_child(instance=LectureSectionPage(title=unit.name, slug=f"unit-{unit.pk}", unit=unit))
    collection = Collection.get_first_root_node().add_child(name=unit.name)
    grant_pages(editors_of(unit), section)
    grant_files(editors_of(unit), collection)
    return section


def grant_pages(group: Group, page: Page) -> None:
    """Let the group write and publish below that page."""
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def grant_files(group: Group, collection: Collection) -> None:
    """Let the group add and choose pictures and documents of that collection."""
    for permission in Permission.objects.filter(content_type__app_label="courses", codename__in=FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def curators() -> Group:
    """Return the bureau's curators, who write and publish below the case library."""
    group, _created = Group.objects.get_or_create(name=CURATORS)
    library = CaseIndexPage.objects.first()
    if library is not None:
        grant_pages(group, library)
        grant_files(group, Collection.get_first_root_node())
    return group


def groups_for(role: str, unit: Unit) -> list[Group]:
    """Return the groups that a role at a unit belongs to."""
    if role in {Role.CURATOR, Role.BUREAU_ADMIN}:
        return [curators(), *([editors_of(unit)] if role == Role.BUREAU_ADMIN else [])]
    if role == Role.ENTERPRISE_HEAD:
        return [editors_of(unit)]
    return []
