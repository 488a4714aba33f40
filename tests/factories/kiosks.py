"""Shared tablets, and who sits at them."""

from __future__ import annotations

from django.test import Client

from exams.models import Exam, Kiosk
from exams.services.kiosks import allow_kiosk
from organizations.models import Unit, User
from tests.factories.organizations import PIN, MembershipFactory, UserFactory

SITTER = "安贵生"
NUMBER = "0217"


def a_sitter(team: Unit) -> User:
    """Somebody who signs in with NUMBER and PIN."""
    person: User = MembershipFactory(unit=team, user=UserFactory(name=SITTER, pin=PIN), employee_no=NUMBER).user
    return person


def allowed(exam: Exam, officer: User, hours: int = 4) -> tuple[Kiosk, str]:
    """Return a tablet of the whole enterprise, and the code for it."""
    return allow_kiosk(exam=exam, unit=exam.owner, name="班组活动室", hours=hours, by=officer)


def tablet_with(code: str) -> Client:
    """Return a tablet on which the code was typed."""
    client = Client()
    assert client.post("/kiosk/claim/", {"code": code}).status_code == 302
    return client


def enter(tablet: Client, who: str = NUMBER, pin: str = PIN) -> int:
    return tablet.post("/kiosk/", {"who": who, "pin": pin}).status_code


def is_in(tablet: Client) -> bool:
    return "_auth_user_id" in tablet.session
