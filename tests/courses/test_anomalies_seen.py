"""What looks odd is shown to who answers for the unit of that day."""

from __future__ import annotations

from datetime import UTC, datetime

import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from courses.anomalies.words import WORDS
from courses.models import AnomalyKind
from organizations.models import Membership, Role, User
from tests.factories.anomalies import LIST, an_oddity, listed, sign_in
from tests.factories.learning import a_session, learned
from tests.factories.organizations import County, UserFactory, desk_of, staff, worker_of

MORNING = datetime(2026, 3, 2, 0, tzinfo=UTC)


def test_who_sees_the_unit_of_that_day_sees_it_also_after_a_transfer(county: County, worker: User) -> None:
    an_oddity(worker)
    Membership.objects.filter(user=worker).update(unit=county.neighbour_team, enterprise=county.neighbour)

    assert worker.name in listed(desk_of(staff(Role.TEAM_LEADER, county.team)))
    assert worker.name in listed(desk_of(staff(Role.TOWN_OFFICER, county.town)))
    assert worker.name not in listed(desk_of(staff(Role.SAFETY_OFFICER, county.neighbour)))


def test_an_oddity_of_nobodys_unit_is_seen_from_the_bureau_only(county: County) -> None:
    stray = UserFactory(name="游离的人")
    assert an_oddity(stray).unit is None

    for role, unit in ((Role.BUREAU_ADMIN, county.bureau), (Role.INSPECTOR, county.bureau)):
        assert stray.name in listed(desk_of(staff(role, unit)))
    for role, unit in ((Role.TOWN_OFFICER, county.town), (Role.SAFETY_OFFICER, county.enterprise)):
        assert stray.name not in listed(desk_of(staff(role, unit)))


def test_the_number_of_open_ones_stands_on_the_page_of_learning(county: County, worker: User) -> None:
    an_oddity(worker)
    an_oddity(worker, about="2026-03-03")
    an_oddity(worker_of(county.neighbour_team))

    page = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get("/desk/learning/").content.decode()

    assert "2 条异常待核实" in page
    assert LIST in page


def test_every_kind_says_what_it_means_and_what_it_does_not_mean(county: County, worker: User) -> None:
    assert set(WORDS) == set(AnomalyKind)
    for kind in AnomalyKind:
        an_oddity(worker, kind, about=f"about {kind}")

    page = listed(desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)))

    for words in WORDS.values():
        assert str(words.says) in page
        assert str(words.but) in page


def test_one_kind_can_be_looked_at_alone(county: County, worker: User) -> None:
    an_oddity(worker)
    an_oddity(worker_of(county.team, name="白玉林"), AnomalyKind.SKIPPED)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    page = listed(officer, "?kind=skipped")

    assert "白玉林" in page
    assert "安贵生" not in page
    assert "安贵生" in listed(officer, "?kind=nonsense")


def test_what_is_about_a_day_leads_to_the_records_of_that_day(county: County, worker: User) -> None:
    learned(worker, hours=9, began_at=MORNING)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    address = reverse("courses:hours_of_person", args=(worker.pk,)) + "?day=2026-03-02"

    assert address in listed(officer)
    with time_machine.travel(datetime(2026, 6, 1, tzinfo=UTC)):
        client = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
        assert [shown.minutes for shown in client.get(address).context["records"]] == [540]


def test_the_list_costs_the_same_for_few_and_for_many(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    session = a_session(county.enterprise)
    for _number in range(8):
        sign_in(session, worker_of(county.team), device="one phone")
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    with django_assert_max_num_queries(18):
        officer.get(LIST)
