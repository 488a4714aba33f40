"""The address of a picture for one person: it is signed, so nobody looks at questions by trying addresses."""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.urls import reverse

SALT = "exams.picture"


def picture_url(picture: UUID, *, reader: int) -> str:
    """Return where this person's page finds the picture; the same again each time, so that a phone keeps it."""
    return reverse("exams:picture", args=[signing.Signer(salt=SALT).sign(f"{reader}.{picture}")])


def shown_picture(token: str, *, reader: int) -> UUID | None:
    """Return the key of the picture that the address is about; None where it was not made for this reader."""
    try:
        owner, picture = signing.Signer(salt=SALT).unsign(token).split(".")
        return UUID(picture) if owner == str(reader) else None
    except (signing.BadSignature, ValueError):
        return None
