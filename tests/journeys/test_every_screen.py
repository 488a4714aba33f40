"""Every screen of the demo county, on a phone and at a desk.

It fits, a thumb can press it, a screen reader can read it, and nothing of it comes from elsewhere.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from courses.models import AccidentCasePage, Anomaly, AnomalyKind, HereAnswer, LearningRecord, LecturePage
from exams.exam_archive import EXAM
from exams.models import Attempt, AttemptState, Exam, ExamState
from exams.services.sittings import start_attempt
from home.demo.pictured import EXAM_TITLE
from home.demo.sittings import OPEN_TITLE
from organizations.filing.enterprise import ENTERPRISE
from organizations.models import Archive, ArchiveState, Membership, Role, RoleGrant, User
from organizations.services.passwords import password_link
from tests.factories.archives import made
from tests.factories.organizations import desk_of, phone_of
from tests.journeys import contest_screens
from tests.journeys.big_screen_steps import HALL, code_on
from tests.journeys.conftest import DESK, PHONE, Opener, Screen

pytestmark = pytest.mark.django_db(transaction=True)

A_THUMB = 44  # pixels, the least height of what is pressed (WCAG 2.5.5)
# Links inside a sentence may be as high as the sentence; what stands by itself is for a thumb.
TOO_SMALL = """limit => [...document.querySelectorAll('button, select, summary, .btn, .choice, .row a, nav a')]
    .filter(e => e.checkVisibility() && !e.closest('p, .skip') && !e.matches('.skip'))
    .map(e => [e.getBoundingClientRect(), e])
    .filter(([box]) => box.width && box.height < limit - 0.5)
    .map(([box, e]) => `${e.outerHTML.slice(0, 80)} is ${Math.round(box.height)} high`)"""
TOO_WIDE = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def county() -> None:
    call_command("demo", verbosity=0)


def holder(role: Role) -> User:
    grant = RoleGrant.objects.current().filter(role=role).order_by("pk").first()
    assert grant is not None
    return grant.user


def sat() -> Attempt:
    return Attempt.objects.filter(state=AttemptState.GRADED).order_by("pk")[0]


def waiting(title: str = OPEN_TITLE) -> Attempt:
    """Return a seat at an open exam that nobody has taken yet."""
    exam = Exam.objects.open_at(timezone.now()).get(title=title)
    return Attempt.objects.filter(exam=exam, started_at=None).order_by("pk")[0]


def enter(screen: Screen, client: Client) -> Screen:
    screen.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": screen.base}])
    return screen


def faults(screen: Screen, path: str, *, thumb: bool) -> list[str]:
    """Return what is wrong with one screen, each as a line."""
    foreign: list[str] = []
    page: Page = screen.page
    page.on("request", lambda request: foreign.append(request.url) if _is_foreign(request.url, screen.base) else None)
    answer = page.goto(f"{screen.base}{path}")
    assert answer is not None
    found = [f"{path}: answered {answer.status}"] if answer.status != 200 else []
    found += [f"{path}: asks {url}" for url in foreign]
    found += [f"{path}: {page.evaluate(TOO_WIDE)} px too wide"] if page.evaluate(TOO_WIDE) else []
    found += [f"{path}: {small}" for small in (page.evaluate(TOO_SMALL, A_THUMB) if thumb else ())]
    violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return found + [
        f"{path}: {violation['id']}: {node['target']} {node['html'][:90]}"
        for violation in violations
        for node in violation["nodes"][:3]
    ]


def _is_foreign(url: str, base: str) -> bool:
    return urlsplit(url).scheme in {"http", "https"} and not url.startswith(base)


def test_every_screen_of_a_worker_fits_his_phone(screen: Opener, county: None) -> None:
    done, seat = sat(), waiting()
    wrong = _of_a_stranger(screen(PHONE))
    sitting = start_attempt(exam=seat.exam, worker=seat.worker)
    before = enter(screen(PHONE), phone_of(sitting.worker))
    case, lecture = AccidentCasePage.objects.live()[0], LecturePage.objects.live()[0]
    for path in (
        reverse("home:start"),
        reverse("exams:paper", args=[sitting.pk]),
        reverse("exams:hand_in", args=[sitting.pk]),
        reverse("exams:door", args=[sitting.exam_id]),
        reverse("exams:practice"),
        reverse("exams:wrong_questions"),
        reverse("exams:doubts"),
        reverse("organizations:me"),
        reverse("organizations:change_pin"),
        "/cases/",
        "/cases/?q=粉尘爆炸",
        "/cases/?post=爆破&year=2021&grade=重大",
        "/cases/?post=爆破&year=1999",
        "/lectures/",
        case.url,
        f"{case.url}?print",
        "/nothing-here/",
    ):
        wrong += [fault for fault in faults(before, path, thumb=True) if "answered 404" not in fault]
    pictured = waiting(EXAM_TITLE)
    looking = enter(screen(PHONE), phone_of(pictured.worker))
    paper = reverse("exams:paper", args=[start_attempt(exam=pictured.exam, worker=pictured.worker).pk])
    wrong += [fault for path in (paper, f"{paper}?#q2") for fault in faults(looking, path, thumb=True)]
    after = enter(screen(PHONE), phone_of(done.worker))
    for path in (
        reverse("exams:receipt", args=[done.pk]),
        reverse("exams:result", args=[done.pk]),
        reverse("leaderboard:board", args=["exams", done.exam_id]),
        reverse("organizations:my_file"),
    ):
        wrong += faults(after, path, thumb=True)
    wrong += _of_contests(screen)
    head = enter(screen(PHONE), desk_of(holder(Role.BUREAU_ADMIN)))
    wrong += faults(head, lecture.url, thumb=True)

    assert not wrong, "\n".join(wrong)


def _of_a_stranger(phone: Screen) -> list[str]:
    """Return what is wrong with what is open without signing in."""
    doors = [reverse(name) for name in ("organizations:sign_in", "organizations:staff_sign_in")]
    link = password_link(user=holder(Role.JUDGE), by=holder(Role.BUREAU_ADMIN))
    paths = [*doors, link, *contest_screens.for_everybody()]
    return [fault for path in paths for fault in faults(phone, path, thumb=True)]


def _of_contests(screen: Opener) -> list[str]:
    """Return what is wrong on the phones of competitors, of who was rewarded, and of judges."""
    return [
        fault
        for client, paths in contest_screens.on_phones()
        for phone in [enter(screen(PHONE), client)]
        for path in paths
        for fault in faults(phone, path, thumb=True)
    ]


def test_every_screen_of_staff_fits_a_desk_and_a_phone(screen: Opener, county: None) -> None:
    exam = Exam.objects.filter(state=ExamState.CLOSED).order_by("pk")[0]
    case = AccidentCasePage.objects.get(pk=HereAnswer.objects.values("page")[:1])
    wrong = _of_a_big_screen(screen(HALL))
    for role in (Role.SAFETY_OFFICER, Role.TOWN_OFFICER, Role.BUREAU_ADMIN):
        client = desk_of(holder(role))
        for size in (PHONE, DESK):
            desk = enter(screen(size), client)
            for path in [*_paths_of_staff(role, exam), case.url, reverse("courses:here_answers", args=[case.pk])]:
                wrong += [f"{role} {fault}" for fault in faults(desk, path, thumb=size is PHONE)]

    assert not wrong, "\n".join(wrong)


def _of_a_big_screen(hall: Screen) -> list[str]:
    """Return what is wrong with it while it waits, and when it shows the competition that is being marked."""
    path = reverse("leaderboard:screen")
    waiting = faults(hall, path, thumb=False)
    contest_screens.allow(code_on(hall.page), by=holder(Role.BUREAU_ADMIN))
    return waiting + faults(hall, path, thumb=False)


def _archives(officer: User) -> list[Archive]:
    """Return an archive in each of the states that its page knows."""
    unit = officer.grants.get().unit
    exam = Exam.objects.filter(state=ExamState.CLOSED).order_by("pk")[0]
    ready = made(EXAM, unit, officer, exam.pk)
    others = [
        Archive.objects.get_or_create(kind=ENTERPRISE, title="一企一档", unit=unit, asked_by=officer, state=state)[0]
        for state in (ArchiveState.MAKING, ArchiveState.FAILED, ArchiveState.EXPIRED)
    ]
    return [ready, *others]


def _paths_of_staff(role: Role, exam: Exam) -> list[str]:
    paths = [
        reverse("home:desk"),
        reverse("organizations:people"),
        reverse("organizations:set_up_second_factor"),
        reverse("exams:desk_exams"),
        reverse("exams:desk_results", args=[exam.pk]),
        reverse("leaderboard:desk_points"),
        reverse("leaderboard:board", args=["exams", exam.pk]),
        *_paths_of_learning(),
        *contest_screens.at_the_desk(role),
    ]
    if role == Role.SAFETY_OFFICER:
        worker = Membership.objects.current().within(holder(role).grants.get().unit).order_by("pk")[0]
        paths += [reverse("organizations:person_file", args=[worker.user_id]), reverse("organizations:archives")]
        paths += [reverse("organizations:archive", args=[archive.pk]) for archive in _archives(holder(role))]
        code = holder(role).grants.get().unit.code
        month = timezone.localdate(exam.closes_at).replace(day=1)
        record = LearningRecord.objects.filter(unit__path__startswith=holder(role).grants.get().unit.path)[0]
        paths += [reverse("courses:correct_record", args=[record.pk])]
        paths += [reverse("exams:desk_bonus"), reverse("exams:bonus_sheet", args=[code, month])]
    return paths


def _paths_of_learning() -> list[str]:
    odd = Anomaly.objects.filter(kind=AnomalyKind.DAY_CAP)[0]
    of_person = reverse("courses:hours_of_person", args=[odd.worker_id])
    return [
        reverse("courses:learning"),
        reverse("courses:hours"),
        of_person,
        f"{of_person}?day={odd.about}",
        reverse("courses:anomalies"),
        f"{reverse('courses:anomalies')}?list=judged",
    ]
