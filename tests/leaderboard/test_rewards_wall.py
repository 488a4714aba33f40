"""No yuan of an enterprise's rewards leaves it, by whatever address; nor a draft, nor a seal."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from leaderboard.models import RewardLine
from leaderboard.services.seals import bring_seal
from organizations.models import Role, User
from tests.factories.organizations import OUTSIDE, County, UserFactory, desk_of, phone_of, staff, worker_of
from tests.factories.rewards import YUAN, a_list, approved, approver_of, keeper_of, put, rewarded, seal_file

pytestmark = pytest.mark.django_db
WITHOUT_YUAN = [*OUTSIDE, (Role.TEAM_LEADER, "team")]
FROM_ABOVE = [(Role.BUREAU_ADMIN, "bureau"), (Role.INSPECTOR, "bureau"), (Role.TOWN_OFFICER, "town")]
NEXT_DOOR = [
    (Role.SAFETY_OFFICER, "neighbour"),
    (Role.TOWN_OFFICER, "neighbour_town"),
    (Role.TEAM_LEADER, "other_team"),
]


def addresses(line: RewardLine) -> list[str]:
    page = f"/desk/rewards/{line.rewards_id}/"
    files = [f"{page}{name}" for name in ("", "title/", "certificates/", "poster/", "poster/1.png")]
    return [*files, "/desk/rewards/", f"/desk/rewards/lines/{line.pk}/", "/honours/mine/", f"/honours/{line.number}/"]


def text_of(client: Client, address: str) -> str:
    return client.get(address).getvalue().decode(errors="ignore")


def cells_of(client: Client, line: RewardLine) -> set[str]:
    answer = client.get(f"/desk/rewards/{line.rewards_id}/table/")
    if answer.status_code != 200:
        return set()
    book = load_workbook(BytesIO(answer.getvalue()))
    return {str(value) for row in book.active.iter_rows(values_only=True) for value in row}


@pytest.mark.parametrize(("role", "place"), WITHOUT_YUAN)
def test_no_role_outside_reaches_a_yuan(county: County, role: Role, place: str) -> None:
    line = rewarded(county.enterprise, county.team)
    client = desk_of(staff(role, getattr(county, place)))

    assert not [address for address in addresses(line) if YUAN in text_of(client, address)]
    assert YUAN not in cells_of(client, line)


def test_not_even_a_superuser_does(county: County) -> None:
    line = rewarded(county.enterprise, county.team)
    client = desk_of(UserFactory(is_superuser=True))

    assert not [address for address in addresses(line) if YUAN in text_of(client, address)]
    assert YUAN not in cells_of(client, line)


def test_the_audit_log_that_the_bureau_reads_holds_no_yuan(county: County) -> None:
    rewarded(county.enterprise, county.team)

    page = desk_of(staff(Role.BUREAU_ADMIN, county.bureau)).get("/admin/reports/audit/", follow=True)

    assert YUAN not in page.content.decode()


@pytest.mark.parametrize(("role", "place"), FROM_ABOVE)
def test_from_above_names_and_prizes_are_seen(county: County, role: Role, place: str) -> None:
    line = rewarded(county.enterprise, county.team)
    client = desk_of(staff(role, getattr(county, place)))

    page = text_of(client, f"/desk/rewards/{line.rewards_id}/")

    assert line.name in page
    assert line.prize in page
    assert {line.name, line.prize} <= cells_of(client, line)


@pytest.mark.parametrize(("role", "place"), NEXT_DOOR)
def test_next_door_nothing_is_found(county: County, role: Role, place: str) -> None:
    line = rewarded(county.enterprise, county.team)
    client = desk_of(staff(role, getattr(county, place)))

    assert client.get(f"/desk/rewards/{line.rewards_id}/").status_code == 404
    assert line.name not in text_of(client, "/desk/rewards/")


@pytest.mark.parametrize(("role", "place"), [*FROM_ABOVE, (Role.TEAM_LEADER, "team")])
def test_a_draft_is_seen_by_who_draws_it_up_and_who_approves_it_alone(county: County, role: Role, place: str) -> None:
    rewards = a_list(county.enterprise)
    put(rewards, worker_of(county.team))
    page = f"/desk/rewards/{rewards.pk}/"

    assert desk_of(staff(role, getattr(county, place))).get(page).status_code == 404
    for person in (keeper_of(county.enterprise), approver_of(county.enterprise)):
        assert YUAN in text_of(desk_of(person), page)


@pytest.mark.parametrize(("role", "place"), [(Role.BUREAU_ADMIN, "bureau"), (Role.TOWN_OFFICER, "town")])
def test_who_draws_up_the_countys_lists_can_not_touch_an_enterprises(county: County, role: Role, place: str) -> None:
    rewards = a_list(county.enterprise)
    line = put(rewards, worker_of(county.team))
    client = desk_of(staff(role, getattr(county, place)))

    for address in (f"/desk/rewards/{rewards.pk}/acts/hand-in/", f"/desk/rewards/{rewards.pk}/lines/"):
        assert client.post(address).status_code == 404
    assert client.post(f"/desk/rewards/lines/{line.pk}/", {"remove": "1", "reason": "不发"}).status_code == 404
    form = client.get("/desk/rewards/new/").context["form"]
    assert county.enterprise not in form.fields["owner"].queryset


def test_of_a_county_list_an_enterprise_sees_its_own_people_without_yuan(county: County) -> None:
    rewards = a_list(county.bureau)
    own, other = worker_of(county.team, name="近处的人"), worker_of(county.neighbour_team, name="远处的人")
    for person in (own, other):
        put(rewards, person)
    approved(rewards)
    officer = desk_of(keeper_of(county.enterprise))

    page = text_of(officer, f"/desk/rewards/{rewards.pk}/")

    assert own.name in page
    assert other.name not in page
    assert YUAN not in page
    assert officer.get(f"/desk/rewards/{rewards.pk}/poster/1.png").status_code == 404
    assert officer.get(f"/desk/rewards/{rewards.pk}/certificates/").status_code == 200


def test_each_recipient_sees_his_own_yuan_and_nobody_elses(county: County) -> None:
    line = rewarded(county.bureau, county.team)
    worker, colleague = line.worker, worker_of(county.team)

    assert YUAN in text_of(phone_of(_known(worker)), "/honours/mine/")
    assert YUAN not in text_of(phone_of(colleague), "/honours/mine/")
    assert phone_of(colleague).get(f"/honours/{line.pk}.png").status_code == 404


def test_a_seal_is_seen_by_who_draws_up_or_approves_its_units_lists(county: County) -> None:
    seal = bring_seal(unit=county.enterprise, filename="章.png", content=seal_file(), by=approver_of(county.enterprise))
    page = f"/desk/rewards/seals/{seal.pk}.png"

    for person in (keeper_of(county.enterprise), approver_of(county.enterprise)):
        assert desk_of(person).get(page).status_code == 200
    for role, place in WITHOUT_YUAN:
        assert desk_of(staff(role, getattr(county, place))).get(page).status_code in {403, 404}
    assert desk_of(UserFactory(is_superuser=True)).get(page).status_code == 404


def _known(worker: User | None) -> User:
    assert worker is not None
    return worker
