"""Training hours at the desk: the finding first, the file to keep, one person's records, and mending one of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from courses.hours.bar import WIDTH, draw_hours
from courses.hours.year import Hours
from courses.models import LearningRecord
from courses.services.records import counted_now
from organizations.models import AuditEntry, Role, Unit, User
from organizations.services.memberships import transfer
from tests.factories.learning import learned
from tests.factories.organizations import County, desk_of, staff, worker_of

YEAR = 2025
MARCH = datetime(YEAR, 3, 3, 0, tzinfo=UTC)  # eight in the morning there
HOURS = f"/desk/hours/?year={YEAR}"


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team, name="安贵生")


def officer_of(unit: Unit) -> Client:
    return desk_of(staff(Role.SAFETY_OFFICER, unit))


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def person_page(worker: User) -> str:
    return reverse("courses:hours_of_person", args=(worker.pk,)) + f"?year={YEAR}"


def correction(kept: LearningRecord) -> str:
    return reverse("courses:correct_record", args=(kept.pk,))


def test_the_heading_says_how_many_are_short_and_a_unit_can_be_looked_at(county: County, worker: User) -> None:
    worker_of(county.other_team, name="白玉林")
    town = desk_of(staff(Role.TOWN_OFFICER, county.town))

    whole, team = text(town, HOURS), text(town, f"{HOURS}&unit={county.team.pk}")

    assert "2 人还差学时" in whole
    assert "1 人还差学时" in team
    assert "白玉林" not in team


def test_hours_stand_with_their_kinds_their_need_and_their_gap(county: County, worker: User) -> None:
    learned(worker, hours=5.25, began_at=MARCH)

    page = officer_of(county.enterprise).get(HOURS)

    [line] = [line for line in page.context["lines"] if line.person == worker]
    assert [str(line.hours.shown[kind]) for kind in ("case", "lecture", "training", "total")] == [
        "0.0",
        "0.0",
        "5.2",
        "5.2",
    ]
    assert (line.needed, str(line.gap)) == (20, "14.8")
    assert "第十三条" in page.content.decode()


def test_who_keeps_the_table_of_needs_finds_it_from_here(county: County, worker: User) -> None:
    table = reverse("admin_hours_needs:index")

    assert table in text(desk_of(staff(Role.BUREAU_ADMIN, county.bureau)), HOURS)
    assert table not in text(officer_of(county.enterprise), HOURS)


def test_a_neighbour_sees_nobody_and_gets_no_foreign_unit(county: County, worker: User) -> None:
    neighbour = officer_of(county.neighbour)

    assert worker.name not in text(neighbour, HOURS)
    for address in (f"{HOURS}&unit={county.enterprise.pk}", person_page(worker)):
        assert neighbour.get(address).status_code == 404


@pytest.mark.parametrize("asked", ["year=1999", "year=3000", "year=x", "unit=x", "unit=0"])
def test_what_makes_no_sense_is_not_found(county: County, asked: str) -> None:
    assert officer_of(county.enterprise).get(f"/desk/hours/?{asked}").status_code == 404


@pytest.mark.parametrize("day", ["2025-02-30", "yesterday", "1999-01-01"])
def test_a_day_that_never_was_is_not_found(county: County, worker: User, day: str) -> None:
    address = reverse("courses:hours_of_person", args=(worker.pk,))

    assert officer_of(county.enterprise).get(f"{address}?day={day}").status_code == 404


def test_the_page_costs_the_same_for_few_and_for_many(
    county: County, worker: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer = officer_of(county.enterprise)
    for _number in range(10):
        learned(worker_of(county.team), hours=1, began_at=MARCH)

    with django_assert_max_num_queries(13):
        officer.get(HOURS)


def test_the_table_to_keep_holds_everybody_and_leaves_a_trace(county: County, worker: User) -> None:
    learned(worker, hours=5, began_at=MARCH)
    worker_of(county.neighbour_team, name="邻家人")

    answer = officer_of(county.enterprise).get(f"/desk/hours/table.xlsx?year={YEAR}&unit={county.team.pk}")

    sheet = load_workbook(BytesIO(answer.getvalue())).active
    [row] = [row for row in sheet.iter_rows(values_only=True) if row[3] == "安贵生"]
    assert row[7:11] == (5, 5, 20, 15)
    assert not [row for row in sheet.iter_rows(values_only=True) if row[3] == "邻家人"]
    assert AuditEntry.objects.get(action="hours.export").unit == county.team


def test_a_persons_records_stand_in_minutes_and_a_day_can_be_looked_at(county: County, worker: User) -> None:
    learned(worker, hours=0.5, began_at=MARCH, title="三月的培训")
    learned(worker, hours=1, began_at=datetime(YEAR, 4, 4, tzinfo=UTC), title="四月的培训")
    leader = desk_of(staff(Role.TEAM_LEADER, county.team))
    day = reverse("courses:hours_of_person", args=(worker.pk,)) + "?day=2025-03-03"

    assert "四月的培训" in text(leader, person_page(worker))
    one_day = leader.get(day)
    assert [(shown.row.title, shown.minutes) for shown in one_day.context["records"]] == [("三月的培训", 30)]
    assert "/correct/" not in one_day.content.decode()


def test_a_persons_page_costs_the_same_for_few_records_and_many(
    county: County, worker: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer = officer_of(county.enterprise)
    for number in range(8):
        learned(worker, hours=1, began_at=datetime(YEAR, 3, 1 + number, tzinfo=UTC))

    with django_assert_max_num_queries(17):
        officer.get(person_page(worker))


def test_an_officer_mends_a_record_and_it_stands_under_it_with_his_name(county: County, worker: User) -> None:
    kept = learned(worker, hours=1, began_at=MARCH)
    person = staff(Role.SAFETY_OFFICER, county.enterprise, user__name="赵淑芳")
    officer = desk_of(person)

    answer = officer.post(correction(kept), {"minutes": "40", "reason": "后二十分钟不在"}, follow=True)

    assert answer.redirect_chain == [(person_page(worker), 302)]
    page = answer.content.decode()
    assert "后二十分钟不在" in page
    assert "赵淑芳改为 40 分钟" in page
    assert counted_now(kept) == 40 * 60


def test_the_last_minute_of_a_record_is_as_long_as_it_was(county: County, worker: User) -> None:
    kept = learned(worker, hours=100 / 3600, began_at=MARCH)
    officer = officer_of(county.enterprise)

    officer.post(correction(kept), {"minutes": "0", "reason": "不在"})
    officer.post(correction(kept), {"minutes": "2", "reason": "查过了，在"})

    assert counted_now(kept) == 100


@pytest.mark.parametrize("said", [{"minutes": "90", "reason": "多给"}, {"minutes": "30"}, {"minutes": "-1"}])
def test_a_correction_that_is_refused_says_why_and_changes_nothing(
    county: County, worker: User, said: dict[str, str]
) -> None:
    kept = learned(worker, hours=1, began_at=MARCH)

    assert officer_of(county.enterprise).post(correction(kept), said).status_code == 422
    assert counted_now(kept) == 3600


@pytest.mark.parametrize("role", [Role.ENTERPRISE_HEAD, Role.TEAM_LEADER, Role.TOWN_OFFICER, Role.INSPECTOR])
def test_who_does_not_keep_the_roster_corrects_nothing(county: County, worker: User, role: Role) -> None:
    units = {Role.TEAM_LEADER: county.team, Role.TOWN_OFFICER: county.town, Role.INSPECTOR: county.bureau}
    client = desk_of(staff(role, units.get(role, county.enterprise)))
    kept = learned(worker, hours=1, began_at=MARCH)

    assert client.post(correction(kept), {"minutes": "0", "reason": "不在"}).status_code == 403
    assert counted_now(kept) == 3600


def test_after_a_transfer_the_new_enterprise_reads_and_the_old_one_and_the_bureau_correct(
    county: County, worker: User
) -> None:
    kept = learned(worker, hours=1, began_at=MARCH)
    transfer(user=worker, to=county.neighbour_team, employee_no="77", by=None)
    old, new = officer_of(county.enterprise), officer_of(county.neighbour)
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))

    assert "安全培训" in text(new, person_page(worker))
    assert [client.get(correction(kept)).status_code for client in (new, old, bureau)] == [404, 200, 200]


def test_a_record_of_nobodys_unit_is_the_bureaus(county: County, worker: User) -> None:
    worker.memberships.update(ended_on=date(2025, 1, 1))
    kept = learned(worker, hours=1, began_at=MARCH)
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))

    assert kept.unit is None
    assert officer_of(county.enterprise).get(correction(kept)).status_code == 404
    assert bureau.get(correction(kept)).status_code == 200


def test_a_correction_itself_offers_no_correction(county: County, worker: User) -> None:
    kept, officer = learned(worker, hours=1, began_at=MARCH), officer_of(county.enterprise)
    officer.post(correction(kept), {"minutes": "0", "reason": "不在"})

    assert officer.get(correction(kept.corrections.get())).status_code == 404


@given(*(st.integers(0, 200_000) for _kind in "abc"), st.integers(0, 100_000))
def test_the_bar_is_whole_in_order_and_shows_a_gap_only_where_there_is_one(
    case: int, lecture: int, training: int, needed: int
) -> None:
    hours = Hours(case, lecture, training)

    bar = draw_hours(hours, needed)

    end = 0
    for piece in bar.pieces:
        assert piece.x == end
        assert piece.width > 0
        end = piece.x + piece.width
    assert end <= WIDTH
    assert bar.gap_x == end
    assert bar.need_x <= WIDTH
    if hours.total >= needed:
        assert bar.gap_width == 0
    if needed >= hours.total + needed // 10 + 1000:
        assert bar.gap_width > 0


def test_a_list_of_more_than_one_page_leads_on(county: County) -> None:
    for _number in range(60):
        worker_of(county.team)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    page = officer.get("/desk/hours/?year=2026").content.decode()

    assert "year=2026&amp;page=2" in page
    assert officer.get("/desk/hours/?year=2026&page=2").status_code == 200
