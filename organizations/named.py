"""Whom somebody means who types a number or a name."""

from __future__ import annotations

from organizations.models import Membership, User


def person_named(text: str, *, enterprise_code: str = "") -> User | None:
    """Return whom a phone number, an employee number of that enterprise, another's CODE/number or a sign-in name means.

    At most two queries. Whether he is in the asker's reach is for the asker to see to.
    """
    code, slash, number = text.partition("/")
    worker = find_worker(account=number if slash else text, enterprise_code=code if slash else enterprise_code)
    return worker or User.objects.filter(username=text).first()


def find_worker(*, account: str, enterprise_code: str) -> User | None:
    """Return whom a worker means: by phone anywhere, by employee number in his enterprise. One query."""
    if len(account) == 11 and account.startswith("1"):
        return User.objects.filter(phone=account).first()
    membership = (
        Membership.objects.current()
        .filter(enterprise__code=enterprise_code.upper(), employee_no=account)
        .select_related("user")
        .first()
    )
    return membership.user if membership else None
