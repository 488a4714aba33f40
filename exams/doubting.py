"""The address at which a worker says that something is wrong with a question: for him, and what he has been shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.core import signing
from django.urls import get_script_prefix, reverse

SALT, HERE = "exams.doubt", "here"


@dataclass(frozen=True, slots=True)
class Doubted:
    """What an address is about: a version, and the sitting in whose result it was met; None where it was practised."""

    version: int
    attempt: UUID | None


def doubt_url(*, worker: int, version: int, attempt: UUID | None = None) -> str:
    """Return where this worker speaks of this version. It is signed: nobody reads questions by trying addresses.

    From the sitting it leads back to its result, and to nowhere else.
    """
    before, after = _around(get_script_prefix())
    about = f"{worker}-{version}" if attempt is None else f"{worker}-{version}-{attempt.hex}"
    return f"{before}{signing.Signer(salt=SALT).sign(about)}{after}"


def doubted(token: str, *, worker: int) -> Doubted | None:
    """Return what the address is about; None where it was not made for this worker."""
    try:
        owner, version, *attempt = signing.Signer(salt=SALT).unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        return None
    return Doubted(int(version), UUID(attempt[0]) if attempt else None) if owner == str(worker) else None


@cache
def _around(_prefix: str) -> tuple[str, str]:
    """Return what stands before and behind the token; a result has fifty such addresses."""
    before, _here, after = reverse("exams:doubt", args=[HERE]).rpartition(HERE)
    return before, after
