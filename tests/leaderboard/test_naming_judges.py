"""Who holds a competition names its judges himself, by their numbers, and helps them to a password."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leaderboard.errors import JudgeRefused
from leaderboard.models import Competition, Judge
from leaderboard.services.entering import enter_worker
from leaderboard.services.judges import name_judge
from organizations.models import AuditEntry, Membership, Role, RoleGrant, Unit, User
from tests.factories.competitions import an_open_one, judges_of, shown_one
from tests.factories.organizations import (
    PASSWORD,
    County,
    MembershipFactory,
    RoleGrantFactory,
    UserFactory,
    desk_of,
    staff,
    worker_of,
)

pytestmark = pytest.mark.django_db


def someone(team: Unit, number: str = "0213", **fields: str) -> User:
    place: Membership = MembershipFactory(user=UserFactory(**fields), unit=team, employee_no=number)
    return place.user


def at(competition: Competition, more: str = "") -> str:
    return f"/desk/competitions/{competition.pk}/{more}"


def named(desk: Client, competition: Competition, **typed: object) -> str:
    """Name a judge at the desk, and return the page that comes then."""
    return desk.post(at(competition, "judges/"), typed, follow=True).content.decode()


def roles_of(user: User) -> list[tuple[str, int]]:
    return list(user.grants.current().values_list("role", "unit"))


def test_an_officer_names_a_worker_of_his_by_employee_number(county: County, officer: Client) -> None:
    competition, worker = an_open_one(county.enterprise), someone(county.team)

    page = named(officer, competition, number="0213", is_chief="on")

    judge = competition.judges.get()
    assert (judge.user, judge.is_chief, judge.is_active) == (worker, True, True)
    assert f"已聘请{worker.name}当评委" in page
    assert roles_of(worker) == [(Role.JUDGE, county.enterprise.pk)]
    granted = AuditEntry.objects.get(action="role.grant")
    assert (granted.actor, granted.unit) == (RoleGrant.objects.get(user=worker).granted_by, county.enterprise)


@pytest.mark.parametrize("number", ["13812345678", "near/0213", " 0213 "])
def test_a_phone_and_a_number_with_its_code_mean_the_same_person(county: County, officer: Client, number: str) -> None:
    competition, worker = an_open_one(county.enterprise), someone(county.team, phone="13812345678")

    named(officer, competition, number=number)

    assert competition.judges.get().user == worker


def test_a_town_names_by_phone_or_with_the_enterprise_s_code(county: County) -> None:
    town, competition = desk_of(staff(Role.TOWN_OFFICER, county.town)), an_open_one(county.town)
    worker = someone(county.team)

    assert "NEAR/0213" in town.get(at(competition)).content.decode()
    named(town, competition, number="0213")
    assert not competition.judges.exists()
    named(town, competition, number="NEAR/0213")

    assert competition.judges.get().user == worker
    assert roles_of(worker) == [(Role.JUDGE, county.town.pk)]


def test_for_a_workshop_s_own_competition_the_role_is_given_at_the_enterprise(county: County, officer: Client) -> None:
    competition, worker = an_open_one(county.workshop), someone(county.team)

    named(officer, competition, number="0213")

    assert roles_of(worker) == [(Role.JUDGE, county.enterprise.pk)]
    assert competition.judges.get().user == worker


def test_nobody_out_of_reach_is_named_and_nothing_is_said_of_him(county: County, officer: Client) -> None:
    competition = an_open_one(county.enterprise)
    stranger = someone(county.neighbour_team, phone="13812345678")
    nowhere = UserFactory(phone="13912345678")

    for number in ("13812345678", "FAR/0213", stranger.username, "13912345678", "0999"):
        page = named(officer, competition, number=number)
        assert f"{number}：" in page
        assert stranger.name not in page
        assert nowhere.name not in page
    assert not RoleGrant.objects.filter(role=Role.JUDGE).exists()


def test_who_left_or_has_no_account_any_more_is_not_named(county: County, officer: Client) -> None:
    competition, gone = an_open_one(county.enterprise), someone(county.team)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    named(officer, competition, number="0213")

    assert not competition.judges.exists()
    assert roles_of(gone) == []


def test_who_has_the_role_already_is_given_it_no_second_time(county: County, officer: Client) -> None:
    competition, worker = an_open_one(county.enterprise), someone(county.team)
    RoleGrantFactory(user=worker, role=Role.JUDGE, unit=county.bureau)

    named(officer, competition, number="0213")

    assert competition.judges.get().user == worker
    assert roles_of(worker) == [(Role.JUDGE, county.bureau.pk)]


def test_a_refusal_leaves_neither_judge_nor_role(county: County, officer: Client) -> None:
    competition = an_open_one(county.enterprise)
    competitor, colleague = someone(county.team, "0301"), someone(county.team, "0302")
    RoleGrantFactory(user=colleague, role=Role.SAFETY_OFFICER, unit=county.enterprise)
    enter_worker(competition=competition, worker=competitor, by=None)

    for number, who in (("0301", competitor), ("0302", colleague)):
        assert who.name in named(officer, competition, number=number)
        assert Role.JUDGE not in dict(roles_of(who))
    assert not competition.judges.exists()
    assert not AuditEntry.objects.filter(action="role.grant").exists()


def test_a_second_chief_judge_gets_no_role_either(county: County, officer: Client) -> None:
    competition, worker = an_open_one(county.enterprise), someone(county.team)
    judges_of(competition)

    assert "评委组长" in named(officer, competition, number="0213", is_chief="on")

    assert roles_of(worker) == []


def test_once_the_results_are_out_nobody_is_named(county: County) -> None:
    running, worker = shown_one(county.enterprise, county.team, "0.9"), someone(county.team)

    with pytest.raises(JudgeRefused):
        name_judge(competition=running.competition, user=worker, by=None)
    assert roles_of(worker) == []


def test_the_chief_judge_s_number_does_not_make_him_a_plain_one(county: County, officer: Client) -> None:
    competition, _worker = an_open_one(county.enterprise), someone(county.team)
    named(officer, competition, number="0213", is_chief="on")

    assert "已经是这里的评委" in named(officer, competition, number="0213")

    assert competition.judges.get().is_chief


def test_one_is_named_at_a_time_from_the_list_or_by_number(county: County, officer: Client) -> None:
    competition, _worker = an_open_one(county.enterprise), someone(county.team)
    listed = staff(Role.JUDGE, county.enterprise)

    for typed in ({}, {"user": listed.pk, "number": "0213"}):
        assert "一次一个人" in named(officer, competition, **typed)
    assert not competition.judges.exists()
    named(officer, competition, user=listed.pk)

    assert competition.judges.get().user == listed


def test_a_list_of_judges_is_shown_only_where_there_are_any(county: County, officer: Client) -> None:
    page = at(an_open_one(county.enterprise))

    assert 'name="user"' not in officer.get(page).content.decode()
    staff(Role.JUDGE, county.bureau)
    assert 'name="user"' in officer.get(page).content.decode()


def test_who_does_not_hold_the_competition_names_nobody(county: County, officer: Client) -> None:
    competition, worker = an_open_one(county.town), someone(county.team)

    assert officer.post(at(competition, "judges/"), {"number": "0213"}).status_code == 404
    assert roles_of(worker) == []


def test_a_judge_without_a_password_is_given_a_link_beside_his_name(county: County, officer: Client) -> None:
    competition, worker = an_open_one(county.enterprise), someone(county.team, phone="13812345678")

    page = named(officer, competition, number="0213")
    address = at(competition, f"judges/{competition.judges.get().pk}/password/")
    assert f'action="{address}"' in page
    assert officer.get(address).status_code == 302
    assert not AuditEntry.objects.filter(action="password.link").exists()
    shown = officer.post(address)

    assert "no-store" in shown["Cache-Control"]
    for said in ("http://testserver/sign-in/password/", "data:image/svg+xml", worker.name, "13812345678"):
        assert said in shown.content.decode()
    assert AuditEntry.objects.get(action="password.link").subject == f"organizations.user:{worker.pk}"


def test_a_judge_with_a_password_or_with_another_role_is_offered_none(county: County, officer: Client) -> None:
    competition, leader = an_open_one(county.enterprise), someone(county.team)
    RoleGrantFactory(user=leader, role=Role.TEAM_LEADER, unit=county.team)
    with_password = UserFactory(password=PASSWORD)
    MembershipFactory(user=with_password, unit=county.team, employee_no="0214")

    for number in ("0213", "0214"):
        named(officer, competition, number=number)
    assert "/password/" not in officer.get(at(competition)).content.decode()
    for judge in Judge.objects.all():
        refused = officer.post(at(competition, f"judges/{judge.pk}/password/"), follow=True).content.decode()
        assert "/sign-in/password/" not in refused
        assert judge.user.name in refused


def test_another_s_judge_gets_no_link_here(county: County, officer: Client) -> None:
    own, other = an_open_one(county.enterprise), an_open_one(county.neighbour)
    judges_of(other)
    judge = other.judges.first()
    assert judge is not None

    assert officer.post(at(own, f"judges/{judge.pk}/password/")).status_code == 404
    assert officer.post(at(other, f"judges/{judge.pk}/password/")).status_code == 404


def test_the_page_costs_the_same_with_many_new_judges(
    county: County, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    competition = an_open_one(county.enterprise)
    name_judge(competition=competition, user=worker_of(county.team), by=None)
    officer.get(at(competition))
    with django_assert_max_num_queries(40) as with_one:
        officer.get(at(competition))
    for _one in range(6):
        name_judge(competition=competition, user=worker_of(county.team), by=None)

    with django_assert_max_num_queries(len(with_one.captured_queries)):
        officer.get(at(competition))
