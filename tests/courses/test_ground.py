"""The pages that others hang below are there from the first day on, and come back with an emptied database."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Collection, GroupPagePermission, Page, Site, Workflow, WorkflowPage

from courses.models import CaseIndexPage, CaseReview, LectureIndexPage, PostKind, ProposalSectionPage
from courses.post_kinds import FIRST_KINDS
from courses.rights.page_rights import PUBLISH, WRITE, grant_pages
from courses.rights.proposals import REVIEW, REVIEW_OF_PROPOSALS, REVIEWERS, proposers_of
from courses.rights.sections import CURATORS, curators
from home.ground import lay_ground
from home.models import HomePage
from organizations.models import Role
from organizations.services.units import create_enterprise
from tests.factories.organizations import BureauFactory, TownFactory, staff


def the_ground() -> list[tuple[str, str]]:
    return [(page.slug, type(page).__name__) for page in Page.objects.order_by("path").specific()]


def counts() -> list[int]:
    return [model.objects.count() for model in (GroupPagePermission, Group, Workflow, CaseReview, PostKind)]


def rights(group: str, page: Page) -> set[str]:
    held = GroupPagePermission.objects.filter(group__name=group, page=page)
    return {right.permission.codename for right in held}


GROUND = [
    *(("root", "Page"), ("home", "HomePage"), ("cases", "CaseIndexPage"), ("proposed", "ProposalsPage")),
    ("lectures", "LectureIndexPage"),
]


@pytest.mark.django_db
def test_a_new_database_has_the_ground_and_nothing_that_wagtail_brought() -> None:
    assert the_ground() == GROUND
    assert Site.objects.get().root_page.specific == HomePage.objects.get()
    assert not Group.objects.filter(name__in=("Moderators", "Editors")).exists()
    assert {workflow.name for workflow in Workflow.objects.all()} == {REVIEW, REVIEW_OF_PROPOSALS}
    assert [collection.name for collection in Collection.objects.all()] == ["全县共用"]


@pytest.mark.django_db
def test_laying_the_ground_again_changes_nothing() -> None:
    before = counts()
    lay_ground()
    assert the_ground() == GROUND
    assert counts() == before


@pytest.mark.django_db
def test_a_curator_of_before_there_was_a_review_publishes_no_more() -> None:
    library = CaseIndexPage.objects.get()
    grant_pages(curators(), library, PUBLISH)
    lay_ground()
    assert rights(CURATORS, library) == WRITE
    assert rights(REVIEWERS, library) == PUBLISH


@pytest.mark.django_db
def test_roles_of_before_have_their_groups_and_sections_afterwards() -> None:
    mine = create_enterprise(parent=TownFactory(), name="石岭沟", code="SLG", industry="tobacco", by=None)
    admin, officer = staff(Role.BUREAU_ADMIN, BureauFactory()), staff(Role.SAFETY_OFFICER, mine)
    lay_ground()
    assert {group.name for group in admin.groups.all()} == {CURATORS, REVIEWERS}
    assert list(officer.groups.all()) == [proposers_of(mine)]
    assert ProposalSectionPage.objects.get().unit == mine


@pytest.mark.django_db
def test_a_workflow_that_somebody_chose_since_is_kept() -> None:
    other = Workflow.objects.create(name="两个人看")
    WorkflowPage.objects.filter(page=CaseIndexPage.objects.get()).update(workflow=other)
    lay_ground()
    assert CaseIndexPage.objects.get().get_workflow() == other


@pytest.mark.django_db
def test_the_pages_have_the_addresses_that_everybody_knows() -> None:
    assert [CaseIndexPage.objects.get().url, LectureIndexPage.objects.get().url] == ["/cases/", "/lectures/"]


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_has_the_ground_again_with_the_curators_rights() -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert the_ground() == GROUND
    assert rights(CURATORS, CaseIndexPage.objects.get()) == WRITE
    assert PostKind.objects.count() == len(FIRST_KINDS)
