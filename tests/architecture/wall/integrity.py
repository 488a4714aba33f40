"""Who may have what of what looks odd, of assisted sittings and of shared tablets."""

from __future__ import annotations

from exams.models import ExamAnomaly, OddKind
from exams.services.assistance import mark_assisted
from exams.services.kiosks import allow_kiosk
from organizations.models import Role
from tests.architecture.wall.grounds import SECRET, Grounds
from tests.architecture.wall.roles import EVERYBODY, NOBODY, SEE_THE_ENTERPRISE
from tests.factories.organizations import MembershipFactory, staff

SEEN_BY = {
    "exams:anomalies": SEE_THE_ENTERPRISE - {"leader"},
    "exams:search_progress": SEE_THE_ENTERPRISE - {"leader"},
    "exams:search_anomalies": NOBODY,
    "exams:judge_anomaly": NOBODY,
    "exams:assisted": frozenset({"leader", "officer", "head", "town", "bureau"}),
    "exams:unassist": NOBODY,
    "exams:kiosks": frozenset({"officer", "town", "bureau"}),
    "exams:revoke_kiosk": NOBODY,
    "exams:kiosk": EVERYBODY,  # whoever stands before the tablet
    "exams:claim_kiosk": NOBODY,
    "exams:kiosk_alive": NOBODY,  # but who sits on one
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie, as far as their addresses have variable parts."""
    county, running, graded = grounds.county, grounds.under_way.exam, grounds.graded
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    helped = MembershipFactory(unit=county.team).user
    marked = mark_assisted(exam=running, worker=helped, helper=grounds.worker, reason=SECRET, by=officer)
    kiosk, _code = allow_kiosk(exam=running, unit=county.team, name=SECRET, hours=1, by=officer)
    evidence = {"attempts": [str(graded.pk)], "people": 5}
    odd = ExamAnomaly.objects.create(
        exam=graded.exam, kind=OddKind.ALL_FULL, unit=county.team, about="a", evidence=evidence
    )
    of_graded, of_running = f"/desk/exams/{graded.exam_id}", f"/desk/exams/{running.pk}"
    return {
        "exams:anomalies": f"{of_graded}/anomalies/",
        "exams:search_anomalies": f"{of_graded}/anomalies/search/",
        "exams:search_progress": f"{of_graded}/anomalies/progress/",
        "exams:judge_anomaly": f"{of_graded}/anomalies/{odd.pk}/",
        "exams:assisted": f"{of_running}/assisted/",
        "exams:unassist": f"{of_running}/assisted/{marked.pk}/",
        "exams:kiosks": f"{of_running}/kiosks/",
        "exams:revoke_kiosk": f"{of_running}/kiosks/{kiosk.pk}/",
    }
