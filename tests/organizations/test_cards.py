"""A sign-in card opens once, for one person, until it is voided or a newer one is issued."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import AuditEntry, SignInCard, User
from organizations.services.cards import CardRefused, card_token, issue_cards, usable_card, use_card, void_cards
from organizations.services.sign_in import WeakPin
from tests.factories.organizations import County, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(county: County) -> User:
    person: User = MembershipFactory(unit=county.team).user
    return person


def issue(worker: User, county: County) -> str:
    return card_token(issue_cards(users=[worker], unit=county.team, by=None).get())


def test_a_card_sets_the_pin_once(worker: User, county: County) -> None:
    token = issue(worker, county)

    use_card(token=token, pin="246813")

    worker.refresh_from_db()
    assert worker.check_pin("246813")
    with pytest.raises(CardRefused):
        use_card(token=token, pin="135792")
    worker.refresh_from_db()
    assert worker.check_pin("246813")


def test_a_weak_pin_does_not_use_the_card_up(worker: User, county: County) -> None:
    token = issue(worker, county)

    with pytest.raises(WeakPin):
        use_card(token=token, pin="123456")

    assert usable_card(token).user == worker


def test_a_new_card_makes_the_old_one_void(worker: User, county: County) -> None:
    old, new = issue(worker, county), issue(worker, county)

    with pytest.raises(CardRefused):
        usable_card(old)
    assert usable_card(new).user == worker


def test_a_voided_card_opens_nothing(worker: User, county: County) -> None:
    token = issue(worker, county)

    assert void_cards(users=[worker], unit=county.team, by=None) == 1

    with pytest.raises(CardRefused):
        usable_card(token)


def test_voiding_says_how_many_there_were(worker: User, county: County) -> None:
    assert void_cards(users=[worker], unit=county.team, by=None) == 0


def test_a_forged_token_and_another_cards_number_open_nothing(worker: User, county: County) -> None:
    token = issue(worker, county)
    number, signature = token.split(":")

    for forged in ("", "nonsense", f"{int(number) + 1}:{signature}", number):
        with pytest.raises(CardRefused):
            usable_card(forged)


def test_the_card_of_somebody_made_inactive_opens_nothing(worker: User, county: County) -> None:
    token = issue(worker, county)
    User.objects.filter(pk=worker.pk).update(is_active=False)

    with pytest.raises(CardRefused):
        usable_card(token)


def test_the_cards_address_lets_its_bearer_in_and_then_says_it_is_used(worker: User, county: County) -> None:
    address = reverse("organizations:card", args=(issue(worker, county),))
    phone, thief = Client(), Client()

    assert phone.get(address).status_code == 200
    answer = phone.post(address, {"pin": "246813", "again": "246813"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert phone.session["_auth_user_id"] == str(worker.pk)
    assert thief.get(address).status_code == 410


def test_issuing_and_voiding_leave_audit_rows_without_names(worker: User, county: County) -> None:
    issue(worker, county)
    void_cards(users=[worker], unit=county.team, by=None)

    rows = AuditEntry.objects.filter(action__startswith="cards.").order_by("pk")
    assert [(row.action, row.unit, row.detail) for row in rows] == [
        ("cards.issue", county.team, {"people": 1}),
        ("cards.void", county.team, {"cards": 1}),
    ]


def test_the_database_keeps_one_usable_card_a_person(worker: User, county: County) -> None:
    for _time in range(3):
        issue(worker, county)

    assert SignInCard.objects.usable().filter(user=worker).count() == 1
    assert SignInCard.objects.filter(user=worker).count() == 3
