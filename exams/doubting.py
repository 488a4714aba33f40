"""The address at which a worker says that something is wrong with a question: for him, and what he has been shown."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

SALT = "exams.doubt"


def doubt_url(*, worker: int, version: int) -> str:
    """Return where this worker speaks of this version. It is signed: nobody reads questions by trying addresses."""
    return reverse("exams:doubt", args=[signing.Signer(salt=SALT).sign(f"{worker}-{version}")])


def doubted_version(token: str, *, worker: int) -> int | None:
    """Return the version that the address is about; None where it was not made for this worker."""
    try:
        owner, version = signing.Signer(salt=SALT).unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        return None
    return int(version) if owner == str(worker) else None
