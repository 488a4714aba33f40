"""The address at which a worker says that something is wrong with a question: for him, and what he has been shown."""

from __future__ import annotations

from functools import cache

from django.core import signing
from django.urls import get_script_prefix, reverse

SALT, HERE = "exams.doubt", "here"


def doubt_url(*, worker: int, version: int) -> str:
    """Return where this worker speaks of this version. It is signed: nobody reads questions by trying addresses."""
    before, after = _around(get_script_prefix())
    return f"{before}{signing.Signer(salt=SALT).sign(f'{worker}-{version}')}{after}"


def doubted_version(token: str, *, worker: int) -> int | None:
    """Return the version that the address is about; None where it was not made for this worker."""
    try:
        owner, version = signing.Signer(salt=SALT).unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        return None
    return int(version) if owner == str(worker) else None


@cache
def _around(_prefix: str) -> tuple[str, str]:
    """Return what stands before and behind the token; a result has fifty such addresses."""
    before, _here, after = reverse("exams:doubt", args=[HERE]).rpartition(HERE)
    return before, after
