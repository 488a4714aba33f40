"""The wall: every address of the site, asked for by every role, from inside and from next door.

A new URL fails here until it says who may have it: `wall/` has a module for each app, in which `SEEN_BY` names the
roles that get a page; everybody else must be sent away, or not find it. Lists are open to many, but nothing of the
enterprise may stand on a page that a neighbour gets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from tests.architecture.wall import (
    competitions,
    corrections,
    courses,
    exams,
    hazards,
    home,
    integrity,
    leaderboard,
    organizations,
    procedures,
    rewards,
    screens,
)
from tests.architecture.wall.grounds import SECRET, Grounds, grounds_of
from tests.architecture.wall.roles import clients_of
from tests.factories.organizations import MembershipFactory, small_county

NOT_A_PAGE = frozenset({301, 302, 403, 404, 405, 410})
SEEN_BY = {
    **home.SEEN_BY,
    **organizations.SEEN_BY,
    **courses.SEEN_BY,
    **exams.SEEN_BY,
    **corrections.SEEN_BY,
    **integrity.SEEN_BY,
    **leaderboard.SEEN_BY,
    **competitions.SEEN_BY,
    **procedures.SEEN_BY,
    **screens.SEEN_BY,
    **hazards.SEEN_BY,
    **rewards.SEEN_BY,
}
# Addresses that Wagtail brings and that lead nowhere of ours, or are looked at through the pages above.
WAGTAILS = frozenset(
    {
        "wagtaildocs_serve",
        "wagtaildocs_authenticate_with_password",
        "wagtailcore_authenticate_with_password",
        "wagtailcore_login",
        "wagtail_serve",
        "media",
    }
)
# Doors of the admin that stand open to everybody: signing in and what the sign-in page needs.
ADMIN_DOORS = (
    "admin/login/",
    "admin/password_reset/",
    "admin/jsi18n/",
    "admin/sprite",
    "admin/logout/",
    "admin/failwhale/",
)


@dataclass(frozen=True)
class World:
    """Every address and one client for every role."""

    clients: dict[str, Client]
    addresses: dict[str, str]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once: what a test does to it is undone with the test's own savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        county = small_county()
        grounds = grounds_of(county)
        neighbour = MembershipFactory(unit=county.neighbour_team).user
        yield World(clients_of(county, grounds.worker, neighbour), _addresses(grounds))
        transaction.set_rollback(True)


def _addresses(grounds: Grounds) -> dict[str, str]:
    plain = {name: f"/{route}" for route, name in _routes() if name in SEEN_BY and "<" not in route}
    apps = (
        organizations,
        courses,
        exams,
        corrections,
        integrity,
        leaderboard,
        competitions,
        procedures,
        hazards,
        rewards,
        screens,
    )
    return plain | {name: address for app in apps for name, address in app.addresses(grounds).items()}


def _routes(
    resolver: URLResolver | None = None, before: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, route, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif isinstance(entry, URLPattern):
            yield route, ":".join((*spaces, entry.name or "media"))


def test_every_address_has_an_expectation() -> None:
    own = {name for route, name in _routes() if not route.startswith("admin/")}

    assert own - WAGTAILS == set(SEEN_BY) - set(courses.PAGES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(SEEN_BY))
def test_an_address_opens_for_whom_it_is_meant_and_for_nobody_else(world: World, name: str) -> None:
    answers = {role: client.get(world.addresses[name]) for role, client in world.clients.items()}

    assert {role for role, answer in answers.items() if answer.status_code == 200} == SEEN_BY[name]
    refused = {role: answer.status_code for role, answer in answers.items() if role not in SEEN_BY[name]}
    assert set(refused.values()) <= NOT_A_PAGE, refused


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["neighbour_worker", "neighbour_officer", "neighbour_town", "curator"])
def test_no_page_tells_an_outsider_of_a_worker(world: World, role: str) -> None:
    bearer = {"organizations:card"}  # whoever holds the card is taken for its worker

    for name, address in world.addresses.items():
        answer = world.clients[role].get(address)
        if answer.status_code == 200 and name not in bearer:
            assert SECRET not in answer.getvalue().decode(errors="ignore"), name


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["nobody", "worker", "leader", "town"])
def test_who_makes_nothing_finds_no_door_into_the_admin(world: World, role: str) -> None:
    client = world.clients[role]
    opened = []
    for route, _name in _routes():
        if route.startswith("admin/") and not route.startswith(ADMIN_DOORS):
            address = "/" + _filled(route)
            if client.get(address).status_code == 200:
                opened.append(address)

    assert opened == []


def _filled(route: str) -> str:
    """Return the route with a sample in the place of every variable part."""
    route = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", route)
    route = re.sub(r"<[^>]+>", "1", route)
    return re.sub(r"[\^$]|\(\?:[^)]*\)|\\[dwZ][+*]?|\([^)]*\)[?*+]?|\?", "", route)
