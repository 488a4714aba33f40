"""Names in a sentence: the first few, and a word where there are more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMED = 5


def named(names: Sequence[str]) -> str:
    """Return the first five, and that there are others."""
    first = "、".join(names[:NAMED])
    return _("%s and others") % first if len(names) > NAMED else first
