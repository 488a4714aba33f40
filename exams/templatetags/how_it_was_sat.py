"""How a sitting was sat, as words beside its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from exams.circumstances import circumstances
from exams.made_up import MadeUp
from exams.made_up import made_up as made_up_of

if TYPE_CHECKING:
    from exams.models import Attempt

register = template.Library()


@register.filter
def how_it_was_sat(attempt: Attempt) -> str:
    """Return the words, none for an ordinary sitting. The attempt comes from `reports.sittings`."""
    return "；".join(circumstances(attempt))


@register.filter
def made_up(attempt: Attempt) -> MadeUp | None:
    """Return what the make-up after it brought. The attempt comes from `reports.sittings`."""
    return made_up_of(attempt)
