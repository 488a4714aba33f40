"""Telling people what to learn: refused where it makes no sense, taken back without losing what was learned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.access import assignments_for, assignments_in_reach
from courses.models import Assignment
from courses.services.assignments import withdraw
from organizations.errors import Refused
from organizations.models import Membership, Role, User
from tests.factories.courses import a_case, a_lecture
from tests.factories.learning import an_assignment, has_learned
from tests.factories.organizations import County, PostFactory, desk_of, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def wish(county: County, **changed: Any) -> dict[str, Any]:
    return {
        "title": "学透水案例",
        "pages": [a_case().pk],
        "units": [county.enterprise.pk],
        "due_on": f"{timezone.localdate() + timedelta(days=7):%Y-%m-%d}",
        "needed_share": "100",
        **changed,
    }


def told(person: User) -> list[Assignment]:
    return list(assignments_for(User.objects.get(pk=person.pk)))


def test_what_is_assigned_is_told_to_who_works_there_and_to_nobody_next_door(county: County) -> None:
    here, there = worker_of(county.team), worker_of(county.neighbour_team)
    task = an_assignment(county.enterprise)

    assert told(here) == [task]
    assert told(there) == []


def test_who_joins_is_told_and_who_leaves_is_not(county: County) -> None:
    task = an_assignment(county.enterprise)
    newcomer = worker_of(county.team)
    assert told(newcomer) == [task]

    Membership.objects.filter(user=newcomer).update(ended_on=timezone.localdate())
    assert told(newcomer) == []


def test_only_the_posts_and_industries_that_are_named_are_told(county: County) -> None:
    driver, other = worker_of(county.team), worker_of(county.team)
    post = PostFactory(name="提升工")
    Membership.objects.filter(user=driver).update(post=post)

    of_post = an_assignment(county.enterprise, posts=[post])
    an_assignment(county.enterprise, industries=["tobacco"])

    assert told(driver) == [of_post]
    assert told(other) == []


def test_the_nearest_due_date_comes_first_and_none_comes_last(county: County) -> None:
    worker, today = worker_of(county.team), timezone.localdate()
    never = an_assignment(county.enterprise, due_on=None)
    later = an_assignment(county.enterprise, due_on=today + timedelta(days=9))
    soon = an_assignment(county.enterprise, due_on=today + timedelta(days=2))

    assert told(worker) == [soon, later, never]


def test_what_is_taken_back_is_asked_of_nobody_and_what_was_learned_stays(county: County, officer: User) -> None:
    worker = worker_of(county.team)
    task = an_assignment(county.enterprise)
    has_learned(worker, task)

    withdraw(assignment=task, by=officer)

    assert told(worker) == []
    assert worker.studies.get().completed_at is not None


def test_a_day_that_is_over_is_refused(county: County) -> None:
    with pytest.raises(Refused, match="过"):
        an_assignment(county.enterprise, due_on=timezone.localdate() - timedelta(days=1))
    assert not Assignment.objects.exists()


def test_a_draft_can_not_be_assigned(county: County) -> None:
    draft = a_case()
    draft.unpublish()
    with pytest.raises(Refused, match="案例"):
        an_assignment(county.enterprise, pages=[draft])


def test_a_lecture_is_assigned_only_where_it_can_be_opened(county: County) -> None:
    lecture = a_lecture(county.enterprise, title="本矿的课")
    an_assignment(county.team, pages=[lecture])

    with pytest.raises(Refused, match="本矿的课"):
        an_assignment(county.town, pages=[lecture])


def test_a_task_is_made_at_the_desk_and_leads_to_its_coverage(county: County, officer: User) -> None:
    answer = desk_of(officer).post("/desk/learning/new/", wish(county), follow=True)

    task = Assignment.objects.get()
    assert task.owner == county.enterprise
    assert answer.redirect_chain == [(f"/desk/learning/{task.pk}/", 302)]


def test_nobody_assigns_to_the_neighbour(county: County, officer: User) -> None:
    answer = desk_of(officer).post("/desk/learning/new/", wish(county, units=[county.neighbour.pk]))

    assert answer.status_code == 422
    assert not Assignment.objects.exists()


def test_an_enterprise_does_not_push_to_the_county(county: County, officer: User) -> None:
    assert 'name="is_push"' not in desk_of(officer).get("/desk/learning/new/").content.decode()

    desk_of(officer).post("/desk/learning/new/", wish(county, is_push="on"))
    assert not Assignment.objects.get().is_push


def test_the_bureau_pushes_to_all_and_sees_the_receipts_of_every_enterprise(county: County) -> None:
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    worker = worker_of(county.team)
    worker_of(county.neighbour_team)
    bureau.post("/desk/learning/new/", wish(county, units=[county.bureau.pk], is_push="on"))

    phone_of(worker).get("/")  # his start page: it has reached him

    page = bureau.get(f"/desk/learning/{Assignment.objects.get().pk}/").content.decode()
    receipts = page[page.index('id="receipts"') : page.index('id="missing"')]
    assert county.enterprise.name in receipts
    assert county.neighbour.name in receipts


def test_a_town_sees_its_own_part_of_a_push_and_takes_nothing_back(county: County) -> None:
    worker_of(county.team), worker_of(county.neighbour_team)
    task = an_assignment(county.bureau, is_push=True)
    town: Client = desk_of(staff(Role.TOWN_OFFICER, county.town))

    page = town.get(f"/desk/learning/{task.pk}/").content.decode()
    assert county.neighbour.name not in page
    assert town.post(f"/desk/learning/{task.pk}/withdraw/").status_code == 403
    task.refresh_from_db()
    assert task.withdrawn_at is None


def test_a_task_of_the_neighbour_is_out_of_reach(county: County, officer: User) -> None:
    an_assignment(county.neighbour)
    assert list(assignments_in_reach(officer)) == []
