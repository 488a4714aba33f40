"""Getting in, being kept out, and being let in again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from organizations.models import AuditEntry, Outcome, Role, User
from organizations.services.cards import card_token, issue_cards, void_cards
from organizations.services.sign_in import TRIES_PER_ACCOUNT, TRIES_PER_ADDRESS, WeakPin, check_pin_strength
from tests.factories.organizations import (
    PASSWORD,
    PIN,
    EnterpriseFactory,
    MembershipFactory,
    TownFactory,
    UserFactory,
    desk_of,
    phone_of,
    staff,
)

pytestmark = pytest.mark.django_db


def a_worker(*, code: str = "SLG", number: str = "0217", phone: str | None = None) -> User:
    enterprise = EnterpriseFactory(code=code)
    place = MembershipFactory(user=UserFactory(pin=PIN, phone=phone), unit=enterprise, employee_no=number)
    user: User = place.user
    return user


def sign_in(client: Client, *, account: str = "0217", pin: str = PIN, code: str = "SLG", **extra: str) -> int:
    form = {"account": account, "pin": pin, "enterprise": code}
    return client.post("/sign-in/", form, **extra).status_code  # type: ignore[arg-type]


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_a_worker_gets_in_with_his_employee_number_and_pin(client: Client) -> None:
    a_worker()

    assert sign_in(client) == 302
    assert is_in(client)


def test_a_worker_gets_in_with_his_phone_and_needs_no_code(client: Client) -> None:
    a_worker(phone="13800001111")

    assert sign_in(client, account="13800001111", code="") == 302
    assert is_in(client)


def test_a_phone_remembers_only_what_can_be_the_code_of_an_enterprise(client: Client) -> None:
    a_worker(phone="13800001111")

    assert sign_in(client, account="13800001111", code="石岭沟") == 302
    assert "enterprise" not in client.cookies
    assert sign_in(client, account="13800001111", code="slg") == 302
    assert client.cookies["enterprise"].value == "SLG"


def test_the_same_employee_number_in_another_enterprise_is_another_person(client: Client) -> None:
    a_worker(code="SLG")
    other = a_worker(code="QYT")
    other.set_pin("975310")
    other.save()

    assert sign_in(client, code="QYT") == 401
    assert sign_in(client, code="QYT", pin="975310") == 302


@pytest.mark.parametrize(("account", "pin"), [("0217", "111222"), ("9999", PIN)], ids=["wrong PIN", "nobody"])
def test_a_refusal_does_not_say_which_part_was_wrong(client: Client, account: str, pin: str) -> None:
    a_worker()

    page = client.post("/sign-in/", {"account": account, "pin": pin, "enterprise": "SLG"})

    assert page.status_code == 401
    assert "工号或密码不对" in page.content.decode()


def test_every_sign_in_leaves_a_row_whether_it_succeeds_or_not(client: Client) -> None:
    worker = a_worker()
    sign_in(client, pin="000111")
    sign_in(client)

    rows = AuditEntry.objects.filter(action="sign_in").order_by("at")

    assert [(row.outcome, row.actor) for row in rows] == [(Outcome.REFUSED, None), (Outcome.DONE, worker)]
    assert "0217" not in "".join(row.subject for row in rows)


def test_an_account_is_locked_after_too_many_wrong_pins_and_opens_by_itself(client: Client) -> None:
    a_worker()
    for _try in range(TRIES_PER_ACCOUNT):
        assert sign_in(client, pin="000111") == 401

    assert sign_in(client) == 401
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(client) == 302


def test_a_locked_account_does_not_lock_its_neighbours(client: Client) -> None:
    a_worker()
    enterprise = MembershipFactory(unit__parent=EnterpriseFactory(code="XYZ")).enterprise
    MembershipFactory(user=UserFactory(pin=PIN), unit=enterprise, employee_no="0002")
    for _try in range(TRIES_PER_ACCOUNT):
        sign_in(client, pin="000111")

    assert sign_in(client, account="0002", code="XYZ") == 302


def test_an_address_that_tries_many_accounts_is_locked(client: Client) -> None:
    a_worker()
    AuditEntry.objects.bulk_create(
        AuditEntry(action="sign_in", outcome=Outcome.REFUSED, subject=f"account:{n}", address="10.9.9.9")
        for n in range(TRIES_PER_ADDRESS)
    )

    assert sign_in(client, REMOTE_ADDR="10.9.9.9") == 401
    assert sign_in(client, REMOTE_ADDR="10.9.9.8") == 302


def test_a_pin_never_opens_the_desk() -> None:
    officer = staff(Role.SAFETY_OFFICER, EnterpriseFactory())

    assert phone_of(officer).get("/desk/").status_code == 302
    assert phone_of(officer).get("/admin/").status_code == 302
    assert desk_of(officer).get("/desk/").status_code == 200


def test_staff_who_have_no_business_in_the_admin_are_sent_to_their_desk_and_told_so() -> None:
    town_officer = desk_of(staff(Role.TOWN_OFFICER, TownFactory()))

    page = town_officer.get("/admin/", follow=True)

    assert page.redirect_chain[-1][0] == "/desk/"
    assert "您没有权限访问管理后台" in page.content.decode()


def test_staff_get_in_with_a_password(client: Client) -> None:
    officer = staff(Role.SAFETY_OFFICER, EnterpriseFactory())

    page = client.post("/sign-in/staff/", {"username": officer.username, "password": PASSWORD})

    assert page.status_code == 302
    assert client.get("/desk/").status_code == 200


def test_with_a_second_factor_the_password_alone_opens_nothing(client: Client) -> None:
    officer = staff(Role.SAFETY_OFFICER, EnterpriseFactory())
    device = TOTPDevice.objects.create(user=officer, confirmed=True)

    client.post("/sign-in/staff/", {"username": officer.username, "password": PASSWORD})
    assert not is_in(client)
    assert client.post("/sign-in/staff/code/", {"code": "000000"}).status_code == 401
    assert not is_in(client)
    device.refresh_from_db()
    device.throttle_reset()

    code = f"{totp(device.bin_key):06d}"
    assert client.post("/sign-in/staff/code/", {"code": code}).status_code == 302
    assert is_in(client)


def test_a_password_waits_five_minutes_for_its_code_and_no_longer(client: Client) -> None:
    officer = staff(Role.SAFETY_OFFICER, EnterpriseFactory())
    device = TOTPDevice.objects.create(user=officer, confirmed=True)
    client.post("/sign-in/staff/", {"username": officer.username, "password": PASSWORD})

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        page = client.post("/sign-in/staff/code/", {"code": f"{totp(device.bin_key):06d}"})

    assert page.headers["Location"] == "/sign-in/staff/"
    assert not is_in(client)


def test_a_desk_left_alone_for_half_an_hour_is_signed_out(client: Client) -> None:
    officer = staff(Role.SAFETY_OFFICER, EnterpriseFactory())
    client.post("/sign-in/staff/", {"username": officer.username, "password": PASSWORD})

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert not is_in(client)


def test_a_workers_phone_stays_signed_in_for_weeks(client: Client) -> None:
    a_worker()
    sign_in(client)

    with time_machine.travel(timezone.now() + timedelta(days=20)):
        assert is_in(client)


def test_signing_out_everywhere_ends_the_other_phone_too() -> None:
    worker = a_worker()
    here, there = phone_of(worker), phone_of(worker)

    here.post("/me/sessions/")

    assert not is_in(here)
    assert not is_in(there)


def test_a_new_pin_ends_the_other_phone_and_keeps_this_one() -> None:
    worker = a_worker()
    here, there = phone_of(worker), phone_of(worker)

    here.post("/me/pin/", {"old": PIN, "pin": "975310", "again": "975310"})

    assert is_in(here)
    assert not is_in(there)


@pytest.mark.parametrize("pin", ["12345", "1234567", "12a456", "１２３４５６", "111111", "123456", "987654"])
def test_a_pin_that_anyone_would_try_is_refused(pin: str) -> None:
    with pytest.raises(WeakPin):
        check_pin_strength(pin)


def test_a_card_lets_its_worker_choose_a_pin_once(client: Client) -> None:
    worker = a_worker()
    [card] = issue_cards(users=[worker], unit=worker.memberships.get().unit, by=None)
    url = f"/sign-in/card/{card_token(card)}/"

    assert client.get(url).status_code == 200
    assert client.post(url, {"pin": "975310", "again": "975310"}).status_code == 302
    assert is_in(client)
    assert Client().get(url).status_code == 410


def test_a_void_or_forged_card_opens_nothing(client: Client) -> None:
    worker = a_worker()
    unit = worker.memberships.get().unit
    [card] = issue_cards(users=[worker], unit=unit, by=None)
    token = card_token(card)
    void_cards(users=[worker], unit=unit, by=None)

    assert client.get(f"/sign-in/card/{token}/").status_code == 410
    assert client.get(f"/sign-in/card/{token[:-2]}xx/").status_code == 410


def test_a_new_card_makes_the_old_one_worthless(client: Client) -> None:
    worker = a_worker()
    unit = worker.memberships.get().unit
    [old] = issue_cards(users=[worker], unit=unit, by=None)
    [new] = issue_cards(users=[worker], unit=unit, by=None)

    assert client.get(f"/sign-in/card/{card_token(old)}/").status_code == 410
    assert client.get(f"/sign-in/card/{card_token(new)}/").status_code == 200


def test_the_way_on_never_leads_to_another_site(client: Client) -> None:
    a_worker()

    form = {"account": "0217", "pin": PIN, "enterprise": "SLG", "next": "https://evil.example/"}

    assert client.post("/sign-in/", form)["Location"] == "/"
