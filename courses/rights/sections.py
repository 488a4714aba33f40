"""The section, the collection and the editors of a unit's lectures."""

from __future__ import annotations

from django.contrib.auth.models import Group
from wagtail.models import Collection

from courses.pages.lectures import LectureIndexPage, LectureSectionPage
from courses.pages.library import CaseIndexPage
from courses.rights.page_rights import PUBLISH, WRITE, grant_files, grant_pages
from organizations.models import Role, Unit, UnitKind, User
from organizations.scopes import Reach, units_in_reach

CURATORS = "案例编辑"


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
    grant_pages(editors_of(unit), section, PUBLISH)
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


def curators() -> Group:
    """Return the bureau's curators, who write below the case library. Another one publishes what they hand in."""
    group, _created = Group.objects.get_or_create(name=CURATORS)
    grant_pages(group, CaseIndexPage.objects.get(), WRITE)
    grant_files(group, Collection.get_first_root_node())
    return group


def own_section(user: User) -> LectureSectionPage | None:
    """Return the section in which the person himself publishes lectures: that of the enterprise he heads."""
    headed = units_in_reach(user, Reach.PUBLISH_LECTURES).enterprises()
    mine = user.grants.current().filter(role=Role.ENTERPRISE_HEAD, unit__in=headed).values("unit")
    return LectureSectionPage.objects.filter(unit__in=mine).first()
