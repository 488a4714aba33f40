"""Who may have what of 三违: names stay in the enterprise, figures go up, and of self-reports the name goes nowhere."""

from __future__ import annotations

from tests.architecture.wall.grounds import Grounds
from tests.architecture.wall.roles import NOBODY, SIGNED_IN, WITH_A_REACH
from tests.factories.hazards import a_photo, a_pledge, a_self_report, a_violation

OF_THE_ENTERPRISE = frozenset({"leader", "officer", "head"})
WHO_RECORDS = frozenset({"leader", "officer"})
NEXT_DOOR = frozenset({"neighbour_officer"})  # for his own enterprise

SEEN_BY = {
    "hazards:self_report": SIGNED_IN,
    "hazards:mine": SIGNED_IN,
    "hazards:pledge": SIGNED_IN,
    "hazards:take_self_report_back": NOBODY,
    "hazards:sign_pledge": NOBODY,
    "hazards:violations": WITH_A_REACH,
    "hazards:violations_xlsx": WITH_A_REACH,
    "hazards:new_violation": WHO_RECORDS | NEXT_DOOR,
    "hazards:self_reports": WHO_RECORDS | NEXT_DOOR,
    "hazards:answer_self_report": NOBODY,
    "hazards:desk_pledge": OF_THE_ENTERPRISE | NEXT_DOOR,
    "hazards:pledge_unsigned_xlsx": OF_THE_ENTERPRISE,
    "hazards:violation": OF_THE_ENTERPRISE,
    "hazards:violation_photo": OF_THE_ENTERPRISE,
    "hazards:correct_violation": WHO_RECORDS,
    "hazards:withdraw_violation": NOBODY,
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie; the worker was seen, has told of himself, and has not signed."""
    county = grounds.county
    a_pledge(county.enterprise)
    report = a_self_report(grounds.worker)
    violation = a_violation(county.team, person=grounds.worker, photo=a_photo())
    desk = f"/desk/violations/{violation.pk}"
    return {
        "hazards:take_self_report_back": f"/self-report/{report.pk}/take-back/",
        "hazards:answer_self_report": f"/desk/violations/self-reports/{report.pk}/answer/",
        "hazards:pledge_unsigned_xlsx": f"/desk/violations/pledge/unsigned.xlsx?enterprise={county.enterprise.pk}",
        "hazards:violation": f"{desk}/",
        "hazards:violation_photo": f"{desk}/photo/",
        "hazards:correct_violation": f"{desk}/correct/",
        "hazards:withdraw_violation": f"{desk}/withdraw/",
    }
