"""Proving who one is, counting who fails, setting a PIN, ending every session."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from time import time
from typing import TYPE_CHECKING

from django.contrib.auth import authenticate, login
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from organizations.audit import address_of, record
from organizations.errors import Refused
from organizations.middleware import LAST_SEEN
from organizations.models import AuditEntry, Outcome, User

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

WINDOW = timedelta(minutes=15)
TRIES_PER_ACCOUNT = 5
# A whole shift shares the address of the mine's Wi-Fi, and some of them mistype.
TRIES_PER_ADDRESS = 100
PIN_LENGTH = 6


class LockedOut(Refused):
    """Too many wrong tries from this account or this address; it opens by itself."""


class WrongCredentials(Refused):
    """No such account, or a wrong PIN or password. Which of them is not said."""


class WeakPin(Refused):
    """A PIN that is not six digits, or that anyone would try first."""


@dataclass(frozen=True, slots=True)
class Account:
    """Whom somebody claims to be. `key` is what the lock-out counts by: stable, and no personal data."""

    name: str
    enterprise_code: str = ""

    @property
    def key(self) -> str:
        claimed = f"{self.enterprise_code.upper()}/{self.name.strip().lower()}"
        return "account:" + salted_hmac("organizations.sign_in", claimed, algorithm="sha256").hexdigest()[:32]


def sign_in_with_pin(request: HttpRequest, *, account: str, pin: str, enterprise_code: str = "") -> User:
    """Open a worker's session. Raises LockedOut, WrongCredentials. Leaves an audit row either way."""
    user = check_pin(request, account=account, pin=pin, enterprise_code=enterprise_code)
    open_session(request, user, Account(account, enterprise_code))
    return user


def check_pin(request: HttpRequest, *, account: str, pin: str, enterprise_code: str = "") -> User:
    """Return the worker whose number and PIN these are; the session is not open yet. Raises as above."""
    claimed = Account(account, enterprise_code)
    return _authenticated(request, claimed, account=account, pin=pin, enterprise_code=enterprise_code)


def check_staff_password(request: HttpRequest, *, username: str, password: str) -> User:
    """Return the person whose name and password these are; the session is not open yet. Raises as above."""
    return _authenticated(request, Account(username), username=username, password=password)


def open_staff_session(request: HttpRequest, user: User) -> None:
    """Open a session of staff, which ends after half an hour without a request."""
    open_session(request, user, Account(user.username))
    request.session[LAST_SEEN] = int(time())


def check_lock(request: HttpRequest, account: Account) -> None:
    """Raise LockedOut while the account or the address has failed too often.

    One query, two more where the account has failed that often: a sign-in in between forgives what was before it.
    """
    since, address = timezone.now() - WINDOW, address_of(request)
    tries = _refused(since).filter(Q(subject=account.key) | Q(address=address)).order_by()
    # so few rows that counting them here is cheaper than asking twice: who has more is locked out
    counted = Counter(word for row in tries.values_list("subject", "address") for word in row)
    locked = address is not None and counted[address] >= TRIES_PER_ADDRESS
    if not locked and counted[account.key] >= TRIES_PER_ACCOUNT:
        locked = _refused(_last_success(account) or since).filter(subject=account.key).count() >= TRIES_PER_ACCOUNT
    if locked:
        raise LockedOut(_("Too many wrong tries. Wait 15 minutes, or let your safety officer reset the PIN."))


def _refused(since: datetime) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(action="sign_in", outcome=Outcome.REFUSED, at__gt=since)


def _last_success(account: Account) -> datetime | None:
    done = AuditEntry.objects.filter(
        action="sign_in", outcome=Outcome.DONE, subject=account.key, at__gt=timezone.now() - WINDOW
    )
    return done.values_list("at", flat=True).first()


def _authenticated(request: HttpRequest, claimed: Account, /, **credentials: str) -> User:
    check_lock(request, claimed)
    user = authenticate(request, **credentials)
    if not isinstance(user, User):
        record("sign_in", by=None, subject=claimed.key, outcome=Outcome.REFUSED, address=address_of(request))
        raise WrongCredentials(_("Number or PIN is wrong. Look at your card, or ask your team leader."))
    return user


def open_session(request: HttpRequest, user: User, account: Account) -> None:
    """Open the session of who has proved who he is. Leaves an audit row."""
    login(request, user)
    record("sign_in", by=user, subject=account.key, address=address_of(request), with_=user.signed_in_by)


def set_pin(*, user: User, pin: str, by: User | None, address: str | None = None) -> None:
    """Give the account a new PIN; every other session of it ends. Raises WeakPin."""
    check_pin_strength(pin)
    user.set_pin(pin)
    user.save(update_fields=["pin"])
    record("pin.set", by=by, subject=user, address=address)


def check_pin_strength(pin: str) -> None:
    """Raise WeakPin unless it is six digits, neither all the same nor a plain count up or down."""
    if len(pin) != PIN_LENGTH or not (pin.isascii() and pin.isdigit()):
        raise WeakPin(_("A PIN is six digits."))
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise WeakPin(_("Anyone would try this PIN first. Choose another."))


def sign_out_everywhere(*, user: User, address: str | None = None) -> None:
    """End every session of the account, on every phone and at every desk."""
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    record("sign_out_everywhere", by=user, subject=user, address=address)
