"""A shared tablet: allowed by an officer, one sitting at a time, nothing left behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from exams.errors import ExamNotOpen, KioskRefused
from exams.kiosk_session import LATEST_WORD_SECONDS
from exams.models import Attempt, Exam, Kiosk, Opening
from exams.services.kiosks import CODE_GOOD_FOR, allow_kiosk, claim_kiosk, hashed, kiosk_of, revoke_kiosk
from organizations.models import AuditEntry, Role, User
from organizations.services.cards import card_token, issue_cards, void_cards
from tests.factories.odd_exams import close
from tests.factories.organizations import PIN, County, MembershipFactory, UserFactory, desk_of, staff
from tests.factories.sittings import an_exam, sit

NAME = "安贵生"


@pytest.fixture
def sitter(county: County) -> User:
    person: User = MembershipFactory(unit=county.team, user=UserFactory(name=NAME, pin=PIN), employee_no="0217").user
    return person


@pytest.fixture
def exam(county: County, sitter: User) -> Exam:
    return an_exam(county.enterprise)


@pytest.fixture
def officer_user(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def allowed(exam: Exam, officer_user: User, hours: int = 4) -> tuple[Kiosk, str]:
    return allow_kiosk(exam=exam, unit=exam.owner, name="班组活动室", hours=hours, by=officer_user)


@pytest.fixture
def tablet(exam: Exam, officer_user: User) -> Client:
    _kiosk, code = allowed(exam, officer_user)
    client = Client()
    assert client.post("/kiosk/claim/", {"code": code.lower()}).status_code == 302
    return client


def enter(tablet: Client, who: str = "0217", pin: str = PIN) -> int:
    return tablet.post("/kiosk/", {"who": who, "pin": pin}).status_code


def is_in(tablet: Client) -> bool:
    return "_auth_user_id" in tablet.session


# allowed


def test_a_code_works_once_and_only_hashes_are_kept(exam: Exam, officer_user: User) -> None:
    kiosk, code = allowed(exam, officer_user)
    _kiosk, token = claim_kiosk(code=code)

    with pytest.raises(KioskRefused):
        claim_kiosk(code=code)
    kiosk.refresh_from_db()
    assert (kiosk.code, kiosk.token) == (hashed(code), hashed(token))
    assert kiosk_of(token) == kiosk
    assert {"kiosk.allow", "kiosk.claim"} <= set(AuditEntry.objects.values_list("action", flat=True))


def test_a_code_is_good_for_a_quarter_of_an_hour(exam: Exam, officer_user: User) -> None:
    _kiosk, code = allowed(exam, officer_user)

    with time_machine.travel(timezone.now() + CODE_GOOD_FOR * 1.01), pytest.raises(KioskRefused):
        claim_kiosk(code=code)


def test_a_tablet_ends_with_its_hours_with_the_exam_and_when_it_is_taken_back(exam: Exam, officer_user: User) -> None:
    kiosk, code = allowed(exam, officer_user, hours=12)
    _kiosk, token = claim_kiosk(code=code)

    assert kiosk.ends_at == exam.closes_at
    with time_machine.travel(exam.closes_at):
        assert kiosk_of(token) is None
    revoke_kiosk(kiosk=kiosk, by=officer_user)
    assert kiosk_of(token) is None


@pytest.mark.parametrize(("name", "hours"), [("", 4), ("活动室", 0), ("活动室", 13)])
def test_a_tablet_has_a_place_and_some_hours(exam: Exam, officer_user: User, name: str, hours: int) -> None:
    with pytest.raises(KioskRefused):
        allow_kiosk(exam=exam, unit=exam.owner, name=name, hours=hours, by=officer_user)


def test_no_tablet_for_an_exam_that_is_over(exam: Exam, officer_user: User) -> None:
    with pytest.raises(ExamNotOpen):
        allowed(close(exam), officer_user)


# at the tablet


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
    assert NAME in asked.content.decode()
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
    elsewhere = Client()
    elsewhere.post("/kiosk/claim/", {"code": code})
    assert enter(elsewhere) == 401
    assert not is_in(elsewhere)
    _kiosk, code = allowed(exam, officer_user)
    here = Client()
    here.post("/kiosk/claim/", {"code": code})
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
    assert NAME not in page.content.decode()
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


# at the desk


def test_the_officer_gets_a_code_that_is_shown_once(county: County, exam: Exam, officer_user: User) -> None:
    desk, address = desk_of(officer_user), f"/desk/exams/{exam.pk}/kiosks/"
    page = desk.post(address, {"unit": county.team.pk, "name": "活动室", "hours": 3})
    code = page.context["code"]

    assert code in page.content.decode()
    assert code not in desk.get(address).content.decode()
    assert claim_kiosk(code=code)[0].unit == county.team


def test_an_officer_allows_and_takes_back_in_his_own_units_only(county: County, exam: Exam, officer_user: User) -> None:
    kiosk, _code = allowed(exam, officer_user)
    address = f"/desk/exams/{exam.pk}/kiosks/"
    of_neighbour = {"unit": county.neighbour_team.pk, "name": "活动室", "hours": 3}

    assert desk_of(officer_user).post(address, of_neighbour).status_code == 422
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    assert neighbour.post(f"{address}{kiosk.pk}/").status_code == 404
    assert desk_of(staff(Role.TEAM_LEADER, county.team)).get(address).status_code == 403
    assert desk_of(officer_user).post(f"{address}{kiosk.pk}/").status_code == 302
    kiosk.refresh_from_db()
    assert kiosk.revoked_at is not None
