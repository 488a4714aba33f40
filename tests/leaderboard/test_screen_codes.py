"""A screen asks with a code, and an officer lets it show something."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from exams.receipts.codes import LETTERS
from leaderboard.errors import ScreenRefused
from leaderboard.models import ScreenDevice
from leaderboard.models.screens import CODE_GOOD_FOR
from leaderboard.screens.codes import new_code, plain, spaced
from leaderboard.services.screens import (
    MOST_GUESSES,
    MOST_WAITING,
    Shown,
    allow_screen,
    ask_to_show,
    change_screen,
    switch_off,
)
from organizations.models import AuditEntry, Role, User
from tests.factories.organizations import County, staff
from tests.factories.screens import ADDRESS, a_screen, a_waiting_screen
from tests.factories.sittings import an_exam

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


@pytest.fixture
def shown(county: County) -> Shown:
    return Shown(county.enterprise, "调度室", exam=an_exam(county.enterprise))


@given(st.text(alphabet=LETTERS, min_size=6, max_size=6), st.sampled_from(["", " ", "-", "  "]))
def test_a_code_is_known_however_it_is_typed(code: str, between: str) -> None:
    assert plain(f" {code[:3].lower()}{between}{code[3:]} ") == code
    assert plain(spaced(code)) == code


@given(st.text(max_size=12))
def test_what_is_typed_is_a_code_or_nothing(typed: str) -> None:
    assert plain(typed) in {"", plain(plain(typed))}


def test_new_codes_have_no_look_alikes() -> None:
    assert not set("".join(new_code() for _one in range(50))) & set("0O1ILU")


def test_a_screen_shows_what_the_officer_chose(boss: User, shown: Shown) -> None:
    device = allow_screen(typed=a_waiting_screen().code.lower(), shown=shown, by=boss)

    assert (device.unit, device.exam, device.name, device.approved_by) == (shown.unit, shown.exam, "调度室", boss)
    assert AuditEntry.objects.filter(action="screen.allow", actor=boss, unit=shown.unit).exists()


def test_a_code_works_once(boss: User, shown: Shown) -> None:
    code = a_waiting_screen().code
    allow_screen(typed=code, shown=shown, by=boss)

    with pytest.raises(ScreenRefused):
        allow_screen(typed=code, shown=shown, by=boss)
    assert ScreenDevice.objects.showing().count() == 1


def test_a_code_runs_out_after_ten_minutes(boss: User, shown: Shown) -> None:
    code = a_waiting_screen().code

    with time_machine.travel(timezone.now() + CODE_GOOD_FOR), pytest.raises(ScreenRefused):
        allow_screen(typed=code, shown=shown, by=boss)


@pytest.mark.parametrize("typed", ["", "222222", "hello", "12345O"])
def test_a_code_that_no_screen_has_is_refused(boss: User, shown: Shown, typed: str) -> None:
    with pytest.raises(ScreenRefused):
        allow_screen(typed=typed, shown=shown, by=boss)


def test_guessing_ends_after_ten_wrong_codes(boss: User, shown: Shown) -> None:
    for _guess in range(MOST_GUESSES):
        with pytest.raises(ScreenRefused):
            allow_screen(typed="222222", shown=shown, by=boss)

    with pytest.raises(ScreenRefused):
        allow_screen(typed=a_waiting_screen().code, shown=shown, by=boss)
    other = staff(Role.SAFETY_OFFICER, shown.unit)
    assert allow_screen(typed=a_waiting_screen().code, shown=shown, by=other)


def test_a_screen_needs_a_name_and_something_to_show(boss: User, shown: Shown) -> None:
    for wrong in (Shown(shown.unit, "  ", exam=shown.exam), Shown(shown.unit, "大厅")):
        with pytest.raises(ScreenRefused):
            allow_screen(typed=a_waiting_screen().code, shown=wrong, by=boss)
    assert not ScreenDevice.objects.showing().exists()


def test_one_address_can_not_fill_the_table() -> None:
    for _screen in range(MOST_WAITING):
        a_waiting_screen()

    with pytest.raises(ScreenRefused):
        a_waiting_screen()
    assert ask_to_show(address="192.0.2.7")
    with time_machine.travel(timezone.now() + CODE_GOOD_FOR + timedelta(seconds=1)):
        ask_to_show(address=ADDRESS)
        assert ScreenDevice.objects.count() == 1


def test_an_officer_changes_what_a_screen_shows(boss: User, shown: Shown) -> None:
    device = a_screen(shown.unit, exam=shown.exam)

    changed = change_screen(device=device, shown=Shown(shown.unit, "会议室", exam=an_exam(shown.unit)), by=boss)

    assert (changed.name, changed.exam != shown.exam) == ("会议室", True)
    with pytest.raises(ScreenRefused):
        change_screen(device=device, shown=Shown(shown.unit, "会议室"), by=boss)


def test_a_screen_that_is_off_stays_off(boss: User, shown: Shown) -> None:
    device = a_screen(shown.unit, exam=shown.exam)

    for _time in range(2):
        switch_off(device=device, by=boss)

    device.refresh_from_db()
    assert device.revoked_by == boss
    assert AuditEntry.objects.filter(action="screen.switch_off").count() == 1
    with pytest.raises(ScreenRefused):
        change_screen(device=device, shown=shown, by=boss)
