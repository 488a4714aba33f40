"""What the personal file says of learning: hours by year and category, corrections, lectures signed in to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.archives.personal_file import hours_section, in_minutes, learning_section, sessions_section
from courses.hours.counted_time import Stretch
from courses.hours.year import hours_of
from courses.models import LearnedBy, LearningCategory, LearningRecord, SignedInBy
from courses.services.attendance import sign_in_by_code, tick
from courses.services.records import correct_record, record_learning
from courses.wall_code import wall_code
from organizations.filing.dossier import FileSection
from organizations.models import Role, User
from tests.factories.learning import a_session, an_assignment
from tests.factories.organizations import County, desk_of, staff, worker_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team)


def learned(
    worker: User, end: datetime, *, minutes: int, title: str = "头顶上的水", **fields: object
) -> LearningRecord:
    stretch = Stretch(end - timedelta(minutes=minutes), end, minutes * 60)
    what = {"how": LearnedBy.PAGE, "category": LearningCategory.LECTURE, **fields}
    record = record_learning(worker=worker, stretch=stretch, title=title, **what)  # type: ignore[arg-type]
    assert record is not None
    return record


def column(section: FileSection, heading: str) -> list[object]:
    place = [each.heading for each in section.columns].index(heading)
    return [row[place] for row in section.rows]


def test_hours_stand_by_year_and_category_the_latest_year_first(worker: User) -> None:
    learned(worker, datetime(2023, 5, 1, 4, tzinfo=UTC), minutes=90)
    learned(worker, datetime(2024, 5, 1, 4, tzinfo=UTC), minutes=60)
    learned(worker, datetime(2024, 5, 2, 4, tzinfo=UTC), minutes=30, category=LearningCategory.CASE)

    section = hours_section(worker)

    assert column(section, "年份") == ["2024", "2023"]
    assert column(section, "事故案例") == [Decimal("0.5"), 0]
    assert column(section, "警示教育课") == [1, Decimal("1.5")]
    assert column(section, "合计") == [Decimal("1.5"), Decimal("1.5")]


def test_a_year_begins_at_midnight_on_the_wall(worker: User) -> None:
    learned(worker, datetime(2023, 12, 31, 17, tzinfo=UTC), minutes=60)  # one o'clock on New Year's Day

    assert column(hours_section(worker), "年份") == ["2024"]


def test_a_correction_is_taken_into_the_hours_and_stands_below_its_record(county: County, worker: User) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise, user__name="赵淑芳")
    wrong = learned(worker, datetime(2024, 5, 1, 4, tzinfo=UTC), minutes=60, title="前一课")
    learned(worker, datetime(2024, 5, 2, 4, tzinfo=UTC), minutes=60, title="后一课")
    correct_record(wrong=wrong, counted_seconds=900, reason="中途离开", by=officer)

    section = learning_section(worker)

    assert column(hours_section(worker), "合计") == [Decimal("1.2")]
    assert column(section, "标题") == ["后一课", "前一课", "前一课：中途离开（赵淑芳）"]
    assert column(section, "方式")[-1] == "更正"
    assert column(section, "计入（分）") == [60, 60, -45]
    assert section.notes


def test_without_a_correction_nothing_is_said_of_corrections(worker: User) -> None:
    learned(worker, datetime(2024, 5, 1, 4, tzinfo=UTC), minutes=60)

    assert not learning_section(worker).notes


@given(st.integers(0, 10**7))
def test_hours_and_minutes_never_say_more_than_was_spent(seconds: int) -> None:
    assert hours_of(seconds) * 3600 <= seconds < (hours_of(seconds) + Decimal("0.1")) * 3600
    assert in_minutes(seconds) * 60 <= seconds < (in_minutes(seconds) + Decimal("0.1")) * 60
    assert in_minutes(-seconds) == -in_minutes(seconds)


def test_lectures_in_person_stand_with_how_he_signed_in(county: County, worker: User) -> None:
    leader = staff(Role.TEAM_LEADER, county.team, user__name="班长老马")
    by_code, by_leader = a_session(county.enterprise, title="扫码的课"), a_session(county.enterprise, title="点名的课")
    now = timezone.now()
    sign_in_by_code(session=by_code, worker=worker, code=wall_code(by_code.secret, now), device="")
    tick(session=by_leader, people=[(worker, now - timedelta(minutes=5))], how=SignedInBy.LEADER, by=leader)

    section = sessions_section(worker)

    assert column(section, "标题") == ["扫码的课", "点名的课"]
    assert column(section, "签到方式") == ["扫墙上的码", "点名（班长老马）"]


def test_another_workers_learning_stands_in_his_own_file_only(county: County, worker: User) -> None:
    learned(worker_of(county.team), datetime(2024, 5, 1, 4, tzinfo=UTC), minutes=60)

    assert [section(worker).rows for section in (learning_section, hours_section, sessions_section)] == [[], [], []]


def test_the_missing_list_leads_to_the_file_of_who_is_missing(county: County, worker: User) -> None:
    task = an_assignment(county.enterprise)
    desk = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    page = desk.get(reverse("courses:assignment", args=[task.pk])).content.decode()

    assert reverse("organizations:person_file", args=[worker.pk]) in page
