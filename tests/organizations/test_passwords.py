"""A password by a link: what it opens, and that it opens once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from organizations.models import AuditEntry, Role, RoleGrant, User
from organizations.services.grants import grant_role, revoke_role
from organizations.services.passwords import LinkRefused, choose_password
from tests.factories.organizations import (
    PIN,
    County,
    RoleGrantFactory,
    UserFactory,
    phone_of,
    staff,
)
from tests.factories.passwords import a_judge, link_of

pytestmark = pytest.mark.django_db
CHOSEN = "shovel-lantern-gravel"


def choose(client: Client, link: str, password: str = CHOSEN, again: str | None = None) -> tuple[int, str]:
    """Open the link, type the password twice, and return how it went and what the page says."""
    opened = client.get(link)
    form = opened["Location"] if opened.status_code == 302 else link
    twice = {"new_password1": password, "new_password2": password if again is None else again}
    answer = client.post(form, twice, follow=False)
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    return answer.status_code, page.content.decode()


def sign_in(name: str, password: str = CHOSEN) -> str:
    return Client().post("/sign-in/staff/", {"username": name, "password": password}).headers.get("Location", "")


def test_a_judge_chooses_his_password_and_signs_in_with_his_phone_number(county: County, holder: User) -> None:
    a_judge(county.enterprise, county.team, phone="13812345678")
    judge, client = User.objects.get(phone="13812345678"), Client()

    status, page = choose(client, link_of(judge, holder))

    assert status == 302
    assert 'value="13812345678"' in page
    assert sign_in("13812345678") == "/"
    rows = AuditEntry.objects.filter(action__startswith="password.").order_by("pk")
    assert [(row.action, row.actor, row.subject) for row in rows] == [
        ("password.link", holder, f"organizations.user:{judge.pk}"),
        ("password.set", judge, f"organizations.user:{judge.pk}"),
    ]


def test_who_has_no_phone_signs_in_with_his_enterprise_and_number(holder: User, judge: User) -> None:
    _status, page = choose(Client(), link_of(judge, holder))

    place = judge.memberships.get()
    number = f"{place.enterprise.code}/{place.employee_no}"
    assert number in page
    assert sign_in(number) == sign_in(number.lower()) == sign_in(judge.username) == "/"


def test_who_works_nowhere_signs_in_with_his_sign_in_name(bureau: User, county: County) -> None:
    person: User = UserFactory()
    RoleGrantFactory(user=person, role=Role.JUDGE, unit=county.bureau)

    _status, page = choose(Client(), link_of(person, bureau))

    assert person.username in page
    assert sign_in(person.username) == "/"


def test_the_token_does_not_stay_in_the_address(holder: User, judge: User) -> None:
    client, link = Client(), link_of(judge, holder)

    opened = client.get(link)

    assert opened["Location"].endswith("/set-password/")
    assert opened["Referrer-Policy"] == "no-referrer"
    form = client.get(opened["Location"])
    assert form.status_code == 200
    assert "no-store" in form["Cache-Control"]
    assert link.split("/")[-2] not in form.content.decode()
    assert Client().get(opened["Location"]).status_code == 410


def test_a_link_opens_once(holder: User, judge: User) -> None:
    link = link_of(judge, holder)
    also_open = Client()
    form = also_open.get(link)["Location"]
    choose(Client(), link)

    late = also_open.post(form, {"new_password1": "another-" + CHOSEN, "new_password2": "another-" + CHOSEN})
    assert late.status_code == 410
    again = Client().get(link)

    assert again.status_code == 410
    assert "这个链接打不开了" in again.content.decode()
    assert sign_in(judge.username) == "/"


def test_the_service_takes_a_used_link_no_second_time(holder: User, judge: User) -> None:
    token = link_of(judge, holder).split("/")[-2]
    choose_password(user=judge, token=token, password=CHOSEN)

    with pytest.raises(LinkRefused):
        choose_password(user=judge, token=token, password=CHOSEN)


def test_a_link_opens_for_three_days(holder: User, judge: User) -> None:
    link = link_of(judge, holder)

    with time_machine.travel(timezone.localtime() + timedelta(days=2, hours=23)):
        assert Client().get(link).status_code == 302
    with time_machine.travel(timezone.localtime() + timedelta(days=3, minutes=1)):
        assert Client().get(link).status_code == 410


def test_a_kept_link_opens_no_account_that_has_grown_since(county: County, holder: User, judge: User) -> None:
    link = link_of(judge, holder)
    grant_role(user=judge, role=Role.ENTERPRISE_HEAD, unit=county.enterprise, by=None)

    assert Client().get(link).status_code == 410


def test_a_link_ends_with_the_role_and_with_the_account(county: County, holder: User, judge: User) -> None:
    other = a_judge(county.enterprise, county.team)
    of_judge, of_other = link_of(judge, holder), link_of(other, holder)
    revoke_role(grant=RoleGrant.objects.get(user=judge), by=None)
    User.objects.filter(pk=other.pk).update(is_active=False)

    assert Client().get(of_judge).status_code == 410
    assert Client().get(of_other).status_code == 410


def test_a_sign_in_with_the_pin_leaves_the_link_as_it_is(county: County, holder: User) -> None:
    judge = a_judge(county.enterprise, county.team, phone="13812345678", pin=PIN)
    link, phone = link_of(judge, holder), Client()
    phone.post("/sign-in/", {"account": "13812345678", "pin": PIN})
    assert phone.get("/me/").status_code == 200

    assert choose(phone, link)[0] == 302
    assert phone.get("/me/").status_code == 302
    assert sign_in("13812345678") == "/"


def test_a_password_signs_out_wherever_the_account_was_signed_in(holder: User, judge: User) -> None:
    phone = phone_of(judge)
    assert phone.get("/me/").status_code == 200

    choose(Client(), link_of(judge, holder))

    assert phone.get("/me/").status_code == 302


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), ("1357924680", "1357924680"), (CHOSEN, "shovel"), ("", "")]
)
def test_a_weak_or_mistyped_password_is_sent_back(holder: User, judge: User, password: str, again: str) -> None:
    client, link = Client(), link_of(judge, holder)

    status, page = choose(client, link, password, again)

    assert status == 422
    assert 'role="alert"' in page
    assert not User.objects.get(pk=judge.pk).has_usable_password()
    assert choose(client, link)[0] == 302


def test_the_service_takes_no_weak_password(holder: User, judge: User) -> None:
    with pytest.raises(ValidationError):
        choose_password(user=judge, token=link_of(judge, holder).split("/")[-2], password="short")


def test_a_second_factor_is_still_asked_for(county: County, bureau: User) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    TOTPDevice.objects.create(user=officer, name="authenticator", confirmed=True)

    choose(Client(), link_of(officer, bureau))

    assert sign_in(officer.username) == "/sign-in/staff/code/"
    assert TOTPDevice.objects.filter(user=officer, confirmed=True).exists()


@pytest.mark.parametrize(
    "link", ["/sign-in/password/MQ/forged/", "/sign-in/password/-/a-b/", "/sign-in/password/OTk5/x/"]
)
def test_a_forged_link_opens_nothing(link: str) -> None:
    assert Client().get(link).status_code == 410
