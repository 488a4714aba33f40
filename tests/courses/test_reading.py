"""Cases are for everybody who has signed in; a lecture is for those whom it concerns."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from courses.models import LecturePage
from courses.rights.sections import make_section
from organizations.models import Role, User
from tests.factories.courses import a_case, a_document, a_lecture, a_picture
from tests.factories.organizations import (
    County,
    MembershipFactory,
    UserFactory,
    desk_of,
    phone_of,
    staff,
)

pytestmark = pytest.mark.django_db


def worker(county: County) -> User:
    user: User = MembershipFactory(unit=county.team).user
    return user


def listed(client: Client) -> set[str]:
    return {row.lecture.title for row in client.get("/lectures/").context["lectures"]}


def test_nobody_reads_before_signing_in(county: County) -> None:
    for page in (a_case(), a_lecture(county.bureau)):
        answer = Client().get(page.url)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")


def test_a_case_is_for_every_worker(county: County) -> None:
    assert phone_of(worker(county)).get(a_case().url).status_code == 200


def test_a_worker_finds_the_lectures_of_his_enterprise_his_town_and_the_bureau(county: County) -> None:
    for unit, title in ((county.enterprise, "企业"), (county.town, "镇"), (county.bureau, "局")):
        a_lecture(unit, title)
    a_lecture(county.neighbour, "别家")
    a_lecture(county.neighbour_town, "别镇")
    assert listed(phone_of(worker(county))) == {"企业", "镇", "局"}


def test_the_lecture_of_a_neighbour_is_not_found(county: County) -> None:
    assert phone_of(worker(county)).get(a_lecture(county.neighbour).url).status_code == 404
    assert phone_of(worker(county)).get(make_section(county.neighbour).url).status_code == 404


def test_a_draft_is_read_by_nobody_in_front(county: County) -> None:
    lecture = a_lecture(county.enterprise, live=False)
    assert phone_of(worker(county)).get(lecture.url).status_code == 404
    assert listed(phone_of(worker(county))) == set()


@pytest.mark.parametrize(
    ("role", "place", "titles"),
    [
        (Role.ENTERPRISE_HEAD, "enterprise", {"企业", "镇", "局"}),
        (Role.TEAM_LEADER, "team", {"企业", "镇", "局"}),
        (Role.TOWN_OFFICER, "town", {"企业", "镇", "局"}),
        (Role.INSPECTOR, "bureau", {"企业", "镇", "局", "别家"}),
        (Role.CURATOR, "bureau", {"局"}),
    ],
)
def test_staff_read_what_speaks_to_them_and_what_they_see(
    county: County, role: Role, place: str, titles: set[str]
) -> None:
    for unit, title in (
        (county.enterprise, "企业"),
        (county.town, "镇"),
        (county.bureau, "局"),
        (county.neighbour, "别家"),
    ):
        a_lecture(unit, title)
    assert listed(desk_of(staff(role, getattr(county, place)))) == titles


def test_with_his_pin_a_town_officer_reads_only_as_the_worker_that_he_is(county: County) -> None:
    a_lecture(county.enterprise)
    assert listed(phone_of(staff(Role.TOWN_OFFICER, county.town))) == set()


def test_the_newest_lecture_stands_first(county: County) -> None:
    for title in ("旧", "新"):
        a_lecture(county.bureau, title).save_revision().publish()
    rows = phone_of(worker(county)).get("/lectures/").context["lectures"]
    assert [row.lecture.title for row in rows] == ["新", "旧"]


def test_a_document_is_handed_out_to_readers_of_its_section_only(county: County) -> None:
    document = a_document(collection=make_section(county.enterprise).collection)
    neighbour = MembershipFactory(unit=county.neighbour_team).user
    assert phone_of(worker(county)).get(document.url).status_code == 200
    assert phone_of(neighbour).get(document.url).status_code == 404
    assert Client().get(document.url).status_code == 302


def test_a_document_of_the_whole_county_is_for_everybody_who_has_signed_in(county: County) -> None:
    document = a_document()
    assert phone_of(UserFactory()).get(document.url).status_code == 200
    assert Client().get(document.url).status_code == 302


def test_a_document_has_no_public_address(county: County) -> None:
    assert phone_of(worker(county)).get(f"/media/{a_document().file.name}").status_code == 404


def test_a_lecture_shows_its_text_its_questions_and_its_case(county: County) -> None:
    check = {"question": "先做什么？", "options": ["停", "走"], "answer": "A", "explanation": "先停下来。"}
    lecture = a_lecture(county.bureau, case=a_case("水进了采场"), checks=[{"type": "check", "value": check}])
    html = phone_of(worker(county)).get(lecture.url).content.decode()
    for words in ("水从哪来？", "先做什么？", "水进了采场"):
        assert words in html
    assert "先停下来。" not in html  # that comes with the answer


def test_a_case_that_was_taken_back_is_not_offered_by_its_lecture(county: County) -> None:
    case = a_case("水进了采场")
    lecture = a_lecture(county.bureau, case=case)
    case.unpublish()
    assert "水进了采场" not in phone_of(worker(county)).get(lecture.url).content.decode()


def test_lists_cost_the_same_for_one_lecture_and_for_many(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader = phone_of(worker(county))
    a_lecture(county.enterprise)
    reader.get("/lectures/")  # what Wagtail keeps in its cache is there from now on
    for unit in (county.bureau, county.town, county.enterprise):
        for _number in range(4):
            a_lecture(unit)
    with django_assert_max_num_queries(13):
        reader.get("/lectures/")


def test_a_case_costs_the_same_however_long_it_is(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader = phone_of(worker(county))
    a_case("旧案", occurred_on="2001-01-01")
    lessons = [{"post": "采掘岗位", "text": "矿柱不能动。"}] * 9
    picture = {"image": a_picture().pk, "caption": ""}
    body = [{"type": "lessons", "value": lessons}, {"type": "illustration", "value": picture}]
    case = a_case("新案", body=body)
    reader.get(case.url)
    with django_assert_max_num_queries(19):
        reader.get(case.url)
    assert LecturePage.objects.count() == 0
