"""Who may have what of the rankings."""

from __future__ import annotations

from tests.architecture.wall.grounds import Grounds
from tests.architecture.wall.roles import NOBODY, SEE_THE_ENTERPRISE, SIGNED_IN, WITH_A_REACH

SEEN_BY = {
    "leaderboard:index": SIGNED_IN,
    "leaderboard:points": SIGNED_IN,
    "leaderboard:desk_points": WITH_A_REACH,
    "leaderboard:points_table": WITH_A_REACH,
    "leaderboard:name": NOBODY,
    "leaderboard:board": SEE_THE_ENTERPRISE | {"worker"},
    "leaderboard:board_table": SEE_THE_ENTERPRISE,
    "leaderboard:made_of": SEE_THE_ENTERPRISE,
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie, as far as their addresses have variable parts."""
    board = f"/ranking/exams/{grounds.graded.exam_id}/"
    return {
        "leaderboard:board": board,
        "leaderboard:board_table": f"{board}table/",
        "leaderboard:made_of": f"{board}made-of/{grounds.graded.unit_id}/",
    }
