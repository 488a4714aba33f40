"""Markup that is rendered once and filled in many times: fifty questions cost no fifty rounds of templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

# Two characters that Unicode keeps out of every text, so that no question holds them.
BEGIN, END = "\ufdd0", "\ufdd1"
MARK = re.compile(f"{BEGIN}([^{END}]*){END}")


def mark(name: str) -> SafeString:
    """Return what a template writes where something is filled in later."""
    return mark_safe(f"{BEGIN}{name}{END}")  # noqa: S308  (a name of ours between two marks)


@dataclass(frozen=True, slots=True)
class Stencil:
    """Rendered markup with holes: its odd pieces are the names of what goes there."""

    pieces: tuple[str, ...]

    @classmethod
    def cut(cls, markup: str) -> Stencil:
        return cls(tuple(MARK.split(markup)))

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the markup with every hole filled; the values are escaped already."""
        pieces = list(self.pieces)
        pieces[1::2] = [values[name] for name in pieces[1::2]]
        return "".join(pieces)
