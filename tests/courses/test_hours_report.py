"""Hours of a year against the need: the database counts as one would by hand."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from courses.hours.needs import in_order, need_for, need_of_person, needs_of_year
from courses.hours.people import people_with_hours
from courses.hours.report import hours_report, person_lines, short_first
from courses.hours.year import Hours, hours_of_person, hours_of_year
from courses.models import HoursNeed, Learner, LearningCategory
from courses.services.records import correct_record
from organizations.models import Industry, Role, RoleGrant, Unit, User
from organizations.models.units import UnitQuerySet
from tests.factories.learning import learned
from tests.factories.organizations import (
    BureauFactory,
    County,
    EnterpriseFactory,
    TeamFactory,
    TownFactory,
    UserFactory,
    WorkshopFactory,
    staff,
    worker_of,
)

pytestmark = pytest.mark.django_db
YEAR = 2025
HOUR = 3600


def in_march(hours: float, person: User, **fields: object) -> None:
    learned(person, hours=hours, began_at=datetime(YEAR, 3, 3, tzinfo=UTC), **fields)


def test_a_year_is_the_calendars_in_shanghai(county: County) -> None:
    worker = worker_of(county.team)
    learned(worker, hours=1, began_at=datetime(YEAR - 1, 12, 31, 15, 30, tzinfo=UTC))  # 23:30 to 0:30 there
    learned(worker, hours=2, began_at=datetime(YEAR, 12, 31, 13, 0, tzinfo=UTC))  # 21:00 to 23:00
    learned(worker, hours=4, began_at=datetime(YEAR, 12, 31, 16, 0, tzinfo=UTC))  # the new year has begun

    assert hours_of_person(worker, YEAR).total == 3 * HOUR


def test_hours_are_told_apart_by_what_they_were_spent_on_and_corrections_count(county: County) -> None:
    worker, officer = worker_of(county.team), staff(Role.SAFETY_OFFICER, county.enterprise)
    in_march(2, worker, category=LearningCategory.CASE)
    learned(worker, hours=3, began_at=datetime(YEAR, 4, 4, tzinfo=UTC), category=LearningCategory.LECTURE)
    wrong = learned(worker, hours=4, began_at=datetime(YEAR, 5, 5, tzinfo=UTC), category=LearningCategory.TRAINING)
    correct_record(wrong=wrong, counted_seconds=HOUR, reason="中途走了", by=officer)

    assert hours_of_person(worker, YEAR) == Hours(case=2 * HOUR, lecture=3 * HOUR, training=HOUR)


def test_hours_of_many_cost_one_query(county: County, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    people = [worker_of(county.team) for _number in range(5)]
    for person in people:
        in_march(1, person)

    with django_assert_num_queries(1):
        assert len(hours_of_year(people, YEAR)) == 5


def a_random_need(chance: random.Random, units: list[Unit | None]) -> HoursNeed:
    return HoursNeed(
        unit=chance.choice(units),
        learner=chance.choice(Learner.values),
        industries=chance.choice([[], ["underground_mine"], ["machinery", "underground_mine"]]),
        first_hours=24,
        yearly_hours=chance.choice([None, 1, 2, 3]),
        in_force_on=date(chance.choice([2015, 2024, 2025, 2030]), 1, 1),
        basis="试一试",
    )


def a_random_county(chance: random.Random) -> list[User]:
    """Return workers and managers of four enterprises in two towns, some of them both."""
    towns = [TownFactory(), TownFactory()]
    industries = [Industry.UNDERGROUND_MINE, Industry.MACHINERY]
    enterprises = [EnterpriseFactory(parent=chance.choice(towns), industry=chance.choice(industries)) for _n in "abcd"]
    teams = [TeamFactory(parent=WorkshopFactory(parent=each)) for each in enterprises]
    people: list[User] = [worker_of(chance.choice(teams)) for _number in range(8)]
    for person in chance.sample(people, 2):
        RoleGrant.objects.create(user=person, unit=chance.choice(enterprises), role=Role.SAFETY_OFFICER)
    people.append(staff(Role.ENTERPRISE_HEAD, chance.choice(enterprises)))
    for person in people:
        in_march(chance.choice([0.5, 1, 2.5]), person)
    return people


@pytest.mark.parametrize("seed", range(6))
def test_the_database_finds_the_same_need_and_gap_as_one_would_by_hand(seed: int) -> None:
    chance = random.Random(seed)
    people = a_random_county(chance)
    HoursNeed.objects.all().delete()
    units = [None, BureauFactory(), *Unit.objects.filter(kind="town")]
    HoursNeed.objects.bulk_create([a_random_need(chance, units) for _number in range(9)])
    needs = needs_of_year(YEAR)

    found = {person.pk: person for person in people_with_hours(Unit.objects.all(), YEAR, needs)}

    assert set(found) == {person.pk for person in people}
    for person in people:
        need = need_of_person(person, YEAR)
        wanted = need.yearly_hours * HOUR if need and need.yearly_hours is not None else None
        done = hours_of_person(person, YEAR).total
        row = found[person.pk]
        assert (row.need, row.needed, row.learned) == (need.pk if need else None, wanted, done)
        assert row.gap == max(0, (wanted or 0) - done)
    report = hours_report(Unit.objects.all(), YEAR, needs, None)
    assert report.whole.people == len(people)
    assert report.whole.short == sum(row.gap > 0 for row in found.values())


def test_a_miner_needs_twenty_hours_a_year_and_his_officer_sixteen(county: County) -> None:
    worker, officer = worker_of(county.team), staff(Role.SAFETY_OFFICER, county.enterprise)

    for person, hours in ((worker, 20), (officer, 16)):
        need = need_of_person(person, YEAR)
        assert need is not None
        assert need.yearly_hours == hours


def test_of_workers_elsewhere_no_yearly_number_is_invented(county: County) -> None:
    works = EnterpriseFactory(industry=Industry.MACHINERY)
    worker, head = worker_of(TeamFactory(parent=WorkshopFactory(parent=works))), staff(Role.ENTERPRISE_HEAD, works)
    needs = needs_of_year(YEAR)

    lines = {line.person: line for line in person_lines(people_with_hours(within(works), YEAR, needs), YEAR, needs)}

    assert (lines[worker].needed, int(lines[worker].gap)) == (None, 0)
    assert (lines[head].needed, int(lines[head].gap)) == (12, 12)


def within(unit: Unit) -> UnitQuerySet:
    found: UnitQuerySet = Unit.objects.within([unit])
    return found


def test_the_nearest_place_goes_first_then_the_named_industry_then_the_newest(county: County) -> None:
    def need(unit: Unit | None, industries: list[str], year: int) -> HoursNeed:
        return HoursNeed(
            unit=unit,
            learner=Learner.WORKER,
            industries=industries,
            first_hours=72,
            yearly_hours=20,
            in_force_on=date(year, 1, 1),
        )

    mine = [Industry.UNDERGROUND_MINE.value]
    rows = {
        "next year's": need(county.town, mine, YEAR + 1),
        "the town's": need(county.town, [], 2016),
        "the county's for mines, new": need(county.bureau, mine, 2018),
        "the county's for mines, old": need(county.bureau, mine, 2017),
        "the county's for all": need(county.bureau, [], 2024),
        "the state's for mines": need(None, mine, 2015),
        "the state's for all": need(None, [], 2015),
    }
    names = list(rows)
    shuffled = random.Random(1).sample(names, len(names))

    ordered = in_order([rows[name] for name in shuffled], date(YEAR, 12, 31))

    assert ordered == [rows[name] for name in names[1:]]
    assert need_for(ordered, learner=Learner.WORKER, enterprise=county.enterprise) is rows["the town's"]
    assert need_for(ordered[1:], learner=Learner.MANAGER, enterprise=county.enterprise) is None
    elsewhere = need_for(ordered, learner=Learner.WORKER, enterprise=county.neighbour)
    assert elsewhere is rows["the county's for mines, new"]


def test_those_with_the_widest_gap_come_first(county: County) -> None:
    diligent, idle, half = (worker_of(county.team) for _number in range(3))
    for week in range(3):
        learned(diligent, hours=7, began_at=datetime(YEAR, 4, 1, tzinfo=UTC) + timedelta(weeks=week))
    in_march(5, half)
    needs = needs_of_year(YEAR)

    lines = person_lines(short_first(people_with_hours(within(county.team), YEAR, needs)), YEAR, needs)

    assert [line.person for line in lines] == [idle, half, diligent]
    assert [int(line.gap) for line in lines] == [20, 15, 0]


def test_a_minute_short_is_short(county: County) -> None:
    worker = worker_of(county.team)
    for day in range(3):
        learned(worker, hours=6 + 39 / 60, began_at=datetime(YEAR, 4, 1 + day, tzinfo=UTC))
    needs = needs_of_year(YEAR)

    [line] = person_lines(people_with_hours(within(county.team), YEAR, needs), YEAR, needs)

    assert line.hours.shown["total"] < 20
    assert line.gap > 0


def test_the_report_stands_on_the_units_one_step_below(county: County) -> None:
    for team in (county.team, county.team, county.other_team, county.neighbour_team):
        worker_of(team)
    staff(Role.SAFETY_OFFICER, county.enterprise)
    needs = needs_of_year(YEAR)

    of_county = hours_report(Unit.objects.all(), YEAR, needs, None)
    of_workshop = hours_report(within(county.workshop), YEAR, needs, county.workshop)

    assert [(line.unit, line.tally.people, line.tally.short) for line in of_county.units] == [
        (county.town, 4, 4),
        (county.neighbour_town, 1, 1),
    ]
    assert [(line.unit, line.tally.people) for line in of_workshop.units] == [(county.team, 2), (county.other_team, 1)]
    assert [(line.need.yearly_hours, line.tally.people) for line in of_county.needs if line.need] == [(20, 4), (16, 1)]


def test_somebody_with_two_offices_and_a_place_is_one_person(county: County) -> None:
    person = worker_of(county.team)
    for role, unit in ((Role.SAFETY_OFFICER, county.enterprise), (Role.ENTERPRISE_HEAD, county.enterprise)):
        RoleGrant.objects.create(user=person, unit=unit, role=role)
    UserFactory()  # who belongs nowhere is nobody's
    in_march(1, person)
    needs = needs_of_year(YEAR)

    [line] = person_lines(people_with_hours(Unit.objects.all(), YEAR, needs), YEAR, needs)

    assert (line.person, line.is_manager, line.needed, line.hours.total) == (person, True, 16, HOUR)


def test_a_report_costs_the_same_for_few_and_for_many(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(6):
        in_march(1, worker_of(TeamFactory(parent=WorkshopFactory(parent=county.enterprise))))
    needs = needs_of_year(YEAR)

    with django_assert_max_num_queries(2):
        hours_report(Unit.objects.all(), YEAR, needs, None)
    with django_assert_max_num_queries(4):
        person_lines(short_first(people_with_hours(Unit.objects.all(), YEAR, needs)), YEAR, needs)
