"""Cases on their way through a review: who writes, who hands in, who decides."""

from __future__ import annotations

from django.urls import reverse

from courses.models import AccidentCasePage, CaseIndexPage
from courses.rights.proposals import make_proposal_section
from organizations.models import Role, Unit, User
from organizations.services.grants import grant_role
from tests.factories.editor import case_form, write
from tests.factories.organizations import PASSWORD, BureauFactory, UserFactory, desk_of


def somebody(role: Role, unit: Unit | None = None, **fields: str) -> User:
    """Return somebody new with this role, at the bureau unless told otherwise."""
    user: User = UserFactory(password=PASSWORD, **fields)
    grant_role(user=user, role=role, unit=unit or BureauFactory(), by=None)
    return user


def hand_in(author: User, unit: Unit | None = None) -> AccidentCasePage:
    """Let somebody write a case where he may, and hand it in."""
    form = case_form(**{"action-submit": "1"})
    del form["action-publish"]
    write(
        desk_of(author), make_proposal_section(unit) if unit else CaseIndexPage.objects.get(), "accidentcasepage", form
    )
    return AccidentCasePage.objects.get()


def decide(case: AccidentCasePage, by: User, action: str, comment: str = "") -> AccidentCasePage:
    """Let somebody press one of the reviewer's buttons, and return the case as it is then."""
    state = case.current_workflow_task_state or case.workflow_states.latest("created_at").current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[case.pk, action, state.pk])
    desk_of(by).post(address, {"comment": comment})
    return AccidentCasePage.objects.get()
