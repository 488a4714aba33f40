"""The pages that others hang below are there from the first day on, and come back with an emptied database."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Collection, GroupPagePermission, Page, Site, Workflow

from courses.models import CaseIndexPage, LectureIndexPage
from courses.sections import CURATORS
from home.ground import lay_ground
from home.models import HomePage


def the_ground() -> list[tuple[str, str]]:
    return [(page.slug, type(page).__name__) for page in Page.objects.order_by("path").specific()]


GROUND = [("root", "Page"), ("home", "HomePage"), ("cases", "CaseIndexPage"), ("lectures", "LectureIndexPage")]


@pytest.mark.django_db
def test_a_new_database_has_the_ground_and_nothing_that_wagtail_brought() -> None:
    assert the_ground() == GROUND
    assert Site.objects.get().root_page.specific == HomePage.objects.get()
    assert not Group.objects.filter(name__in=("Moderators", "Editors")).exists()
    assert not Workflow.objects.exists()
    assert [collection.name for collection in Collection.objects.all()] == ["全县共用"]


@pytest.mark.django_db
def test_laying_the_ground_again_changes_nothing() -> None:
    rights = GroupPagePermission.objects.count()
    lay_ground()
    assert the_ground() == GROUND
    assert GroupPagePermission.objects.count() == rights


@pytest.mark.django_db
def test_the_pages_have_the_addresses_that_everybody_knows() -> None:
    assert [CaseIndexPage.objects.get().url, LectureIndexPage.objects.get().url] == ["/cases/", "/lectures/"]


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_has_the_ground_again_with_the_curators_rights() -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert the_ground() == GROUND
    rights = GroupPagePermission.objects.filter(group__name=CURATORS, page__slug="cases")
    assert {right.permission.codename for right in rights} == {"add_page", "change_page", "publish_page"}
