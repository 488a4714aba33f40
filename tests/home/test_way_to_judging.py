"""Whoever is a judge finds the way to judging where he starts."""

from __future__ import annotations

import pytest
from django.test import Client

from leaderboard.models import Part
from leaderboard.services.judges import appoint_judge
from organizations.models import Role, User
from tests.factories.competitions import a_running_one, an_open_one, mark
from tests.factories.organizations import (
    PASSWORD,
    County,
    MembershipFactory,
    RoleGrantFactory,
    UserFactory,
    desk_of,
    phone_of,
    staff,
    worker_of,
)

pytestmark = pytest.mark.django_db
WAY = 'href="/judging/"'


def judging_worker(county: County) -> User:
    """Return somebody of the neighbouring enterprise who judges here."""
    person: User = UserFactory(password=PASSWORD)
    MembershipFactory(user=person, unit=county.neighbour_team)
    RoleGrantFactory(user=person, role=Role.JUDGE, unit=county.enterprise)
    appoint_judge(competition=an_open_one(county.enterprise), user=person, is_chief=False, by=None)
    return person


def start(reader: Client) -> str:
    return reader.get("/", follow=True).content.decode()


def test_a_worker_with_his_pin_finds_it_and_is_told_to_bring_his_password(county: County) -> None:
    phone = phone_of(judging_worker(county))

    page = start(phone)

    assert WAY in page
    assert "6 位密码不行" in page
    assert "/sign-in/staff/" in phone.get("/judging/")["Location"]


def test_who_has_no_password_yet_is_told_whom_to_ask_for_one(county: County) -> None:
    judge = judging_worker(county)
    assert "还没有登录密码" not in start(phone_of(judge))
    judge.set_unusable_password()
    judge.save()

    assert "请聘请您的人给一个链接" in start(phone_of(judge))


def test_with_his_password_he_is_told_nothing_more(county: County) -> None:
    page = start(desk_of(judging_worker(county)))

    assert WAY in page
    assert "6 位密码不行" not in page


def test_a_judge_who_has_only_a_desk_finds_it_there(county: County) -> None:
    assert WAY in start(desk_of(staff(Role.JUDGE, county.enterprise)))


def test_the_desk_of_a_judge_counts_the_sheets_he_owes(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)])
    desk = desk_of(running.judges[1])

    page = desk.get("/desk/").content.decode()
    assert "没有欠的" not in page
    assert "欠 1 项" in page
    assert "还有 2 张评分表要填" in page

    for part in Part.objects.filter(stage__competition=running.competition):
        mark(running.judges[1], running.entrants[0], part)
    assert "没有欠的" in desk.get("/desk/").content.decode()


def test_a_worker_who_judges_nothing_finds_no_such_way(county: County) -> None:
    assert WAY not in start(phone_of(MembershipFactory(unit=county.team).user))
