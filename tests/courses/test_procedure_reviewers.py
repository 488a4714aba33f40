"""Who looks at a version: not the officer who wrote it where another one can, and each is told why it is he."""

from __future__ import annotations

import pytest

from courses.models import Procedure, ProcedureVersion, VersionState
from courses.procedures.reviewers import versions_to_decide
from courses.services.procedure_reviews import SamePerson, let_pass, submit
from organizations.models import Role
from organizations.services.grants import grant_role, revoke_role
from tests.factories.organizations import County, desk_of, staff
from tests.factories.procedures import People, holder_of, through

pytestmark = pytest.mark.django_db


def page_of(procedure: Procedure) -> str:
    return f"/desk/procedures/{procedure.pk}/"


def test_what_an_officer_wrote_another_officer_looks_at(
    county: County, draft: ProcedureVersion, people: People
) -> None:
    colleague = staff(Role.SAFETY_OFFICER, county.enterprise)
    waiting = through(draft, people, until=VersionState.OFFICER)

    with pytest.raises(SamePerson):
        let_pass(version=waiting, stage="officer", by=people.officer)
    assert [versions_to_decide(officer) for officer in (people.officer, colleague)] == [[], [waiting]]
    assert let_pass(version=waiting, stage="officer", by=colleague).state == VersionState.APPROVAL


def test_the_only_officer_looks_at_what_he_wrote(county: County, draft: ProcedureVersion, people: People) -> None:
    staff(Role.SAFETY_OFFICER, county.neighbour)
    revoke_role(grant=staff(Role.SAFETY_OFFICER, county.enterprise).grants.get(), by=None)
    waiting = through(draft, people, until=VersionState.OFFICER)

    assert versions_to_decide(people.officer) == [waiting]
    assert let_pass(version=waiting, stage="officer", by=people.officer).state == VersionState.APPROVAL


def test_an_officer_who_spoke_for_the_workshop_is_not_the_other_one(
    county: County, draft: ProcedureVersion, people: People
) -> None:
    grant_role(user=people.leader, role=Role.SAFETY_OFFICER, unit=county.enterprise, by=None)
    waiting = through(draft, people, until=VersionState.OFFICER)

    assert let_pass(version=waiting, stage="officer", by=people.officer).state == VersionState.APPROVAL


def test_an_officer_is_told_if_he_looks_at_his_own(county: County, draft: ProcedureVersion, people: People) -> None:
    version = through(draft, people, until=VersionState.OFFICER)
    page = page_of(version.procedure)
    alone = desk_of(people.officer).get(page).content.decode()
    colleague = staff(Role.SAFETY_OFFICER, county.enterprise)
    beside = desk_of(people.officer).get(page).content.decode()

    assert "没有别的安全员" in alone
    assert 'value="pass"' in alone
    assert "由本企业另一位安全员来审" in beside
    assert 'value="pass"' not in beside
    assert 'value="pass"' in desk_of(colleague).get(page).content.decode()


@pytest.mark.parametrize("is_held", [True, False])
def test_a_leader_is_told_why_he_is_asked(
    county: County, draft: ProcedureVersion, people: People, is_held: bool
) -> None:
    if is_held:
        holder_of(county.other_team)
    version = submit(version=draft, by=people.officer)

    page = desk_of(people.leader).get(page_of(version.procedure)).content.decode()

    assert ("你们车间有人在这个岗位上" in page) == is_held
    assert ("这个岗位现在没有人" in page) != is_held
