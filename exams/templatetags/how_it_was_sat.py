"""How a sitting was sat, as words beside its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from exams.circumstances import circumstances

if TYPE_CHECKING:
    from exams.models import Attempt

register = template.Library()


@register.filter
def how_it_was_sat(attempt: Attempt) -> str:
    """Return the words, none for an ordinary sitting. The attempt comes from `reports.sittings`."""
    return "；".join(circumstances(attempt))
