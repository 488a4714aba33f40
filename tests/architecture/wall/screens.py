"""Who may have what of the big screens. Anybody may ask for a code; without one that was allowed there is no feed."""

from __future__ import annotations

from tests.architecture.wall.grounds import Grounds
from tests.architecture.wall.roles import EVERYBODY, NOBODY
from tests.factories.screens import a_screen

SHOW_HERE = frozenset({"officer", "town", "bureau"})
SEEN_BY = {
    "leaderboard:screen": EVERYBODY,
    "leaderboard:screen_feed": NOBODY,
    "leaderboard:screen_again": NOBODY,
    "leaderboard:screens": SHOW_HERE | {"neighbour_officer", "neighbour_town"},
    "leaderboard:screen_change": SHOW_HERE,
    "leaderboard:screen_off": NOBODY,
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie, as far as their addresses have variable parts."""
    device = a_screen(grounds.county.enterprise, exam=grounds.graded.exam)
    return {
        "leaderboard:screen_change": f"/desk/screens/{device.pk}/",
        "leaderboard:screen_off": f"/desk/screens/{device.pk}/off/",
    }
