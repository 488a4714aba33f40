"""A section, its files and its editors come with an enterprise, and people go in and out with their roles."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from wagtail.images.permissions import permission_policy as pictures
from wagtail.models import Collection

from courses.models import LectureSectionPage, Picture, ProposalSectionPage
from courses.rights.proposals import REVIEWERS, proposers_of
from courses.rights.sections import CURATORS, editors_of, make_section
from organizations.models import Role, Unit, User
from organizations.services.grants import grant_role, revoke_role
from organizations.services.units import change_unit, create_enterprise
from tests.factories.courses import a_picture
from tests.factories.organizations import BureauFactory, TownFactory, UserFactory, desk_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine() -> Unit:
    return create_enterprise(parent=TownFactory(), name="石岭沟铁矿", code="SLG", industry="underground_mine", by=None)


def somebody(*roles: tuple[Role, Unit]) -> User:
    user: User = UserFactory(password="correct-horse-battery")
    for role, unit in roles:
        grant_role(user=user, role=role, unit=unit, by=None)
    return user


def groups(user: User) -> set[str]:
    return {group.name for group in user.groups.all()}


def test_a_new_enterprise_has_its_section_and_its_collection(mine: Unit) -> None:
    section = LectureSectionPage.objects.get(unit=mine)
    assert (section.title, section.live, section.collection.name) == ("石岭沟铁矿", True, "石岭沟铁矿")


def test_an_enterprise_that_takes_a_new_name_takes_it_everywhere(mine: Unit) -> None:
    change_unit(unit=mine, name="新石岭铁矿", code=mine.code, industry=mine.industry, by=None)

    section = LectureSectionPage.objects.get(unit=mine)
    assert (section.title, section.draft_title, section.collection.name) == ("新石岭铁矿",) * 3


def test_an_enterprise_that_is_refused_leaves_no_section_behind() -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        create_enterprise(parent=TownFactory(), name="无码", code="?", industry="underground_mine", by=None)
    assert not LectureSectionPage.objects.exists()
    assert Collection.objects.count() == 1


def test_a_section_is_made_once(mine: Unit) -> None:
    assert make_section(mine) == make_section(mine)
    assert Collection.objects.count() == 2


def test_a_head_joins_the_editors_of_his_enterprise_and_leaves_them_with_his_role(mine: Unit) -> None:
    head = somebody((Role.ENTERPRISE_HEAD, mine))
    assert groups(head) == {editors_of(mine).name, proposers_of(mine).name}
    revoke_role(grant=head.grants.get(), by=None)
    assert groups(head) == set()


def test_who_is_curator_and_administrator_stays_with_the_curators_until_both_are_gone() -> None:
    bureau = BureauFactory()
    user = somebody((Role.CURATOR, bureau), (Role.BUREAU_ADMIN, bureau))
    assert groups(user) == {CURATORS, REVIEWERS}
    revoke_role(grant=user.grants.get(role=Role.CURATOR), by=None)
    assert groups(user) == {CURATORS, REVIEWERS}
    revoke_role(grant=user.grants.get(role=Role.BUREAU_ADMIN), by=None)
    assert groups(user) == set()


def test_who_is_administrator_no_more_but_curator_still_reviews_no_more() -> None:
    bureau = BureauFactory()
    user = somebody((Role.CURATOR, bureau), (Role.BUREAU_ADMIN, bureau))
    revoke_role(grant=user.grants.get(role=Role.BUREAU_ADMIN), by=None)
    assert groups(user) == {CURATORS}


def test_an_officer_proposes_cases_and_writes_no_lectures(mine: Unit) -> None:
    assert groups(somebody((Role.SAFETY_OFFICER, mine))) == {proposers_of(mine).name}


def test_who_holds_both_roles_of_his_enterprise_proposes_until_both_are_gone(mine: Unit) -> None:
    user = somebody((Role.SAFETY_OFFICER, mine), (Role.ENTERPRISE_HEAD, mine))
    revoke_role(grant=user.grants.get(role=Role.ENTERPRISE_HEAD), by=None)
    assert groups(user) == {proposers_of(mine).name}


def test_other_roles_join_no_group(mine: Unit) -> None:
    assert groups(somebody((Role.JUDGE, mine))) == set()


def test_the_first_who_may_propose_brings_the_section(mine: Unit) -> None:
    assert not ProposalSectionPage.objects.exists()
    somebody((Role.SAFETY_OFFICER, mine))
    somebody((Role.ENTERPRISE_HEAD, mine))
    assert ProposalSectionPage.objects.get().unit == mine


def test_a_section_of_proposals_takes_its_enterprises_new_name(mine: Unit) -> None:
    somebody((Role.SAFETY_OFFICER, mine))
    change_unit(unit=mine, name="新石岭铁矿", code=mine.code, industry=mine.industry, by=None)
    assert ProposalSectionPage.objects.get().draft_title == "新石岭铁矿"


def test_a_head_chooses_pictures_of_his_own_collection_only(mine: Unit) -> None:
    own = a_picture("自己的", collection=make_section(mine).collection)
    a_picture("全县的")
    head = somebody((Role.ENTERPRISE_HEAD, mine))
    choosable = pictures.instances_user_has_any_permission_for(head, ["choose"])
    assert list(choosable) == [own]


def test_a_pictures_address_does_not_follow_from_its_name() -> None:
    one, same = a_picture("井口"), a_picture("井口")

    names = {picture.file.name for picture in (one, same)} | {one.get_rendition("width-20").file.name}

    assert len(names) == 3
    assert all(re.search(r"/[0-9a-f]{32}\.", name) for name in names)


def test_a_head_uploads_a_picture_into_his_own_collection(mine: Unit) -> None:
    head = desk_of(somebody((Role.ENTERPRISE_HEAD, mine)))
    file = a_picture().file
    with file.open() as image:
        head.post(reverse("wagtailimages:add"), {"title": "井口", "file": image})
    assert Picture.objects.get(title="井口").collection == make_section(mine).collection


def test_a_curator_chooses_pictures_of_the_whole_county(mine: Unit) -> None:
    a_picture("企业的", collection=make_section(mine).collection)
    a_picture("全县的")
    curator = somebody((Role.CURATOR, BureauFactory()))
    assert pictures.instances_user_has_any_permission_for(curator, ["choose"]).count() == 2
