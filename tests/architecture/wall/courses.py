"""Who may have what of cases, lectures, films, tasks, sessions and hours."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from courses.models import AnomalyKind, EvidenceKind, SignedInBy
from courses.rights.proposals import make_proposal_section
from courses.rights.sections import make_section
from courses.services.anomalies import notice
from courses.services.attendance import tick
from courses.services.here import answer_here
from courses.services.sessions import add_evidence
from courses.services.studying import open_study
from courses.wall_code import wall_code
from organizations.models import Role, User
from tests.architecture.wall.grounds import SECRET, Grounds
from tests.architecture.wall.roles import (
    NOBODY,
    SEE_THE_ENTERPRISE,
    SIGNED_IN,
    TEACH_HERE,
    TEACH_SOMEWHERE,
    WITH_A_REACH,
)
from tests.factories.courses import a_case, a_lecture
from tests.factories.films import a_film
from tests.factories.learning import a_photo, a_session, an_assignment, learned
from tests.factories.organizations import County, staff

HERE = {"question": "积水查清了吗？", "yes": "查清了", "no": "没查清", "safe": "yes"}
PAGES = {
    "lectures": SIGNED_IN,
    "lecture": SEE_THE_ENTERPRISE | {"worker"},
    "proposed_case": NOBODY,  # until the bureau has taken it; in the admin see tests/courses/test_proposals_unseen.py
}
SEEN_BY = {
    "courses:beat": NOBODY,
    "courses:film": SEE_THE_ENTERPRISE | {"worker"},
    "courses:poster": SEE_THE_ENTERPRISE | {"worker"},
    "courses:board_pdf": SIGNED_IN,
    "courses:here_answers": WITH_A_REACH,
    "courses:library": SIGNED_IN,
    "courses:short_address": NOBODY,  # leads to the case
    "courses:sign_in_here": frozenset({"worker", "neighbour_worker"}),  # whoever has the code from the wall
    "courses:learning": WITH_A_REACH,
    "courses:new_assignment": TEACH_SOMEWHERE,
    "courses:assignment": SEE_THE_ENTERPRISE,
    "courses:assignment_xlsx": SEE_THE_ENTERPRISE,
    "courses:withdraw_assignment": NOBODY,
    "courses:archive_assignment": NOBODY,
    "courses:new_session": TEACH_SOMEWHERE,
    "courses:session": SEE_THE_ENTERPRISE,
    "courses:wall": TEACH_HERE,
    "courses:wall_svg": TEACH_HERE,
    "courses:ticks": TEACH_HERE | {"leader"},
    "courses:session_analysis": NOBODY,
    "courses:strike_attendance": NOBODY,
    "courses:evidence": NOBODY,
    "courses:evidence_file": SEE_THE_ENTERPRISE - {"leader"},
    "courses:close_session": NOBODY,
    "courses:anomalies": WITH_A_REACH,
    "courses:judge_anomaly": NOBODY,
    "courses:hours": WITH_A_REACH,
    "courses:hours_xlsx": WITH_A_REACH,
    "courses:hours_of_person": SEE_THE_ENTERPRISE,
    "courses:correct_record": frozenset({"officer", "bureau"}),
    "courses:archive_session": NOBODY,
    **PAGES,
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie, as far as their addresses have variable parts, and the pages."""
    return {**_material(grounds.county, grounds.worker), **_learning(grounds.county, grounds.worker)}


def _material(county: County, worker: User) -> dict[str, str]:
    section = make_section(county.enterprise)
    lecture = a_lecture(county.enterprise, title=SECRET)
    film = a_film(collection=section.collection)
    case = a_case(body=[{"type": "checks", "value": [HERE]}])
    open_study(worker=worker, material=case.material)
    answer_here(worker=worker, page=case.pk, answers={HERE["question"]: "unsure"})
    proposed = a_case(SECRET, below=make_proposal_section(county.enterprise), live=False)
    return {
        "courses:board_pdf": f"{case.url}board.pdf",
        "courses:library": "/cases/",
        "courses:short_address": f"/c/{case.pk}/",
        "courses:here_answers": f"/desk/cases/{case.pk}/here/",
        "courses:film": f"/films/{film.pk}/",
        "courses:poster": f"/films/{film.pk}/poster/",
        "lectures": "/lectures/",
        "lecture": lecture.url,
        "proposed_case": proposed.url,
    }


def _learning(county: County, worker: User) -> dict[str, str]:
    task, session = an_assignment(county.enterprise), a_session(county.enterprise)
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=officer)
    kept = add_evidence(session=session, kind=EvidenceKind.PHOTO, file=a_photo(), by=officer)
    odd = notice(AnomalyKind.DAY_CAP, worker=worker, about="2024-03-04", detail=SECRET)
    record = learned(worker, hours=1, began_at=timezone.now() - timedelta(hours=5), title=SECRET)
    of_task, of_session = f"/desk/learning/{task.pk}", f"/desk/sessions/{session.pk}"
    return {
        "courses:assignment": f"{of_task}/",
        "courses:assignment_xlsx": f"{of_task}/coverage.xlsx",
        "courses:withdraw_assignment": f"{of_task}/withdraw/",
        "courses:archive_assignment": f"{of_task}/archive/",
        "courses:session": f"{of_session}/",
        "courses:wall": f"{of_session}/wall/",
        "courses:wall_svg": f"{of_session}/wall.svg",
        "courses:ticks": f"{of_session}/ticks/",
        "courses:evidence": f"{of_session}/evidence/",
        "courses:session_analysis": f"{of_session}/analysis/",
        "courses:close_session": f"{of_session}/close/",
        "courses:strike_attendance": f"/desk/attendances/{session.attendances.get().pk}/strike/",
        "courses:judge_anomaly": f"/desk/learning/anomalies/{odd.pk}/judge/",
        "courses:hours_of_person": f"/desk/hours/{worker.pk}/",
        "courses:correct_record": f"/desk/hours/records/{record.pk}/correct/",
        "courses:archive_session": f"{of_session}/archive/",
        "courses:evidence_file": f"/desk/evidence/{kept.pk}/",
        "courses:sign_in_here": f"/sessions/{session.pk}/{wall_code(session.secret, timezone.now())}/",
    }
