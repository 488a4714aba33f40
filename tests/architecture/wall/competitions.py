"""Who may have what of the competitions."""

from __future__ import annotations

from tests.architecture.wall.grounds import Grounds
from tests.architecture.wall.roles import NOBODY, SEE_THE_ENTERPRISE, SIGNED_IN, WITH_A_REACH

HOLD_HERE = frozenset({"officer", "town", "bureau"})
SEEN_BY = {
    # without a role of a judge there is no list of them, and without an appointment no sheet
    "leaderboard:judging": frozenset({"bureau"}),
    "leaderboard:judging_tasks": NOBODY,
    "leaderboard:judging_sheet": NOBODY,
    "leaderboard:judging_rule": NOBODY,
    "leaderboard:judging_evidence": NOBODY,
    "leaderboard:evidence": HOLD_HERE | {"leader", "worker"},  # he has appealed, and his leader may
    "leaderboard:competitions": SIGNED_IN,
    "leaderboard:competition": SEE_THE_ENTERPRISE | {"worker"},
    "leaderboard:competition_rules": SEE_THE_ENTERPRISE | {"worker"},
    "leaderboard:desk_competitions": WITH_A_REACH,
    "leaderboard:desk_competition": SEE_THE_ENTERPRISE,
    "leaderboard:competition_standings": SEE_THE_ENTERPRISE,
    "leaderboard:competition_table": SEE_THE_ENTERPRISE,
    "leaderboard:competition_act": NOBODY,
    "leaderboard:competition_judges": NOBODY,
    "leaderboard:judge_password": NOBODY,
    "leaderboard:competition_enter": NOBODY,
    "leaderboard:competitor": SEE_THE_ENTERPRISE,
    "leaderboard:competitor_withdraw": NOBODY,
    "leaderboard:competitor_rescore": NOBODY,
    "leaderboard:competitor_evidence": NOBODY,
    "leaderboard:competition_appeal": HOLD_HERE,
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie, as far as their addresses have variable parts."""
    running, appeal, evidence = grounds.competition, grounds.competition_appeal, grounds.competition_evidence
    competition, entrant, part = running.competition.pk, running.entrants[0].pk, running.part().pk
    return {
        "leaderboard:judging_tasks": f"/judging/{competition}/",
        "leaderboard:judging_sheet": f"/judging/sheets/{entrant}/{part}/",
        "leaderboard:judging_rule": f"/judging/sheets/{entrant}/{part}/ruling/",
        "leaderboard:judging_evidence": f"/judging/sheets/{entrant}/{part}/evidence/",
        "leaderboard:evidence": f"/competitions/evidence/{evidence.pk}/",
        "leaderboard:competition_rules": f"/competitions/{competition}/rules.pdf",
        "leaderboard:competition_standings": f"/desk/competitions/{competition}/standings/",
        "leaderboard:competitor_evidence": f"/desk/competitors/{entrant}/evidence/{part}/",
        "leaderboard:competition": f"/competitions/{competition}/",
        "leaderboard:desk_competition": f"/desk/competitions/{competition}/",
        "leaderboard:competition_table": f"/desk/competitions/{competition}/table/",
        "leaderboard:competition_act": f"/desk/competitions/{competition}/acts/show/",
        "leaderboard:competition_judges": f"/desk/competitions/{competition}/judges/",
        "leaderboard:judge_password": f"/desk/competitions/{competition}/judges/{running.judge().pk}/password/",
        "leaderboard:competition_enter": f"/desk/competitions/{competition}/entries/",
        "leaderboard:competitor": f"/desk/competitors/{entrant}/",
        "leaderboard:competitor_withdraw": f"/desk/competitors/{entrant}/withdrawal/",
        "leaderboard:competitor_rescore": f"/desk/competitors/{entrant}/rescore/",
        "leaderboard:competition_appeal": f"/desk/competition-appeals/{appeal.pk}/",
    }
