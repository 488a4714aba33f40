"""Who may have what of the rankings."""

from __future__ import annotations

from tests.architecture.wall.grounds import Grounds
from tests.architecture.wall.roles import SEE_THE_ENTERPRISE, SIGNED_IN, WITH_A_REACH

SEEN_BY = {
    "leaderboard:index": SIGNED_IN,
    "leaderboard:of_exam": SEE_THE_ENTERPRISE | {"worker"},
    "leaderboard:points": SIGNED_IN,
    "leaderboard:desk_points": WITH_A_REACH,
    "leaderboard:points_table": WITH_A_REACH,
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie, as far as their addresses have variable parts."""
    return {"leaderboard:of_exam": f"/ranking/{grounds.graded.exam_id}/"}
