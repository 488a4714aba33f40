"""Who may have what of the rankings."""

from __future__ import annotations

from tests.architecture.wall.grounds import Grounds
from tests.architecture.wall.roles import SEE_THE_ENTERPRISE, SIGNED_IN

SEEN_BY = {
    "leaderboard:index": SIGNED_IN,
    "leaderboard:of_exam": SEE_THE_ENTERPRISE | {"worker"},
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie, as far as their addresses have variable parts."""
    return {"leaderboard:of_exam": f"/ranking/{grounds.graded.exam_id}/"}
