"""The wall: every address of the site, asked for by every role, from inside and from next door.

A new URL fails here until it says who may have it. `SEEN_BY` names the roles that get a page; everybody else must be
sent away, or not find it. Lists are open to many, but nothing of the enterprise may stand on a page that a neighbour
gets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.test import Client
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
from exams.doubting import doubt_url
from exams.models import Attempt, Exam, QuestionVersion, WrongQuestion
from exams.services.doubts import say_doubt
from exams.services.mock_exams import start_mock
from exams.services.practice import todays_ten
from exams.services.printed_forms import make_forms
from exams.services.sittings import start_attempt
from organizations.filing.enterprise import ENTERPRISE
from organizations.models import Role, User
from organizations.services.cards import card_token, issue_cards
from tests.architecture.routes import filled, routes
from tests.factories.archives import made
from tests.factories.courses import a_case, a_lecture
from tests.factories.films import a_film
from tests.factories.interventions import paused
from tests.factories.learning import a_photo, a_session, an_assignment, learned
from tests.factories.organizations import (
    PIN,
    County,
    MembershipFactory,
    UserFactory,
    desk_of,
    phone_of,
    small_county,
    staff,
)
from tests.factories.pictures import address_of, show
from tests.factories.sittings import an_exam, sit

NOT_A_PAGE = frozenset({301, 302, 403, 404, 405, 410})
SECRET = "密不外传的职工"
HERE = {"question": "积水查清了吗？", "yes": "查清了", "no": "没查清", "safe": "yes"}

EVERYBODY = frozenset(
    {
        "nobody",
        "worker",
        "neighbour_worker",
        "leader",
        "officer",
        "head",
        "neighbour_officer",
        "town",
        "neighbour_town",
        "bureau",
        "inspector",
        "curator",
    }
)
SIGNED_IN = EVERYBODY - {"nobody"}
AT_THE_DESK = SIGNED_IN - {"worker", "neighbour_worker"}
SEE_THE_ENTERPRISE = frozenset({"leader", "officer", "head", "town", "bureau", "inspector"})
WITH_A_REACH = SEE_THE_ENTERPRISE | {"neighbour_officer", "neighbour_town"}
TEACH_HERE = frozenset({"officer", "head", "town", "bureau"})
TEACH_SOMEWHERE = TEACH_HERE | {"neighbour_officer", "neighbour_town"}
NOBODY: frozenset[str] = frozenset()

SEEN_BY = {
    "home:start": frozenset({"worker", "neighbour_worker"}),
    "home:desk": AT_THE_DESK,
    "home:healthz": EVERYBODY,
    "home:worker": EVERYBODY,
    "organizations:sign_in": EVERYBODY,
    "organizations:staff_sign_in": EVERYBODY,
    "organizations:second_factor": NOBODY,
    "organizations:card": EVERYBODY,
    "organizations:sign_out": NOBODY,
    "organizations:me": SIGNED_IN,
    "organizations:change_pin": SIGNED_IN,
    "organizations:end_sessions": NOBODY,
    "organizations:set_up_second_factor": AT_THE_DESK,
    "organizations:text_size": NOBODY,
    "organizations:my_file": SIGNED_IN,
    "organizations:my_file_pdf": SIGNED_IN,
    "organizations:people": WITH_A_REACH,
    "organizations:person_file": SEE_THE_ENTERPRISE,
    "organizations:person_file_pdf": SEE_THE_ENTERPRISE,
    "organizations:archives": WITH_A_REACH - {"leader"},
    "organizations:archive": SEE_THE_ENTERPRISE - {"leader"},
    "organizations:archive_progress": SEE_THE_ENTERPRISE - {"leader"},
    "organizations:archive_file": SEE_THE_ENTERPRISE - {"leader"},
    "organizations:archive_again": NOBODY,
    "organizations:issue_cards": NOBODY,
    "organizations:void_card": NOBODY,
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
    "exams:door": frozenset({"worker"}),
    "exams:start": NOBODY,
    "exams:paper": frozenset({"worker"}),
    "exams:save": NOBODY,
    "exams:news": NOBODY,
    "exams:hand_in": frozenset({"worker"}),
    "exams:receipt": frozenset({"worker"}),
    "exams:result": frozenset({"worker"}),
    "exams:practice": SIGNED_IN,
    "exams:question_of_ten": frozenset({"worker"}),
    "exams:wrong_questions": SIGNED_IN,
    "exams:wrong_question": frozenset({"worker"}),
    "exams:start_mock": NOBODY,
    "exams:mock_exam": frozenset({"worker"}),
    "exams:picture": frozenset({"worker"}),  # its page was made for him
    "exams:doubts": SIGNED_IN,
    "exams:doubt": frozenset({"worker"}),
    "exams:desk_exams": WITH_A_REACH,
    "exams:desk_results": SEE_THE_ENTERPRISE,
    "exams:desk_results_xlsx": SEE_THE_ENTERPRISE,
    "exams:archive_exam": NOBODY,
    "exams:watch": SEE_THE_ENTERPRISE,
    "exams:watch_live": SEE_THE_ENTERPRISE,
    "exams:intervene": frozenset({"officer", "head", "bureau"}),
    "exams:answer_intervention": NOBODY,
    "exams:sheets": frozenset({"officer", "head", "town", "bureau"}),
    "exams:type_sheet": frozenset({"officer", "head", "town", "bureau"}),
    "exams:settle_sheet": NOBODY,  # nothing there is to be settled
    "exams:sheet_again": NOBODY,
    "exams:print": frozenset({"officer", "bureau"}),
    "exams:make_forms": NOBODY,
    "exams:print_form": frozenset({"officer", "bureau"}),
    "exams:print_key": frozenset({"officer", "bureau"}),
    "exams:desk_bonus": frozenset({"officer", "head", "neighbour_officer"}),
    "exams:bonus_sheet": frozenset({"officer", "head"}),
    "exams:bonus_sheet_xlsx": frozenset({"officer", "head"}),
    "leaderboard:index": SIGNED_IN,
    "leaderboard:of_exam": SEE_THE_ENTERPRISE | {"worker"},
    "lectures": SIGNED_IN,
    "lecture": SEE_THE_ENTERPRISE | {"worker"},
    "proposed_case": NOBODY,  # until the bureau has taken it; in the admin see tests/courses/test_proposals_unseen.py
}
# Addresses that Wagtail brings and that lead nowhere of ours, or are looked at through the pages above.
WAGTAILS = frozenset(
    {
        "wagtaildocs_serve",
        "wagtaildocs_authenticate_with_password",
        "wagtailcore_authenticate_with_password",
        "wagtailcore_login",
        "wagtail_serve",
        "media",
    }
)
# Doors of the admin that stand open to everybody: signing in and what the sign-in page needs.
ADMIN_DOORS = (
    "admin/login/",
    "admin/password_reset/",
    "admin/jsi18n/",
    "admin/sprite",
    "admin/logout/",
    "admin/failwhale/",
)


@dataclass(frozen=True)
class World:
    """A county with an exam that runs and one that is over, and one client for every role."""

    county: County
    clients: dict[str, Client]
    addresses: dict[str, str]


@pytest.fixture
def world(db: None) -> World:
    county = small_county()
    worker = UserFactory(name=SECRET, pin=PIN)
    MembershipFactory(user=worker, unit=county.team, employee_no="0217")
    neighbour = MembershipFactory(unit=county.neighbour_team).user
    running, over = an_exam(county.enterprise), an_exam(county.enterprise)
    Exam.objects.filter(pk=over.pk).update(bonus_month=date(2024, 3, 1))
    under_way = start_attempt(exam=running, worker=worker)
    graded = sit(over, worker, right=3)
    make_forms(exam=over, by=None)
    return World(county, _clients(county, worker, neighbour), _addresses(county, worker, under_way, graded))


def _clients(county: County, worker: User, neighbour: User) -> dict[str, Client]:
    roles = {
        "leader": (Role.TEAM_LEADER, county.team),
        "officer": (Role.SAFETY_OFFICER, county.enterprise),
        "head": (Role.ENTERPRISE_HEAD, county.enterprise),
        "neighbour_officer": (Role.SAFETY_OFFICER, county.neighbour),
        "town": (Role.TOWN_OFFICER, county.town),
        "neighbour_town": (Role.TOWN_OFFICER, county.neighbour_town),
        "bureau": (Role.BUREAU_ADMIN, county.bureau),
        "inspector": (Role.INSPECTOR, county.bureau),
        "curator": (Role.CURATOR, county.bureau),
    }
    desks = {name: desk_of(staff(role, unit)) for name, (role, unit) in roles.items()}
    return {"nobody": Client(), "worker": phone_of(worker), "neighbour_worker": phone_of(neighbour), **desks}


def _addresses(county: County, worker: User, under_way: Attempt, graded: Attempt) -> dict[str, str]:
    [card] = issue_cards(users=[worker], unit=county.team, by=None)
    section = make_section(county.enterprise)
    lecture = a_lecture(county.enterprise, title=SECRET)
    code, month = county.enterprise.code, "2024-03"
    film = a_film(collection=section.collection)
    case = a_case(body=[{"type": "checks", "value": [HERE]}])
    open_study(worker=worker, material=case.material)
    answer_here(worker=worker, page=case.pk, answers={HERE["question"]: "unsure"})
    learning = {
        "courses:board_pdf": f"{case.url}board.pdf",
        "courses:library": "/cases/",
        "courses:short_address": f"/c/{case.pk}/",
        "courses:here_answers": f"/desk/cases/{case.pk}/here/",
        "courses:film": f"/films/{film.pk}/",
        "courses:poster": f"/films/{film.pk}/poster/",
        **_learning_addresses(county, worker),
    }
    exam_pages = {
        "exams:door": f"/exams/{an_exam(county.enterprise).pk}/",
        "exams:start": f"/exams/{under_way.exam_id}/start/",
        "exams:paper": f"/attempts/{under_way.pk}/",
        "exams:save": f"/attempts/{under_way.pk}/events/",
        "exams:news": f"/attempts/{under_way.pk}/news/",
        "exams:hand_in": f"/attempts/{under_way.pk}/hand-in/",
        "exams:receipt": f"/attempts/{graded.pk}/receipt/",
        "exams:result": f"/attempts/{graded.pk}/result/",
        "exams:desk_results": f"/desk/exams/{graded.exam_id}/",
        "exams:desk_results_xlsx": f"/desk/exams/{graded.exam_id}/results.xlsx",
        "exams:archive_exam": f"/desk/exams/{graded.exam_id}/archive/",
        "exams:sheets": f"/desk/exams/{graded.exam_id}/sheets/",
        "exams:type_sheet": f"/desk/exams/{graded.exam_id}/sheets/A/{worker.pk}/",
        "exams:settle_sheet": f"/desk/exams/{graded.exam_id}/sheets/{worker.pk}/settle/",
        "exams:sheet_again": f"/desk/exams/{graded.exam_id}/sheets/{worker.pk}/again/",
        "exams:print": f"/desk/exams/{graded.exam_id}/print/",
        "exams:make_forms": f"/desk/exams/{graded.exam_id}/print/make/",
        "exams:print_form": f"/desk/exams/{graded.exam_id}/print/A.pdf",
        "exams:print_key": f"/desk/exams/{graded.exam_id}/print/key.pdf",
        "exams:bonus_sheet": f"/desk/bonus/{code}/{month}/",
        "exams:bonus_sheet_xlsx": f"/desk/bonus/{code}/{month}/sheet.xlsx",
        "leaderboard:of_exam": f"/ranking/{graded.exam_id}/",
        **_practice_addresses(worker, graded),
        **_watch_addresses(county, under_way),
    }
    files = {"organizations:card": f"/sign-in/card/{card_token(card)}/", **_file_addresses(county, worker)}
    plain = {name: f"/{route}" for route, name in routes() if name in SEEN_BY and "<" not in route}
    proposed = a_case(SECRET, below=make_proposal_section(county.enterprise), live=False)
    pages = {"lectures": "/lectures/", "lecture": lecture.url, "proposed_case": proposed.url}
    return {**plain, **learning, **exam_pages, **files, **pages}


def _watch_addresses(county: County, under_way: Attempt) -> dict[str, str]:
    watch = f"/desk/exams/{under_way.exam_id}/watch"
    return {
        "exams:watch": f"{watch}/",
        "exams:watch_live": f"{watch}/live/",
        "exams:intervene": f"{watch}/extra/?unit={county.team.pk}",
        "exams:answer_intervention": f"/desk/interventions/{paused(under_way.exam, county.team).pk}/answer/",
    }


def _practice_addresses(worker: User, graded: Attempt) -> dict[str, str]:
    version = QuestionVersion.objects.get(pk=graded.paper[0][0])
    say_doubt(worker=worker, version=version, text=SECRET)
    ten = todays_ten(worker=worker)
    assert ten is not None
    wrong = WrongQuestion.objects.create(worker=worker, question=version.question, due_on=date(2024, 3, 1))
    return {
        "exams:question_of_ten": f"/practice/ten/{ten.pk}/1/",
        "exams:wrong_question": f"/practice/wrong/{wrong.pk}/",
        "exams:mock_exam": f"/practice/mock/{start_mock(worker=worker).pk}/",
        "exams:picture": address_of(show(version.question), worker),
        "exams:doubt": doubt_url(worker=worker.pk, version=version.pk),
    }


def _learning_addresses(county: County, worker: User) -> dict[str, str]:
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


def _file_addresses(county: County, worker: User) -> dict[str, str]:
    archive = made(ENTERPRISE, county.enterprise, staff(Role.SAFETY_OFFICER, county.enterprise))
    of_archive, of_person = f"/desk/archives/{archive.pk}", f"/desk/people/{worker.pk}"
    return {
        "organizations:person_file": f"{of_person}/",
        "organizations:person_file_pdf": f"{of_person}/file.pdf",
        "organizations:archive": f"{of_archive}/",
        "organizations:archive_progress": f"{of_archive}/progress/",
        "organizations:archive_file": f"{of_archive}/file.zip",
        "organizations:archive_again": f"{of_archive}/again/",
    }


def test_every_address_has_an_expectation() -> None:
    own = {name for route, name in routes() if not route.startswith("admin/")}

    assert own - WAGTAILS == set(SEEN_BY) - {"lectures", "lecture", "proposed_case"}


@pytest.mark.parametrize("name", sorted(SEEN_BY))
def test_an_address_opens_for_whom_it_is_meant_and_for_nobody_else(world: World, name: str) -> None:
    answers = {role: client.get(world.addresses[name]) for role, client in world.clients.items()}

    assert {role for role, answer in answers.items() if answer.status_code == 200} == SEEN_BY[name]
    refused = {role: answer.status_code for role, answer in answers.items() if role not in SEEN_BY[name]}
    assert set(refused.values()) <= NOT_A_PAGE, refused


@pytest.mark.parametrize("role", ["neighbour_worker", "neighbour_officer", "neighbour_town", "curator"])
def test_no_page_tells_an_outsider_of_a_worker(world: World, role: str) -> None:
    bearer = {"organizations:card"}  # whoever holds the card is taken for its worker

    for name, address in world.addresses.items():
        answer = world.clients[role].get(address)
        if answer.status_code == 200 and name not in bearer:
            assert SECRET not in answer.getvalue().decode(errors="ignore"), name


@pytest.mark.parametrize("role", ["nobody", "worker", "leader", "town"])
def test_who_makes_nothing_finds_no_door_into_the_admin(world: World, role: str) -> None:
    client = world.clients[role]
    opened = []
    for route, _name in routes():
        if route.startswith("admin/") and not route.startswith(ADMIN_DOORS):
            address = "/" + filled(route)
            if client.get(address).status_code == 200:
                opened.append(address)

    assert opened == []
