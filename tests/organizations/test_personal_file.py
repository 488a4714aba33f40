"""The personal file: who sees it, that it goes with the person, and what leaves with whom is on record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from courses.hours.counted_time import Stretch
from courses.models import LearnedBy, LearningCategory
from courses.services.records import record_learning
from exams.models import Exam
from organizations.filing.personal import personal_file
from organizations.models import AuditEntry, Role, User
from organizations.services.memberships import leave, transfer
from tests.factories.organizations import (
    County,
    RoleGrantFactory,
    UserFactory,
    desk_of,
    phone_of,
    staff,
    worker_of,
)
from tests.factories.sittings import an_exam, sit
from tests.pdf_text import text_of_pages

pytestmark = pytest.mark.django_db
LEARNED = "头顶上的水"


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team, name="安贵生")


def page_of(person: User) -> str:
    return reverse("organizations:person_file", args=[person.pk])


def sees(user: User, person: User) -> bool:
    answers = {desk_of(user).get(f"{page_of(person)}{rest}").status_code for rest in ("", "file.pdf")}
    assert len(answers) == 1, "the page and its PDF are for the same people"
    return answers == {200}


def learns(worker: User, title: str = LEARNED) -> None:
    now = timezone.now()
    stretch = Stretch(now - timedelta(minutes=30), now, 1800)
    record_learning(worker=worker, stretch=stretch, how=LearnedBy.PAGE, category=LearningCategory.LECTURE, title=title)


def test_a_worker_reads_his_own_file_on_his_phone_and_keeps_it_as_a_pdf(worker: User) -> None:
    learns(worker)
    phone = phone_of(worker)

    assert LEARNED in phone.get("/me/file/").content.decode()
    pdf = phone.get("/me/file.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert "no-store" in pdf.headers["Cache-Control"]
    assert LEARNED in text_of_pages(pdf.content)[0]


def test_his_own_page_leads_to_his_file(worker: User) -> None:
    assert "/me/file/" in phone_of(worker).get("/me/").content.decode()


def test_nobody_reads_another_workers_file_with_a_pin(county: County, worker: User) -> None:
    colleague = worker_of(county.team)

    assert phone_of(colleague).get(page_of(worker)).status_code == 302


@pytest.mark.parametrize(
    ("role", "at", "may"),
    [
        (Role.SAFETY_OFFICER, "enterprise", True),
        (Role.ENTERPRISE_HEAD, "enterprise", True),
        (Role.TEAM_LEADER, "team", True),
        (Role.TOWN_OFFICER, "town", True),
        (Role.INSPECTOR, "bureau", True),
        (Role.TEAM_LEADER, "other_team", False),
        (Role.SAFETY_OFFICER, "neighbour", False),
        (Role.TOWN_OFFICER, "neighbour_town", False),
        (Role.CURATOR, "bureau", False),
    ],
)
def test_who_sees_the_unit_sees_its_peoples_files(county: County, worker: User, role: Role, at: str, may: bool) -> None:
    assert sees(staff(role, getattr(county, at)), worker) is may


def test_after_a_transfer_the_new_enterprise_sees_the_whole_file_and_the_old_one_nothing(
    county: County, worker: User
) -> None:
    learns(worker)
    attempt = sit(an_exam(county.enterprise), worker, right=4)
    transfer(user=worker, to=county.neighbour_team, employee_no="0001", by=None)
    new, old = staff(Role.SAFETY_OFFICER, county.neighbour), staff(Role.SAFETY_OFFICER, county.enterprise)

    assert not sees(old, worker)
    page = desk_of(new).get(page_of(worker)).content.decode()
    for text in (LEARNED, attempt.exam.title, "80", county.enterprise.name, county.neighbour.name):
        assert text in page


def test_of_who_left_the_last_enterprise_keeps_the_file(county: County, worker: User) -> None:
    leave(user=worker, by=None)

    assert sees(staff(Role.SAFETY_OFFICER, county.enterprise), worker)
    assert not sees(staff(Role.SAFETY_OFFICER, county.neighbour), worker)


def test_a_head_without_a_place_on_the_roster_has_his_file_where_his_role_is(county: County) -> None:
    head = staff(Role.ENTERPRISE_HEAD, county.enterprise)

    assert sees(staff(Role.TOWN_OFFICER, county.town), head)
    assert not sees(staff(Role.TOWN_OFFICER, county.neighbour_town), head)


def test_a_role_elsewhere_does_not_open_the_file_of_who_works_here(county: County, worker: User) -> None:
    RoleGrantFactory(user=worker, unit=county.neighbour, role=Role.JUDGE)

    assert not sees(staff(Role.SAFETY_OFFICER, county.neighbour), worker)


def test_the_bonus_stands_in_no_file(county: County, worker: User) -> None:
    exam = an_exam(county.enterprise)
    Exam.objects.filter(pk=exam.pk).update(bonus_month=date(2024, 3, 1))
    sit(exam, worker, right=4)

    content = personal_file(worker).content().decode()

    assert exam.title in content
    assert not any(word in content for word in ("奖金", "系数", "bonus"))


def test_what_leaves_the_house_is_on_record_with_the_digest_that_is_printed(county: County, worker: User) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)

    pdf = desk_of(officer).get(f"{page_of(worker)}file.pdf")

    row = AuditEntry.objects.get(action="file.export")
    assert (row.actor, row.unit) == (officer, county.team)
    assert row.subject.endswith(f":{worker.pk}")
    assert row.detail["digest"] == personal_file(worker).digest
    assert row.detail["digest"] in text_of_pages(pdf.content)[0]


def test_the_page_shows_the_digest_and_it_changes_with_what_is_learned(county: County, worker: User) -> None:
    desk = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    before = personal_file(worker).digest
    assert before in desk.get(page_of(worker)).content.decode()

    learns(worker)

    assert before not in desk.get(page_of(worker)).content.decode()


def test_the_file_is_chinese_whatever_language_its_reader_has(county: County, worker: User) -> None:
    desk = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    page = desk.get(page_of(worker), headers={"accept-language": "en"}).content.decode()

    assert "任职经历" in page
    assert personal_file(worker).digest in page


def test_the_roster_and_the_missing_list_lead_to_the_file(county: County, worker: User) -> None:
    desk = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    assert page_of(worker) in desk.get("/desk/people/").content.decode()


def test_every_place_stands_in_the_file_with_its_days(county: County, worker: User) -> None:
    transfer(user=worker, to=county.other_team, employee_no="0777", by=None)

    (section,) = (section for section in personal_file(worker).sections if section.key == "places")

    assert [row[1] for row in section.rows] == [county.other_team.name, county.team.name]
    assert section.rows[0][-1] is None
    assert section.rows[1][-1] == timezone.localdate()


@pytest.mark.parametrize("lessons", [1, 12])
def test_a_fuller_file_costs_no_more_queries(
    worker: User, county: County, lessons: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(lessons):
        learns(worker, title=f"第{number}课")
    sit(an_exam(county.enterprise), worker, right=3)

    with django_assert_max_num_queries(10):
        personal_file(worker)


def test_a_person_without_anything_has_a_file_that_says_so(db: None) -> None:
    page = phone_of(UserFactory()).get("/me/file/").content.decode()

    for sentence in ("没有任职记录。", "还没有学习记录。", "还没有考过试。"):
        assert sentence in page
