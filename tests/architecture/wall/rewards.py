"""Who may have what of the rewards."""

from __future__ import annotations

from tests.architecture.wall.grounds import Grounds
from tests.architecture.wall.roles import EVERYBODY, NOBODY, SEE_THE_ENTERPRISE, SIGNED_IN, WITH_A_REACH

GIVE_HERE = frozenset({"officer", "head"})
DRAW_UP_SOMEWHERE = frozenset({"officer", "neighbour_officer", "town", "neighbour_town", "bureau"})
SEEN_BY = {
    "leaderboard:desk_rewards": WITH_A_REACH,
    "leaderboard:begin_reward_list": DRAW_UP_SOMEWHERE,
    "leaderboard:desk_reward_list": SEE_THE_ENTERPRISE,
    "leaderboard:edit_reward_list": frozenset({"officer"}),
    "leaderboard:reward_line": frozenset({"head"}),
    "leaderboard:reward_act": NOBODY,
    "leaderboard:reward_prizes": NOBODY,
    "leaderboard:reward_add": NOBODY,
    "leaderboard:reward_table": SEE_THE_ENTERPRISE,
    "leaderboard:reward_certificates": GIVE_HERE,
    # a leader sees his own people's lines, and the poster has everybody's
    "leaderboard:reward_poster": SEE_THE_ENTERPRISE - {"leader"},
    "leaderboard:poster_png": SEE_THE_ENTERPRISE - {"leader"},
    "leaderboard:desk_seals": DRAW_UP_SOMEWHERE | {"head"},
    "leaderboard:seal_png": GIVE_HERE,
    "leaderboard:check_honour": EVERYBODY,
    "leaderboard:my_honours": SIGNED_IN,
    "leaderboard:honour_pdf": frozenset({"worker"}),
    "leaderboard:honour_png": frozenset({"worker"}),
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie, as far as their addresses have variable parts."""
    award = grounds.award
    page = f"/desk/rewards/{award.rewards_id}/"
    return {
        "leaderboard:desk_reward_list": page,
        "leaderboard:edit_reward_list": f"/desk/rewards/{grounds.reward_draft.pk}/title/",
        "leaderboard:reward_line": f"/desk/rewards/lines/{award.pk}/",
        "leaderboard:reward_act": f"{page}acts/give-out/",
        "leaderboard:reward_prizes": f"{page}prizes/",
        "leaderboard:reward_add": f"{page}lines/",
        "leaderboard:reward_table": f"{page}table/",
        "leaderboard:reward_certificates": f"{page}certificates/",
        "leaderboard:reward_poster": f"{page}poster/",
        "leaderboard:poster_png": f"{page}poster/1.png",
        "leaderboard:seal_png": f"/desk/rewards/seals/{grounds.seal.pk}.png",
        "leaderboard:check_honour": f"/honours/{award.number}/",
        "leaderboard:honour_pdf": f"/honours/{award.pk}.pdf",
        "leaderboard:honour_png": f"/honours/{award.pk}.png",
    }
