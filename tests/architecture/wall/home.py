"""Who may have what of the start pages; none of their addresses has a variable part."""

from __future__ import annotations

from tests.architecture.wall.roles import AT_THE_DESK, EVERYBODY

SEEN_BY = {
    "home:start": frozenset({"worker", "neighbour_worker"}),
    "home:desk": AT_THE_DESK,
    "home:healthz": EVERYBODY,
    "home:worker": EVERYBODY,
}
