"""In the admin a curator writes cases, a head lectures in his own section, and nobody writes anywhere else."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from courses.models import AccidentCasePage, CaseIndexPage, LectureIndexPage, LecturePage
from courses.rights.sections import make_section
from organizations.models import Role, Unit, User
from organizations.services.grants import grant_role, revoke_role
from organizations.services.units import create_enterprise
from tests.factories.courses import a_case, a_lecture
from tests.factories.editor import case_form, lecture_form, write
from tests.factories.organizations import BureauFactory, TownFactory, UserFactory, desk_of, phone_of

pytestmark = pytest.mark.django_db

SENT_AWAY = 302  # Wagtail sends who may not to its first page


def an_enterprise(name: str, code: str) -> Unit:
    return create_enterprise(parent=TownFactory(), name=name, code=code, industry="underground_mine", by=None)


def somebody(role: Role, unit: Unit) -> User:
    user: User = UserFactory(password="correct-horse-battery")
    grant_role(user=user, role=role, unit=unit, by=None)
    return user


@pytest.fixture
def mine() -> Unit:
    return an_enterprise("石岭沟铁矿", "SLG")


@pytest.fixture
def neighbour() -> Unit:
    return an_enterprise("青崖铁矿", "QYT")


def test_a_head_writes_and_publishes_in_his_own_section(mine: Unit) -> None:
    head = desk_of(somebody(Role.ENTERPRISE_HEAD, mine))
    write(head, make_section(mine), "lecturepage", lecture_form())
    assert LecturePage.objects.live().get().get_parent().specific.unit == mine


def test_a_head_sees_what_he_writes_before_it_is_there(mine: Unit) -> None:
    head = desk_of(somebody(Role.ENTERPRISE_HEAD, mine))
    place = ["courses", "lecturepage", make_section(mine).pk]
    assert head.post(reverse("wagtailadmin_pages:preview_on_add", args=place), lecture_form()).json()["is_valid"]
    preview = head.get(reverse("wagtailadmin_pages:preview_on_add", args=place) + "?mode=")
    assert "水从哪来？" in preview.content.decode()


def test_a_curator_sees_a_new_case_before_it_is_there() -> None:
    a_case("更早的", occurred_on="2001-01-01")
    curator = desk_of(somebody(Role.CURATOR, BureauFactory()))
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["courses", "accidentcasepage", CaseIndexPage.objects.get().pk]
    )
    assert curator.post(address, case_form()).json()["is_valid"]
    assert "更早的" in curator.get(f"{address}?mode=").content.decode()


def test_a_curator_sees_a_changed_case_before_it_is_published() -> None:
    case = a_case()
    curator = desk_of(somebody(Role.CURATOR, BureauFactory()))
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[case.pk])
    assert curator.post(address, case_form(title="水冲进井下")).json()["is_valid"]
    assert "水冲进井下" in curator.get(f"{address}?mode=").content.decode()


def test_a_head_writes_nothing_in_the_section_of_a_neighbour(mine: Unit, neighbour: Unit) -> None:
    head = desk_of(somebody(Role.ENTERPRISE_HEAD, mine))
    assert write(head, make_section(neighbour), "lecturepage", lecture_form()) == SENT_AWAY
    assert not LecturePage.objects.exists()


def test_a_head_neither_opens_nor_deletes_the_lecture_of_a_neighbour(mine: Unit, neighbour: Unit) -> None:
    lecture = a_lecture(neighbour)
    head = desk_of(somebody(Role.ENTERPRISE_HEAD, mine))
    for view in ("edit", "delete", "unpublish", "move", "copy"):
        assert head.get(reverse(f"wagtailadmin_pages:{view}", args=[lecture.pk])).status_code == SENT_AWAY
    head.post(reverse("wagtailadmin_pages:delete", args=[lecture.pk]))
    assert LecturePage.objects.live().filter(pk=lecture.pk).exists()


def test_a_new_head_goes_on_with_the_lectures_of_the_one_before(mine: Unit) -> None:
    lecture = a_lecture(mine)
    head = desk_of(somebody(Role.ENTERPRISE_HEAD, mine))
    assert head.get(reverse("wagtailadmin_pages:edit", args=[lecture.pk])).status_code == 200


def test_a_head_writes_no_case_into_the_library_itself(mine: Unit) -> None:
    head = desk_of(somebody(Role.ENTERPRISE_HEAD, mine))
    assert write(head, CaseIndexPage.objects.get(), "accidentcasepage", case_form()) == SENT_AWAY
    assert not AccidentCasePage.objects.exists()


def test_a_head_with_his_pin_has_no_room_to_write_in(mine: Unit) -> None:
    head = phone_of(somebody(Role.ENTERPRISE_HEAD, mine))
    write(head, make_section(mine), "lecturepage", lecture_form())
    assert not LecturePage.objects.exists()


def test_a_head_who_is_none_any_more_writes_nothing(mine: Unit) -> None:
    user = somebody(Role.ENTERPRISE_HEAD, mine)
    revoke_role(grant=user.grants.get(), by=None)
    assert write(desk_of(user), make_section(mine), "lecturepage", lecture_form()) == SENT_AWAY
    assert not LecturePage.objects.exists()


@pytest.mark.parametrize(("role", "published"), [(Role.CURATOR, False), (Role.BUREAU_ADMIN, True)])
def test_a_reviewer_publishes_a_case_and_a_curator_writes_it(role: Role, published: bool) -> None:
    curator = desk_of(somebody(role, BureauFactory()))
    write(curator, CaseIndexPage.objects.get(), "accidentcasepage", case_form())
    assert AccidentCasePage.objects.get().live is published


@pytest.mark.parametrize("role", [Role.CURATOR, Role.BUREAU_ADMIN])
def test_both_publish_a_lecture_of_the_bureau(role: Role) -> None:
    bureau = BureauFactory()
    write(desk_of(somebody(role, bureau)), make_section(bureau), "lecturepage", lecture_form())
    assert LecturePage.objects.live().exists()


def test_a_curator_writes_no_lecture_of_an_enterprise(mine: Unit) -> None:
    curator = desk_of(somebody(Role.CURATOR, BureauFactory()))
    assert write(curator, make_section(mine), "lecturepage", lecture_form()) == SENT_AWAY
    assert not LecturePage.objects.exists()


def test_an_officer_publishes_no_case_and_no_lecture(mine: Unit) -> None:
    officer = desk_of(somebody(Role.SAFETY_OFFICER, mine))
    assert officer.get(reverse("wagtailadmin_home")).status_code == 200
    assert write(officer, CaseIndexPage.objects.get(), "accidentcasepage", case_form()) == SENT_AWAY
    assert write(officer, make_section(mine), "lecturepage", lecture_form()) == SENT_AWAY
    assert not AccidentCasePage.objects.exists()
    assert not LecturePage.objects.exists()


def test_a_town_officer_is_not_let_into_the_admin() -> None:
    town = desk_of(somebody(Role.TOWN_OFFICER, TownFactory()))
    assert town.get(reverse("wagtailadmin_home")).status_code == SENT_AWAY


def test_a_grade_against_the_numbers_is_refused_with_the_right_one() -> None:
    reviewer = desk_of(somebody(Role.BUREAU_ADMIN, BureauFactory()))
    url = reverse("wagtailadmin_pages:add", args=["courses", "accidentcasepage", CaseIndexPage.objects.get().pk])
    answer = reviewer.post(url, case_form(grade="一般"))
    assert "重大" in str(answer.context["form"].errors["grade"])
    assert not AccidentCasePage.objects.exists()


@pytest.mark.parametrize("view", ["edit", "delete", "unpublish", "copy"])
def test_the_section_itself_is_not_its_heads_to_change(mine: Unit, view: str) -> None:
    head = desk_of(somebody(Role.ENTERPRISE_HEAD, mine))
    assert head.get(reverse(f"wagtailadmin_pages:{view}", args=[make_section(mine).pk])).status_code == SENT_AWAY


@pytest.mark.parametrize("action", ["delete", "unpublish", "move"])
def test_nobody_takes_a_section_away_in_bulk(mine: Unit, action: str) -> None:
    section = make_section(mine)
    head = desk_of(somebody(Role.ENTERPRISE_HEAD, mine))
    head.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?id={section.pk}")
    section.refresh_from_db()
    assert section.live
    assert section.get_parent().specific_class is LectureIndexPage


def test_not_even_a_superuser_deletes_the_library() -> None:
    boss = desk_of(UserFactory(is_superuser=True))
    library = CaseIndexPage.objects.get()
    boss.post(reverse("wagtailadmin_pages:delete", args=[library.pk]))
    assert CaseIndexPage.objects.live().exists()


@pytest.mark.parametrize(("live", "gone"), [(False, True), (True, False)])
def test_a_curator_may_delete_a_draft_but_nothing_published(live: bool, gone: bool) -> None:
    case = a_case(live=live)
    curator = desk_of(somebody(Role.CURATOR, BureauFactory()))
    curator.post(reverse("wagtailadmin_pages:delete", args=[case.pk]))
    assert AccidentCasePage.objects.exists() is not gone


@pytest.mark.parametrize(("answer", "published"), [("B", True), ("C", False), ("E", False)])
def test_a_check_is_taken_only_with_an_answer_that_is_there(mine: Unit, answer: str, published: bool) -> None:
    head = desk_of(somebody(Role.ENTERPRISE_HEAD, mine))
    check = {
        "question": "先做什么？",
        "options-count": "2",
        "answer": answer,
        "explanation": "先停。",
        **{
            f"options-{number}-{part}": value
            for number, text in enumerate(("停", "走"))
            for part, value in (("value", text), ("deleted", ""), ("order", str(number)), ("id", ""))
        },
    }
    write(head, make_section(mine), "lecturepage", lecture_form(checks=streamfield([("check", check)])))
    assert LecturePage.objects.exists() == published
