"""A case becomes public when somebody hands it in and another one of the bureau takes it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import TaskState

from config.settings import base
from courses.models import AccidentCasePage, CaseIndexPage
from courses.pages.proposals import proposing_unit
from courses.rights.proposals import make_proposal_section
from organizations.models import Role, Unit, User
from organizations.services.grants import revoke_role
from organizations.services.units import create_enterprise
from tests.factories.editor import case_form, write
from tests.factories.organizations import TownFactory, UserFactory, desk_of, phone_of
from tests.factories.review import decide, hand_in, somebody

pytestmark = pytest.mark.django_db

REASON = "经过写得太短"


@pytest.fixture
def mine() -> Unit:
    return create_enterprise(parent=TownFactory(), name="石岭沟铁矿", code="SLG", industry="tobacco", by=None)


def first_page(user: User) -> str:
    return desk_of(user).get(reverse("wagtailadmin_home")).content.decode()


def test_what_a_curator_hands_in_a_reviewer_publishes() -> None:
    case = hand_in(somebody(Role.CURATOR))
    assert not case.live
    assert decide(case, somebody(Role.BUREAU_ADMIN), "approve").live


def test_a_curator_publishes_neither_his_own_case_nor_a_colleagues() -> None:
    author = somebody(Role.CURATOR)
    case = hand_in(author)
    for curator in (author, somebody(Role.CURATOR)):
        assert not decide(case, curator, "approve").live


@pytest.mark.parametrize("role", [Role.ENTERPRISE_HEAD, Role.SAFETY_OFFICER])
@pytest.mark.parametrize("decider", [Role.CURATOR, Role.BUREAU_ADMIN])
def test_what_an_enterprise_proposes_the_bureau_takes(mine: Unit, role: Role, decider: Role) -> None:
    case = hand_in(somebody(role, mine), mine)
    assert not case.live
    assert proposing_unit(case) == mine

    assert decide(case, somebody(decider), "approve").live
    reader = phone_of(UserFactory())
    assert case.title in reader.get("/cases/").content.decode()
    assert reader.get(AccidentCasePage.objects.get().url).status_code == 200


def test_an_enterprise_does_not_take_its_own(mine: Unit) -> None:
    officer, head = somebody(Role.SAFETY_OFFICER, mine), somebody(Role.ENTERPRISE_HEAD, mine)
    case = hand_in(officer, mine)
    assert not decide(case, officer, "approve").live
    assert not decide(case, head, "approve").live


def test_an_enterprise_publishes_nothing_by_pressing_publish(mine: Unit) -> None:
    write(desk_of(somebody(Role.ENTERPRISE_HEAD, mine)), make_proposal_section(mine), "accidentcasepage", case_form())
    assert not AccidentCasePage.objects.get().live


def test_nobody_decides_on_what_he_handed_in_himself(mine: Unit) -> None:
    make_proposal_section(mine)
    curator = somebody(Role.CURATOR)
    case = hand_in(curator, mine)
    assert not decide(case, curator, "approve").live
    assert "要你办的" not in first_page(curator)
    assert decide(case, somebody(Role.CURATOR), "approve").live


def test_who_is_officer_no_more_hands_nothing_in(mine: Unit) -> None:
    officer = somebody(Role.SAFETY_OFFICER, mine)
    revoke_role(grant=officer.grants.get(), by=None)
    write(desk_of(officer), make_proposal_section(mine), "accidentcasepage", case_form())
    assert not AccidentCasePage.objects.exists()


def test_the_reviewers_first_page_says_what_waits_whose_it_is_and_who_wrote_it(mine: Unit) -> None:
    case = hand_in(somebody(Role.SAFETY_OFFICER, mine, name="王安全"), mine)
    for role in (Role.CURATOR, Role.BUREAU_ADMIN):
        html = first_page(somebody(role))
        assert "要你办的" in html
        assert "石岭沟铁矿报送" in html
        assert "王安全" in html
        assert reverse("wagtailadmin_pages:edit", args=[case.pk]) in html


@pytest.mark.parametrize("role", [Role.ENTERPRISE_HEAD, Role.SAFETY_OFFICER])
def test_the_whole_enterprise_sees_how_its_case_is_getting_on(mine: Unit, role: Role) -> None:
    author, colleague, bureau = somebody(Role.SAFETY_OFFICER, mine), somebody(role, mine), somebody(Role.CURATOR)
    case = hand_in(author, mine)
    assert "局里在审" in first_page(colleague)

    decide(case, bureau, "reject", REASON)
    for user in (author, colleague):
        assert f"局里要求修改：{REASON}" in first_page(user)

    again = case_form(summary="写长了。", **{"action-submit": "1"})
    del again["action-publish"]
    desk_of(author).post(reverse("wagtailadmin_pages:edit", args=[case.pk]), again)
    assert "局里在审" in first_page(author)

    decide(AccidentCasePage.objects.get(), bureau, "decline", "和已有的案例重复")
    assert not AccidentCasePage.objects.get().live
    assert "没有采用" in first_page(colleague)
    assert "局里说：和已有的案例重复" in first_page(author)


def test_a_declined_case_can_be_written_on_and_handed_in_again(mine: Unit) -> None:
    author, bureau = somebody(Role.SAFETY_OFFICER, mine), somebody(Role.BUREAU_ADMIN)
    case = decide(hand_in(author, mine), bureau, "decline", REASON)
    again = case_form(**{"action-submit": "1"})
    del again["action-publish"]
    desk_of(author).post(reverse("wagtailadmin_pages:edit", args=[case.pk]), again)
    assert decide(AccidentCasePage.objects.get(), bureau, "approve").live
    assert "已发布" in first_page(author)


def test_what_its_author_takes_back_waits_for_nobody(mine: Unit) -> None:
    author = somebody(Role.SAFETY_OFFICER, mine)
    case = hand_in(author, mine)
    back = case_form(**{"action-cancel-workflow": "1"})
    del back["action-publish"]
    desk_of(author).post(reverse("wagtailadmin_pages:edit", args=[case.pk]), back)
    assert "要你办的" not in first_page(somebody(Role.CURATOR))
    assert "交上去的案例" not in first_page(author)


@pytest.mark.parametrize("action", ["reject", "decline"])
def test_nobody_sends_a_case_back_without_a_word(mine: Unit, action: str) -> None:
    case = hand_in(somebody(Role.SAFETY_OFFICER, mine), mine)
    decide(case, somebody(Role.CURATOR), action, "  ")
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS


def test_while_it_is_reviewed_its_author_changes_nothing_under_the_reviewers_eyes(mine: Unit) -> None:
    author = somebody(Role.SAFETY_OFFICER, mine)
    case = hand_in(author, mine)
    changed = case_form(title="换了题目")
    del changed["action-publish"]
    desk_of(author).post(reverse("wagtailadmin_pages:edit", args=[case.pk]), changed)
    assert AccidentCasePage.objects.get().get_latest_revision_as_object().title == case.title


def test_an_officer_finds_where_to_propose_on_his_first_page(mine: Unit) -> None:
    html = first_page(somebody(Role.SAFETY_OFFICER, mine))
    place = ["courses", "accidentcasepage", make_proposal_section(mine).pk]
    assert "报一起案例" in html
    assert reverse("wagtailadmin_pages:add", args=place) in html


def test_a_case_of_the_bureau_is_written_in_the_library_not_in_a_section(mine: Unit) -> None:
    make_proposal_section(mine)
    assert "报一起案例" not in first_page(somebody(Role.CURATOR))


def test_without_a_mail_server_people_with_addresses_hand_in_and_decide(
    mine: Unit, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = base.EMAIL_BACKEND  # pytest-django puts one of its own in the place of ours
    author, bureau = somebody(Role.SAFETY_OFFICER, mine, email="a@b.cn"), somebody(Role.CURATOR, email="c@d.cn")
    assert decide(hand_in(author, mine), bureau, "approve").live
    assert "mail" not in caplog.text


def test_who_decides_is_offered_his_decisions_and_no_way_past_them(mine: Unit) -> None:
    case = hand_in(somebody(Role.SAFETY_OFFICER, mine), mine)
    editor = desk_of(somebody(Role.BUREAU_ADMIN)).get(reverse("wagtailadmin_pages:edit", args=[case.pk]))
    html = editor.content.decode()
    assert [word in html for word in ("采用，发布", "要求修改", "不采用")] == [True, True, True]
    assert "action-publish" not in html


def test_a_reviewer_publishes_what_nobody_handed_in() -> None:
    reviewer = somebody(Role.BUREAU_ADMIN)
    place = ["courses", "accidentcasepage", CaseIndexPage.objects.get().pk]
    assert "action-publish" in desk_of(reviewer).get(reverse("wagtailadmin_pages:add", args=place)).content.decode()
