"""Shared tablets: allowed, set up, taken back; and sitting an exam on one.

A badge is the card that a worker first signed in with. Its QR names him for as long as the card is not void, and a card
may be picked up by anybody: it stands for the employee number and no more. What proves who he is is his PIN, on the
tablet as on his own phone, with the same lock-out. An officer who merely nods would leave no trace of whom he saw.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from exams.access import exams_for
from exams.errors import ExamNotOpen, KioskRefused, NotInAudience
from exams.kiosk_session import begin_at_kiosk
from exams.models import NOT_BY_WORKER, Attempt, AttemptState, Exam, ExamState, Kiosk
from exams.receipts.codes import new_receipt
from exams.services.papers import seat_for
from organizations.audit import address_of, record
from organizations.services.cards import bearer_of
from organizations.services.sign_in import Account, check_pin, open_session

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from organizations.models import Unit, User

CODE_GOOD_FOR = timedelta(minutes=15)
MOST_HOURS = 12
IN_CARD_ADDRESS = "/sign-in/card/"


@dataclass(frozen=True, slots=True)
class Claimed:
    """Whom somebody at the tablet claims to be; `name` is known only from a badge."""

    account: str
    enterprise_code: str
    name: str = ""


@transaction.atomic
def allow_kiosk(*, exam: Exam, unit: Unit, name: str, hours: int, by: User) -> tuple[Kiosk, str]:
    """Return the tablet that may be set up within a quarter of an hour, and the code for it, which is kept nowhere.

    Raises KioskRefused without a place or for another time than 1 to 12 hours, ExamNotOpen for an exam that is over.
    """
    now = timezone.now()
    if not name.strip():
        raise KioskRefused(_("Write where the tablet stands."))
    if not 1 <= hours <= MOST_HOURS:
        raise KioskRefused(_("A tablet is allowed for 1 to %d hours.") % MOST_HOURS)
    if exam.state != ExamState.PUBLISHED or now >= exam.closes_at:
        raise ExamNotOpen(_("The exam is over, or was never published."))
    code = new_receipt()
    kiosk = Kiosk.objects.create(
        exam=exam,
        unit=unit,
        name=name.strip()[:40],
        code=hashed(code),
        made_by=by,
        ends_at=min(now + timedelta(hours=hours), exam.closes_at),
    )
    record("kiosk.allow", by=by, subject=kiosk, unit=unit, until=kiosk.ends_at.isoformat())
    return kiosk, code


def claim_kiosk(*, code: str, address: str | None = None) -> tuple[Kiosk, str]:
    """Make this device the tablet that the code is for: return it, and the token that the device carries from now on.

    Raises KioskRefused for a code that is wrong, used, older than a quarter of an hour, or taken back.
    """
    now, token = timezone.now(), secrets.token_urlsafe(32)
    standing = Kiosk.objects.standing(now).filter(code=hashed(code), token=None, made_at__gt=now - CODE_GOOD_FOR)
    if not standing.update(token=hashed(token), claimed_at=now):
        raise KioskRefused(_("This code is wrong, used or too old. Ask the officer for a new one."))
    kiosk = Kiosk.objects.select_related("exam", "unit").get(token=hashed(token))
    record("kiosk.claim", by=None, subject=kiosk, unit=kiosk.unit, address=address)
    return kiosk, token


def revoke_kiosk(*, kiosk: Kiosk, by: User) -> None:
    """Nobody signs in on this tablet any more; who is sitting on it finishes. A second time changes nothing."""
    if Kiosk.objects.filter(pk=kiosk.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("kiosk.revoke", by=by, subject=kiosk, unit=kiosk.unit)


def kiosk_of(token: str) -> Kiosk | None:
    """Return the tablet that carries this token, while it may be used: by all, or by who has begun on it. One query."""
    standing = Kiosk.objects.standing(timezone.now()).select_related("exam", "unit")
    found: Kiosk | None = standing.filter(token=hashed(token)).first() if token else None
    return found


def may_start(*, token: str, attempt_id: UUID | str) -> bool:
    """Whether the tablet with this token may start that sitting: until its end. One that is begun is gone on with."""
    is_begun = Attempt.objects.filter(pk=attempt_id, started_at__isnull=False).exists()
    return is_begun or Kiosk.objects.open(timezone.now()).filter(token=hashed(token)).exists()


def hashed(secret: str) -> str:
    """Return what is kept of a code or token: 64 hexadecimal digits. Case and spaces don't matter."""
    return salted_hmac("exams.kiosk", secret.strip(), algorithm="sha256").hexdigest()


def claimed_by(kiosk: Kiosk, who: str) -> Claimed:
    """Return whom a scanned badge or a typed number means. Raises CardRefused, KioskRefused.

    Whether a typed number exists is not said before the PIN.
    """
    said = who.strip()
    if IN_CARD_ADDRESS in said or ":" in said:
        bearer = bearer_of(said.rpartition(IN_CARD_ADDRESS)[2].strip("/"))
        place = bearer.memberships.current().select_related("enterprise").first()
        if place is None:
            return Claimed(bearer.phone or "", "", bearer.name)
        return Claimed(place.employee_no, place.enterprise.code or "", bearer.name)
    enterprise = kiosk.unit.enterprise()
    if not said or (enterprise is None and len(said) < 11):
        raise KioskRefused(_("Scan your badge, or type your phone number."))
    return Claimed(said[:20], (enterprise.code or "") if enterprise else "")


def sit_at_kiosk(request: HttpRequest, *, kiosk: Kiosk, claimed: Claimed, pin: str) -> Attempt:
    """Open a session for this one sitting, of who has proved by his PIN that he is the one; return the sitting.

    Whose time was up comes to his receipt: what the tablet could not send in time he saves there as an answer file.
    Raises LockedOut, WrongCredentials, KioskRefused for who does not belong to the tablet's unit, has handed in, or
    comes after the tablet's end without having begun on it, NotInAudience, ExamNotOpen, PaperCannotBeFilled.
    """
    account = Account(claimed.account, claimed.enterprise_code)
    worker = check_pin(request, account=account.name, pin=pin, enterprise_code=account.enterprise_code)
    seat = _seat(kiosk, worker)
    open_session(request, worker, account)
    request.session.set_expiry(0)  # and when the tablet is switched off
    begin_at_kiosk(request, seat)
    kiosk.sittings.add(seat)
    record("kiosk.sit", by=worker, subject=seat, unit=seat.unit, address=address_of(request), kiosk=str(kiosk.pk))
    return seat


def _seat(kiosk: Kiosk, worker: User) -> Attempt:
    if not worker.memberships.current().within(kiosk.unit).exists():
        raise KioskRefused(_("This tablet is for the people of %s.") % kiosk.unit.shown_name)
    if not exams_for(worker).filter(pk=kiosk.exam_id).exists():
        raise NotInAudience(_("This exam is not for you. If it should be, tell your safety officer."))
    now = timezone.now()
    if now < kiosk.exam.opens_at:
        raise ExamNotOpen(_("The exam has not begun. Wait for the start."))
    if now >= kiosk.ends_at and not kiosk.sittings.filter(worker=worker, started_at__isnull=False).exists():
        raise KioskRefused(_("This tablet's time is over: only who has begun on it finishes here. Ask the officer."))
    seat = seat_for(exam=kiosk.exam, worker=worker)
    is_under_way = seat.state in {AttemptState.PREPARED, AttemptState.IN_PROGRESS}
    if not is_under_way and seat.submitted_by not in NOT_BY_WORKER:
        raise KioskRefused(_("You have handed in already. Your result is on your start page."))
    return seat
