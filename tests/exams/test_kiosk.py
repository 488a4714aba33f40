"""At a shared tablet: a badge or a number, a PIN, one sitting, and nothing left behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from exams.kiosk_session import LATEST_WORD_SECONDS
from exams.models import Attempt, Exam, Kiosk, Opening
from exams.services.kiosks import allow_kiosk, revoke_kiosk
from organizations.models import User
from organizations.services.cards import card_token, issue_cards, void_cards
from tests.factories.kiosks import SITTER, a_sitter, allowed, enter, is_in, tablet_with
from tests.factories.organizations import County, MembershipFactory
from tests.factories.sittings import an_exam, sit


@pytest.fixture
def sitter(county: County) -> User:
    return a_sitter(county.team)


@pytest.fixture
def exam(county: County, sitter: User) -> Exam:
    return an_exam(county.enterprise)


@pytest.fixture
def tablet(exam: Exam, officer_user: User) -> Client:
    _kiosk, code = allowed(exam, officer_user)
    return tablet_with(code.lower())


def test_a_number_and_a_pin_open_this_one_sitting_which_is_marked(tablet: Client, exam: Exam, sitter: User) -> None:
    assert enter(tablet) == 302
    tablet.post(f"/exams/{exam.pk}/start/")
    attempt = Attempt.objects.get(worker=sitter)

    page = tablet.get(f"/attempts/{attempt.pk}/")

    assert 'name="kiosk"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Opening.objects.get().is_kiosk


@pytest.mark.parametrize("whole_address", [True, False])
def test_a_badge_names_its_worker_and_the_pin_proves_it(tablet: Client, sitter: User, whole_address: bool) -> None:
    [card] = issue_cards(users=[sitter], unit=sitter.memberships.get().unit, by=None)
    badge = card_token(card)
    badge = f"https://example.org/sign-in/card/{badge}/" if whole_address else badge

    asked = tablet.post("/kiosk/", {"who": badge})
    assert SITTER in asked.content.decode()
    assert not is_in(tablet)
    assert enter(tablet, badge, "135792") == 401
    assert enter(tablet, badge) == 302
    assert is_in(tablet)


def test_a_void_or_forged_badge_names_nobody(tablet: Client, sitter: User) -> None:
    [card] = issue_cards(users=[sitter], unit=sitter.memberships.get().unit, by=None)
    void_cards(users=[sitter], unit=sitter.memberships.get().unit, by=None)

    assert enter(tablet, card_token(card)) == 409
    assert enter(tablet, f"{card.pk}:forged") == 409


def test_a_badge_that_was_never_used_opens_nothing_here(tablet: Client, county: County) -> None:
    new = MembershipFactory(unit=county.team).user
    [card] = issue_cards(users=[new], unit=county.team, by=None)

    assert enter(tablet, card_token(card)) == 409
    assert not new.pin


def test_a_number_that_nobody_has_is_asked_for_its_pin_like_any_other(tablet: Client) -> None:
    assert tablet.post("/kiosk/", {"who": "9999"}).status_code == 200
    assert enter(tablet, "9999") == 401


def test_who_guesses_pins_is_locked_out(tablet: Client) -> None:
    for _try in range(5):
        enter(tablet, pin="135792")

    assert enter(tablet) == 401


def test_people_of_other_units_and_who_has_handed_in_do_not_get_in(
    county: County, exam: Exam, officer_user: User, sitter: User
) -> None:
    _kiosk, code = allow_kiosk(exam=exam, unit=county.other_team, name="二班", hours=2, by=officer_user)
    elsewhere = tablet_with(code)
    assert enter(elsewhere) == 401
    assert not is_in(elsewhere)
    _kiosk, code = allowed(exam, officer_user)
    here = tablet_with(code)
    sit(exam, sitter, right=5)
    assert enter(here) == 401


def test_the_session_opens_nothing_but_its_sitting(tablet: Client, exam: Exam) -> None:
    enter(tablet)

    for elsewhere in ("/me/", "/practice/", "/lectures/", "/attempts/00000000-0000-4000-8000-000000000000/"):
        assert tablet.get(elsewhere)["Location"] == f"/exams/{exam.pk}/"
    assert is_in(tablet)
    assert tablet.get("/")["Location"] == "/kiosk/"
    assert not is_in(tablet)


def test_the_start_page_ends_the_session_and_clears_what_the_browser_kept(tablet: Client, exam: Exam) -> None:
    enter(tablet)

    page = tablet.get("/kiosk/")

    assert not is_in(tablet)
    assert page["Clear-Site-Data"] == '"cache"'
    assert SITTER not in page.content.decode()
    assert tablet.get(f"/exams/{exam.pk}/").status_code == 302


def test_after_some_minutes_without_a_word_the_session_is_over(tablet: Client, exam: Exam) -> None:
    enter(tablet)
    now = timezone.now()

    with time_machine.travel(now + timedelta(seconds=LATEST_WORD_SECONDS - 60)):
        assert tablet.get("/kiosk/alive/").status_code == 204
    with time_machine.travel(now + timedelta(seconds=2 * LATEST_WORD_SECONDS - 90)):
        assert tablet.get(f"/exams/{exam.pk}/").status_code == 200
    with time_machine.travel(now + timedelta(seconds=4 * LATEST_WORD_SECONDS)):
        assert tablet.get(f"/exams/{exam.pk}/")["Location"] == "/kiosk/"
        assert tablet.get("/kiosk/alive/").status_code == 403


def test_nobody_signs_in_on_it_as_on_a_phone_of_his_own(tablet: Client) -> None:
    assert tablet.get("/sign-in/")["Location"] == "/kiosk/"


def test_no_page_of_the_sitting_leads_to_a_bare_picture_that_would_stay_on_the_screen(
    tablet: Client, exam: Exam, sitter: User
) -> None:
    enter(tablet)
    tablet.post(f"/exams/{exam.pk}/start/")
    attempt = Attempt.objects.get(worker=sitter)
    of_attempt = f"/attempts/{attempt.pk}"
    paper = tablet.get(f"{of_attempt}/").content.decode()
    tablet.post(f"{of_attempt}/hand-in/")
    receipt = tablet.get(f"{of_attempt}/receipt/").content.decode()

    assert "receipt-code" in receipt
    assert "receipt.png" not in paper + receipt


def test_a_tablet_taken_back_signs_nobody_in_and_forgets_what_it_was(tablet: Client, officer_user: User) -> None:
    revoke_kiosk(kiosk=Kiosk.objects.get(), by=officer_user)

    assert enter(tablet) == 302
    assert not is_in(tablet)
    assert tablet.get("/kiosk/").cookies["kiosk"].value == ""
    assert tablet.get("/sign-in/").status_code == 200


def test_who_sits_on_a_phone_of_his_own_is_not_touched_by_all_this(exam: Exam, sitter: User) -> None:
    phone = Client()
    phone.force_login(sitter, backend="organizations.backends.PinBackend")

    assert phone.get("/me/").status_code == 200
    assert 'name="kiosk"' not in phone.get(f"/exams/{exam.pk}/").content.decode()
