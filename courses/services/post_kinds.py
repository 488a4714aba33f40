"""Keeping the kinds of post, with a trace of who changed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from organizations.audit import record

if TYPE_CHECKING:
    from courses.models import PostKind
    from organizations.models import User


@transaction.atomic
def keep_post_kind(*, kind: PostKind, by: User | None) -> PostKind:
    """Save a new or changed kind of post. Raises ValidationError."""
    kind.full_clean()
    kind.save()
    record("post_kind.save", by=by, subject=kind, name=kind.name, words=kind.words)
    return kind
