"""What one enterprise proposes, no other enterprise sees a word of, whichever door of the admin it tries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import TaskState

from courses.models import AccidentCasePage, CaseIndexPage
from courses.rights.proposals import make_proposal_section
from organizations.models import Role, Unit, User
from organizations.services.grants import grant_role
from organizations.services.units import create_enterprise
from tests.factories.courses import a_case
from tests.factories.organizations import (
    PASSWORD,
    BureauFactory,
    EnterpriseFactory,
    TownFactory,
    UserFactory,
    desk_of,
    phone_of,
    staff,
)

pytestmark = pytest.mark.django_db

SECRET, AUTHOR, WORD = "密而不宣的事故", "密而不宣的作者", "密而不宣"
OWN = "自己的草稿"
LOUD = frozenset({"wagtailadmin_logout", "wagtailadmin_error_test"})
LISTS = (
    *(f"?q={WORD}", f"?q={WORD}&search_all=1", "?type=courses.AccidentCasePage&fields=*", "?export=csv"),
    *("?page_type=courses.accidentcasepage", f"?page_type=courses.accidentcasepage&q={WORD}", "?owner=1&edited_by=1"),
)
MANY = ("?id={case}", "?id=all", "?id=all&childOf={section}", f"?id=all&q={WORD}")
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")  # as JSON writes Chinese


def somebody(role: Role, unit: Unit, name: str = "某人") -> User:
    user: User = UserFactory(password=PASSWORD, name=name)
    grant_role(user=user, role=role, unit=unit, by=None)
    return user


@dataclass(frozen=True)
class Secret:
    """A case that somebody of one enterprise has handed in, and the enterprise next door, which proposes cases too."""

    case: AccidentCasePage
    task: TaskState
    author: User
    next_door: Unit
    neighbour: User


@pytest.fixture
def secret() -> Secret:
    mine = create_enterprise(parent=TownFactory(), name="石岭沟铁矿", code="SLG", industry="tobacco", by=None)
    next_door = create_enterprise(parent=TownFactory(), name="青崖铁矿", code="QYT", industry="tobacco", by=None)
    author, neighbour = somebody(Role.SAFETY_OFFICER, mine, AUTHOR), somebody(Role.ENTERPRISE_HEAD, next_door)
    case = proposal(SECRET, mine, author)
    proposal(OWN, next_door, neighbour)
    state = case.get_workflow().start(case, author)
    return Secret(case, state.current_task_state, author, next_door, neighbour)


def proposal(title: str, unit: Unit, author: User) -> AccidentCasePage:
    case = a_case(title, below=make_proposal_section(unit), live=False, owner=author, short_title=title)
    case.save_revision(user=author, log_action=True)
    return case


def doors(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the name of every address of the admin, with the values it wants."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from doors(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name and entry.name not in LOUD:
            yield f"{space}{entry.name}", frozenset(entry.pattern.converters)


def addresses(secret: Secret) -> set[str]:
    """Return every address of the admin that can be filled in with the secret case and what belongs to it."""
    case, task = secret.case, secret.task
    values: dict[str, object] = {
        **dict.fromkeys(("page_id", "pk", "object_id", "page_to_move_id", "parent_page_id"), case.pk),
        **{"destination_id": CaseIndexPage.objects.get().pk, "session_id": 1},
        **{"revision_id": case.latest_revision.pk, "revision_id_a": "earliest", "revision_id_b": "latest"},
        **{"task_state_id": task.pk, "task_id": task.task_id, "workflow_state_id": task.workflow_state_id},
        **{"action_name": "approve", "action": "delete", "app_label": "wagtailcore", "model_name": "page"},
        **{"content_type_app_name": "courses", "content_type_model_name": "accidentcasepage"},
    }
    found = set()
    for choice in (values, {**values, "parent_page_id": case.get_parent().pk, "action": "move"}):
        for name, wanted in doors():
            if wanted <= set(choice):
                with suppress(NoReverseMatch):
                    found.add(reverse(name, kwargs={key: choice[key] for key in wanted}))
    return {address for address in found if address.startswith("/admin/")}


def told(client: Client, secret: Secret, tried: set[str]) -> set[str]:
    """Return the addresses that say a word of the secret case or of its author; what opens is asked in every way."""
    names = {"case": secret.case.pk, "section": secret.case.get_parent().pk}
    opened = {address for address in tried if client.get(address).status_code == HTTPStatus.OK}
    asked = opened | {address + query.format(**names) for address in opened for query in LISTS}
    asked |= {address + query.format(**names) for address in tried if "/bulk/" in address for query in MANY}
    return {address for address in asked if tells(body(client, address))}


def tells(text: str) -> bool:
    return SECRET in text or AUTHOR in text


def body(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), b"".join(answer).decode(errors="ignore"))


@pytest.mark.parametrize("role", [Role.ENTERPRISE_HEAD, Role.SAFETY_OFFICER])
def test_no_address_of_the_admin_tells_a_neighbour_of_it(secret: Secret, role: Role) -> None:
    assert told(desk_of(somebody(role, secret.next_door)), secret, addresses(secret)) == set()


def test_through_the_same_doors_its_own_enterprise_finds_it(secret: Secret) -> None:
    """Without it, the walk above would also pass on pages that show nothing to anybody."""
    of_case, of_section = secret.case.pk, secret.case.get_parent().pk
    telling = {
        "/admin/",
        f"/admin/pages/{of_section}/",
        "/admin/pages/search/",
        "/admin/choose-page/search/",
        f"/admin/choose-page/{of_section}/",
        "/admin/api/main/pages/",
        "/admin/bulk/wagtailcore/page/delete/",
        *(f"/admin/pages/{of_case}/{view}/" for view in ("edit", "history", "usage", "delete", "copy", "view_draft")),
        f"/admin/pages/{of_case}/workflow_history/",
    }

    assert telling <= addresses(secret)
    assert {address.partition("?")[0] for address in told(desk_of(secret.author), secret, telling)} == telling


@pytest.mark.parametrize("address", ["/admin/pages/search/?q={word}", "/admin/choose-page/search/?q={word}"])
def test_a_neighbours_search_does_not_even_count_it(secret: Secret, address: str) -> None:
    found = desk_of(secret.neighbour).get(address.format(word=WORD)).context["pages"]
    assert len(list(found)) == 0


def test_a_neighbour_does_not_decide_change_or_take_away(secret: Secret) -> None:
    neighbour, case = desk_of(secret.neighbour), secret.case
    action = [case.pk, "approve", secret.task.pk]
    for address in (
        reverse("wagtailadmin_pages:workflow_action", args=action),
        reverse("wagtailadmin_pages:edit", args=[case.pk]),
        reverse("wagtailadmin_pages:delete", args=[case.pk]),
        reverse("wagtailadmin_pages:copy", args=[case.pk]),
        f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={case.pk}",
    ):
        neighbour.post(address, {"action-publish": "1", "title": "x", "new_title": "x", "new_slug": "x"})
    case.refresh_from_db()
    secret.task.refresh_from_db()
    assert (case.live, case.title, secret.task.status) == (False, SECRET, TaskState.STATUS_IN_PROGRESS)
    assert AccidentCasePage.objects.count() == 2


def test_no_reader_sees_it_before_it_is_published(secret: Secret) -> None:
    for client in (phone_of(UserFactory()), desk_of(secret.neighbour), desk_of(secret.author)):
        assert SECRET not in body(client, f"/cases/?q={WORD}")
        assert SECRET not in body(client, "/cases/")
        assert client.get(secret.case.url).status_code == 404


def test_who_comes_to_a_folder_of_proposals_is_sent_on_to_the_library(secret: Secret) -> None:
    section = secret.case.get_parent()
    for folder in (section, section.get_parent()):
        assert phone_of(UserFactory()).get(folder.url)["Location"] == "/cases/"
        assert Client().get(folder.url)["Location"].startswith("/sign-in/")


def test_a_superuser_meets_no_wall(secret: Secret) -> None:
    boss = desk_of(UserFactory(is_superuser=True))
    assert SECRET in body(boss, reverse("wagtailadmin_pages:edit", args=[secret.case.pk]))
    assert boss.get("/admin/reports/workflow/").status_code == 200


def test_a_report_on_everybodys_pages_is_for_superusers(secret: Secret) -> None:
    curator = desk_of(somebody(Role.CURATOR, BureauFactory()))
    assert curator.get("/admin/reports/workflow/").status_code == 302


def test_who_works_on_no_page_meets_the_wall_without_harm() -> None:
    officer = desk_of(staff(Role.SAFETY_OFFICER, EnterpriseFactory()))
    assert officer.get(reverse("wagtailadmin_explore", args=[CaseIndexPage.objects.get().pk])).status_code == 302
    assert officer.get("/admin/").status_code == 200
