"""Where an enterprise proposes cases, who may, and who decides on what is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from wagtail.models import Collection, Workflow, WorkflowPage, WorkflowTask

from courses.pages.library import CaseIndexPage
from courses.pages.proposals import ProposalSectionPage, ProposalsPage
from courses.pages.review import CaseReview
from courses.rights.page_rights import PUBLISH, WRITE, grant_files, grant_pages
from courses.rights.sections import curators, make_section

if TYPE_CHECKING:
    from wagtail.models import Page

    from organizations.models import Unit

REVIEWERS = "案例审核"
REVIEW, REVIEW_OF_PROPOSALS, STEP = "县局审案例", "县局审企业报送的案例", "局里审"


def reviewers() -> Group:
    """Return the bureau's reviewers, who publish cases."""
    group, _created = Group.objects.get_or_create(name=REVIEWERS)
    grant_pages(group, CaseIndexPage.objects.get(), PUBLISH)
    grant_files(group, Collection.get_first_root_node())
    return group


def proposers_of(unit: Unit) -> Group:
    """Return the group that writes and hands in the cases of that enterprise."""
    return Group.objects.get_or_create(name=f"案例报送人（单位 {unit.pk}）")[0]


def make_proposal_section(unit: Unit) -> ProposalSectionPage:
    """Return the section of the enterprise's proposed cases; its people's rights exist afterwards. Safe to repeat."""
    section = ProposalSectionPage.objects.filter(unit=unit).first()
    if section is not None:
        return section
    section = ProposalSectionPage(title=unit.name, slug=f"unit-{unit.pk}", unit=unit)
    ProposalsPage.objects.get().add_child(instance=section)
    grant_pages(proposers_of(unit), section, WRITE)
    grant_files(proposers_of(unit), make_section(unit).collection)
    return section


def rename_proposal_section(unit: Unit) -> None:
    """The enterprise's section of proposed cases, where it has one, bears its name afterwards."""
    section = ProposalSectionPage.objects.filter(unit=unit).first()
    if section is not None:
        section.title = section.draft_title = unit.name
        section.save()


def lay_review() -> None:
    """The bureau's cases are reviewed by reviewers, those of enterprises by curators too. Safe to repeat.

    A page that has been given another workflow since keeps it.
    """
    library, writing, deciding = CaseIndexPage.objects.get(), curators(), reviewers()
    proposals = ProposalsPage.objects.first() or library.add_child(
        instance=ProposalsPage(title="企业报送的案例", slug="proposed")
    )
    _lay_workflow(library, REVIEW, [deciding])
    _lay_workflow(proposals, REVIEW_OF_PROPOSALS, [writing, deciding])


def _lay_workflow(page: Page, name: str, groups: list[Group]) -> None:
    if WorkflowPage.objects.filter(page=page).exists():
        return
    task = CaseReview.objects.create(name=STEP)
    task.groups.set(groups)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=page, workflow=workflow)
