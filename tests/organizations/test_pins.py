"""What a PIN is stored as, and what becomes of it when the site's key changes."""

from __future__ import annotations

import logging

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from organizations.models import User
from tests.factories.organizations import PIN, UserFactory

digits = st.text("0123456789", min_size=6, max_size=6)


@given(pin=digits, other=digits)
def test_only_the_pin_itself_is_right(pin: str, other: str) -> None:
    user = User()
    user.set_pin(pin)

    assert user.check_pin(pin)
    assert user.check_pin(other) == (pin == other)
    User._meta.get_field("pin").run_validators(user.pin)


def test_two_with_the_same_pin_are_stored_differently() -> None:
    one, two = User(), User()
    one.set_pin(PIN)
    two.set_pin(PIN)

    assert one.pin != two.pin


def test_with_another_key_a_pin_is_worth_nothing_and_the_log_says_why(
    settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    user = User()
    user.set_pin(PIN)
    settings.SECRET_KEY = "the key of another house"

    with caplog.at_level(logging.ERROR):
        assert not user.check_pin(PIN)
    assert "SECRET_KEY_FALLBACKS" in caplog.text


@pytest.mark.django_db
def test_a_pin_of_an_earlier_key_is_right_and_is_keyed_anew(settings: LazySettings) -> None:
    user = UserFactory(pin=PIN)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the key that came after it"
    assert not user.check_pin("975310")

    assert user.check_pin(PIN)

    settings.SECRET_KEY_FALLBACKS = []
    assert User.objects.get(pk=user.pk).check_pin(PIN)


@pytest.mark.django_db
def test_a_pin_hashed_as_passwords_are_is_hashed_as_a_pin_when_it_was_right() -> None:
    user = UserFactory()
    user.set_password(PIN)
    user.pin = user.password

    assert user.check_pin(PIN)
    assert User.objects.get(pk=user.pk).pin.startswith("pin$")
