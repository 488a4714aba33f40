"""Writing the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from organizations.models import AuditEntry, Outcome

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

    from organizations.models import Unit, User


def record(
    action: str,
    *,
    by: User | None,
    subject: Model | str = "",
    unit: Unit | None = None,
    outcome: Outcome = Outcome.DONE,
    address: str | None = None,
    **detail: Any,
) -> AuditEntry:
    """Add one row: who did what, to what, where, and how it ended. `detail` holds plain data, and no secrets."""
    name = subject if isinstance(subject, str) else f"{subject._meta.label_lower}:{subject.pk}"
    return AuditEntry.objects.create(
        action=action, actor=by, subject=name, unit=unit, outcome=outcome, address=address, detail=detail
    )


def address_of(request: HttpRequest) -> str | None:
    """Return the address the request came from."""
    return request.META.get("REMOTE_ADDR") or None
