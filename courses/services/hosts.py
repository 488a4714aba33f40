"""Allowing a host outside, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from courses.hosts import plain_host
from courses.models.hosts import AllowedHost
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import Unit, User


@transaction.atomic
def allow_host(*, host: str, why: str, bureau: Unit, by: User | None) -> AllowedHost:
    """Pages may link to that host and those below it from now on. Allowed twice it stays one row.

    `host` may be a pasted address. Raises BadHost.
    """
    name = plain_host(host)
    known = AllowedHost.objects.filter(bureau=bureau, host=name).first()
    if known is not None:
        return known
    allowed = AllowedHost(bureau=bureau, host=name, why=why.strip(), allowed_by=by)
    allowed.full_clean()
    allowed.save()
    record("host.allow", by=by, subject=allowed, unit=bureau, host=name)
    return allowed


@transaction.atomic
def forbid_host(*, allowed: AllowedHost, by: User | None) -> None:
    """No new link leads there any more; a page that has one keeps it until somebody saves it."""
    record("host.forbid", by=by, subject=allowed, unit=allowed.bureau, host=allowed.host)
    allowed.delete()
