"""What the exam page's saves are refused for, on record: enough to see an attack or a broken phone, never a flood."""

from __future__ import annotations

import logging
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from exams.errors import BatchRefused
from exams.phone import MAX_BYTES
from organizations.audit import address_of, record
from organizations.flood import is_told, tried
from organizations.models import Outcome

log = logging.getLogger("exams.saves")


def body_of(request: HttpRequest) -> bytes:
    """Return the body of a save. What says that it is too large is refused before a byte of it is read.

    Raises BatchRefused. The web server hands on no more than what was announced.
    """
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isdecimal() or int(announced) > MAX_BYTES:
        raise BatchRefused(_("Too much at once."))
    return request.body


def note_refusal(request: HttpRequest, attempt_id: UUID, *, kind: str, reason: str) -> None:
    """Log a refused save, with an audit row: of the first, tenth, hundredth, … of its kind from one address.

    A quarter of an hour is one count; the row says which it was.
    """
    address = address_of(request)
    count = tried(f"save:{kind}", address or "")
    if not is_told(count):
        return
    log.warning("save refused: %s, attempt %s, address %s, number %d", kind, attempt_id, address, count)
    record(
        "save.refuse",
        by=None,
        subject=f"exams.attempt:{attempt_id}",
        outcome=Outcome.REFUSED,
        address=address,
        kind=kind,
        reason=reason,
        count=count,
    )
