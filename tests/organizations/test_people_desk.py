"""The desk's page of people: who can sign in, cards for who can't, within one's reach."""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import Role, SignInCard
from organizations.services.cards import issue_cards
from organizations.views import people as people_view
from tests.factories.organizations import County, MembershipFactory, desk_of, phone_of, small_county, staff

pytestmark = pytest.mark.django_db
PEOPLE = "/desk/people/"


@pytest.fixture
def county() -> County:
    county = small_county()
    MembershipFactory(unit=county.team, user__name="安贵生", employee_no="0213", user__pin="246813")
    MembershipFactory(unit=county.team, user__name="李秀英", employee_no="0214")
    MembershipFactory(unit=county.other_team, user__name="马保田", employee_no="0215")
    MembershipFactory(unit=county.neighbour_team, user__name="牛桂香", employee_no="0216")
    return county


def shown(client: Client, **filters: Any) -> set[str]:
    """Return which of the four people the page shows."""
    text = client.get(PEOPLE, filters).content.decode()
    return {name for name in ("安贵生", "李秀英", "马保田", "牛桂香") if name in text}


def issue(client: Client, **fields: Any) -> Any:
    return client.post(reverse("organizations:issue_cards"), fields)


def test_an_officer_sees_the_people_of_his_enterprise_and_nobody_elses(county: County, officer: Client) -> None:
    assert shown(officer) == {"安贵生", "李秀英", "马保田"}


def test_a_town_sees_the_people_of_its_enterprises_and_has_no_buttons(county: County) -> None:
    town = desk_of(staff(Role.TOWN_OFFICER, county.town))

    assert shown(town) == {"安贵生", "李秀英", "马保田"}
    assert 'name="person"' not in town.get(PEOPLE).content.decode()


def test_a_team_leader_sees_his_team(county: County) -> None:
    assert shown(desk_of(staff(Role.TEAM_LEADER, county.team))) == {"安贵生", "李秀英"}


def test_a_session_with_a_pin_is_asked_for_the_password(county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)

    answer = phone_of(officer).get(PEOPLE)

    assert answer.status_code == 302
    assert reverse("organizations:staff_sign_in") in answer.headers["Location"]


def test_who_sees_nobody_is_refused(county: County) -> None:
    assert desk_of(staff(Role.JUDGE, county.bureau)).get(PEOPLE).status_code == 403


def test_the_list_is_narrowed_by_team_name_number_and_way_in(county: County, officer: Client) -> None:
    issue_cards(users=[place.user for place in county.other_team.memberships.all()], unit=county.team, by=None)

    assert shown(officer, unit=county.other_team.pk) == {"马保田"}
    assert shown(officer, unit=county.workshop.pk) == {"安贵生", "李秀英", "马保田"}
    assert shown(officer, q="李") == {"李秀英"}
    assert shown(officer, q="0213") == {"安贵生"}
    assert shown(officer, way_in="pin") == {"安贵生"}
    assert shown(officer, way_in="card") == {"马保田"}
    assert shown(officer, way_in="none") == {"李秀英"}


def test_a_neighbours_team_as_filter_shows_nobody(county: County, officer: Client) -> None:
    assert shown(officer, unit=county.neighbour_team.pk) == set()


def test_cards_for_a_team_go_to_who_has_no_pin_yet(county: County, officer: Client) -> None:
    answer = issue(officer, unit=county.team.pk)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert [card.user.name for card in SignInCard.objects.all()] == ["李秀英"]


def test_one_person_who_forgot_his_pin_gets_a_new_card(county: County, officer: Client) -> None:
    place = county.team.memberships.get(employee_no="0213")

    assert issue(officer, person=place.pk).content.startswith(b"%PDF")

    assert SignInCard.objects.usable().get().user == place.user


def test_the_code_on_a_card_leads_to_this_site(
    county: County, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = Mock(return_value=b"%PDF")
    monkeypatch.setattr(people_view, "cards_pdf", draw)

    issue(officer, unit=county.team.pk)

    (card,) = draw.call_args.args[0]
    assert (card.name, card.employee_no, card.team) == ("李秀英", "0214", county.team.name)
    assert card.address.startswith("http://testserver/sign-in/card/")
    assert Client().get(card.address).status_code == 200


def test_who_only_sees_people_can_neither_issue_nor_void(county: County) -> None:
    town = desk_of(staff(Role.TOWN_OFFICER, county.town))
    place = county.team.memberships.get(employee_no="0214")

    assert issue(town, person=place.pk).status_code == 403
    assert town.post(reverse("organizations:void_card"), {"person": place.pk}).status_code == 403
    assert not SignInCard.objects.exists()


def test_a_neighbours_worker_is_not_found(county: County, officer: Client) -> None:
    place = county.neighbour_team.memberships.get()
    issue_cards(users=[place.user], unit=county.neighbour_team, by=None)

    assert issue(officer, person=place.pk).status_code == 404
    assert officer.post(reverse("organizations:void_card"), {"person": place.pk}).status_code == 404
    assert issue(officer, unit=county.neighbour_team.pk).status_code == 302
    assert SignInCard.objects.usable().filter(user=place.user).count() == SignInCard.objects.count() == 1


def test_voiding_makes_the_card_worthless_and_keeps_the_filters(county: County, officer: Client) -> None:
    place = county.team.memberships.get(employee_no="0214")
    issue(officer, person=place.pk)

    answer = officer.post(reverse("organizations:void_card"), {"person": place.pk, "q": "李"}, follow=True)

    assert not SignInCard.objects.usable().exists()
    assert answer.redirect_chain[0][0].endswith("?q=%E6%9D%8E")
    assert "李秀英" in answer.content.decode()


def test_more_cards_than_can_be_drawn_at_once_are_refused_in_words(
    county: County, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_view, "MOST_CARDS", 1)

    answer = issue(officer)

    assert answer.status_code == 302
    assert not SignInCard.objects.exists()


def test_somebody_over_several_enterprises_chooses_one_before_issuing(county: County) -> None:
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))

    assert issue(bureau).status_code == 302
    assert not SignInCard.objects.exists()
    assert issue(bureau, enterprise=county.neighbour.pk).content.startswith(b"%PDF")
    assert [card.user.name for card in SignInCard.objects.all()] == ["牛桂香"]


def test_the_page_asks_the_database_no_more_for_fifty_people_than_for_three(county: County, officer: Client) -> None:
    officer.get(PEOPLE)  # what is cached once
    with CaptureQueriesContext(connection) as few:
        officer.get(PEOPLE)
    MembershipFactory.create_batch(60, unit=county.team)

    with CaptureQueriesContext(connection) as many:
        officer.get(PEOPLE)

    assert len(many) == len(few)
