"""A link for a password as it is handed over: to be read out, sent or scanned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from organizations.models import User
from organizations.services.passwords import password_link


@dataclass(frozen=True, slots=True)
class ShownLink:
    """Whose link it is, where it leads, the same as a QR code (a data address), and until when it opens."""

    user: User
    address: str
    qr: str
    until: datetime


def shown_link(request: HttpRequest, *, user: User, by: User) -> ShownLink:
    """Make a link for the person. Raises LinkRefused."""
    address = request.build_absolute_uri(password_link(user=user, by=by))
    qr = segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=3, light="#fff")
    until = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return ShownLink(user, address, qr, until)
