"""Who a request comes from, when proxies pass it on."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from config.proxies import ProxiedAddress
from leaderboard.models import ScreenDevice
from leaderboard.services.screens import MOST_WAITING
from organizations.audit import address_of

PROXIES = override_settings(TRUSTED_PROXIES=["127.0.0.1", "10.0.0.0/24", "fd00::1"])


def heard(forwarded: str | None, *, sender: str = "127.0.0.1") -> str | None:
    """The address that a request leaves behind."""
    head = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", headers=head, REMOTE_ADDR=sender)
    found: list[str | None] = []

    def answer(request: HttpRequest) -> HttpResponse:
        found.append(address_of(request))
        return HttpResponse()

    ProxiedAddress(answer)(request)
    return found[0]


@pytest.mark.django_db
def test_without_a_proxy_of_ours_the_header_changes_nothing(client: Client) -> None:
    client.get("/screen/", headers={"X-Forwarded-For": "203.0.113.7"}, REMOTE_ADDR="198.51.100.4")

    assert ScreenDevice.objects.get().address == "198.51.100.4"


@pytest.mark.django_db
@PROXIES
def test_screens_behind_the_proxy_are_counted_each_for_its_own_address() -> None:
    def ask(address: str) -> int:
        written_by_the_screen = "192.0.2.1, 192.0.2.2"
        head = {"X-Forwarded-For": f"{written_by_the_screen}, {address}"}
        return Client().get("/screen/", headers=head, REMOTE_ADDR="127.0.0.1").status_code

    assert {ask("203.0.113.7") for _screen in range(MOST_WAITING)} == {200}
    assert ask("203.0.113.7") == 429
    assert ask("203.0.113.8") == 200


@PROXIES
def test_who_is_no_proxy_of_ours_is_not_believed() -> None:
    assert heard("203.0.113.7", sender="198.51.100.4") == "198.51.100.4"


@PROXIES
@given(written=st.text(alphabet="0123456789abcdef.:, unkow", max_size=40))
def test_whatever_a_phone_writes_its_address_is_the_one_that_the_proxy_heard(written: str) -> None:
    assert heard(f"{written}, 203.0.113.7") == "203.0.113.7"
    assert heard(f"{written}, 203.0.113.7, 10.0.0.9") == "203.0.113.7"


@PROXIES
def test_a_request_of_the_proxy_itself_keeps_its_address() -> None:
    assert heard(None) == "127.0.0.1"
    assert heard("10.0.0.5", sender="10.0.0.9") == "10.0.0.5"


@PROXIES
@pytest.mark.parametrize("word", ["unknown", "", "203.0.113.7:4711", "fe80::1%eth0", "mine"])
def test_what_is_no_address_is_left_alone(word: str) -> None:
    assert heard(word) == "127.0.0.1"


@PROXIES
def test_addresses_of_both_kinds_are_understood() -> None:
    assert heard("2001:db8::7", sender="fd00::1") == "2001:db8::7"
    assert heard("::ffff:203.0.113.7", sender="::ffff:127.0.0.1") == "203.0.113.7"


def test_a_proxy_behind_a_socket_is_believed_where_that_is_said() -> None:
    with override_settings(TRUSTED_PROXIES=["unix"]):
        assert heard("203.0.113.7", sender="") == "203.0.113.7"
    with PROXIES:
        assert heard("203.0.113.7", sender="") is None


def test_a_proxy_that_is_no_address_stops_the_server_from_starting() -> None:
    with override_settings(TRUSTED_PROXIES=["nginx"]), pytest.raises(ImproperlyConfigured, match="nginx"):
        ProxiedAddress(lambda request: HttpResponse())
