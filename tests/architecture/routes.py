"""Every address that the site knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def routes(
    resolver: URLResolver | None = None, before: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Yield each route, as it is written, with its full name."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif isinstance(entry, URLPattern):
            yield route, ":".join((*spaces, entry.name or "media"))


def filled(route: str) -> str:
    """Return the route with a sample in the place of every variable part."""
    route = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", route)
    route = re.sub(r"<[^>]+>", "1", route)
    return re.sub(r"[\^$]|\(\?:[^)]*\)|\\[dwZ][+*]?|\([^)]*\)[?*+]?|\?", "", route)
