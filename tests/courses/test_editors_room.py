"""What the editor of a case says and offers: whose it is, what is asked, and the next step in plain sight."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.urls import reverse
from wagtail.models import TaskState
from wagtail.test.utils.form_data import streamfield

from courses.models import AccidentCasePage, CaseIndexPage
from courses.rights.proposals import make_proposal_section
from courses.rights.sections import make_section
from organizations.models import Role, Unit, User
from organizations.services.units import create_enterprise
from tests.factories.editor import case_form
from tests.factories.organizations import TownFactory, desk_of
from tests.factories.review import decide, hand_in, somebody

pytestmark = pytest.mark.django_db

REASON = "经过写得太短"


@pytest.fixture
def mine() -> Unit:
    return create_enterprise(parent=TownFactory(), name="石岭沟铁矿", code="SLG", industry="tobacco", by=None)


def test_the_editor_says_who_proposes_a_case(mine: Unit) -> None:
    case = hand_in(somebody(Role.SAFETY_OFFICER, mine, name="王安全"), mine)
    html = desk_of(somebody(Role.CURATOR)).get(reverse("wagtailadmin_pages:edit", args=[case.pk])).content.decode()
    assert "石岭沟铁矿报送 · 王安全" in html


def test_the_editor_of_the_bureaus_own_case_says_nothing_of_a_proposal() -> None:
    curator = somebody(Role.CURATOR)
    case = hand_in(curator)
    html = desk_of(curator).get(reverse("wagtailadmin_pages:edit", args=[case.pk])).content.decode()
    assert "报送" not in html.partition("</main>")[0].partition("<main")[2]


def test_the_author_reads_in_the_editor_what_the_review_wants_changed(mine: Unit) -> None:
    author = somebody(Role.SAFETY_OFFICER, mine)
    case = hand_in(author, mine)
    decide(case, somebody(Role.CURATOR), "reject", REASON)
    html = desk_of(author).get(reverse("wagtailadmin_pages:edit", args=[case.pk])).content.decode()
    assert f"局里要求修改：{REASON}" in html


def plain_steps(html: str) -> list[str]:
    """The buttons at the foot of the editor: the one in plain sight, then those behind its arrow."""
    return re.findall(r'name="(action-[a-z-]+)"|data-workflow-action-name="([a-z]+)"', html.partition("<footer")[2])


def next_step(user: User, address: str) -> str:
    return "".join(plain_steps(desk_of(user).get(address).content.decode())[0])


def test_the_next_step_stands_in_plain_sight_for_each_who_opens_the_editor(mine: Unit) -> None:
    author, reviewer = somebody(Role.SAFETY_OFFICER, mine), somebody(Role.CURATOR)
    begin = reverse("wagtailadmin_pages:add", args=["courses", "accidentcasepage", make_proposal_section(mine).pk])
    lecture = reverse("wagtailadmin_pages:add", args=["courses", "lecturepage", make_section(mine).pk])
    assert next_step(author, begin) == "action-submit"
    assert next_step(somebody(Role.ENTERPRISE_HEAD, mine), lecture) == "action-publish"

    case = hand_in(author, mine)
    assert next_step(reviewer, reverse("wagtailadmin_pages:edit", args=[case.pk])) == "approve"


def test_the_reviewer_reads_what_follows_from_his_decision(mine: Unit) -> None:
    case, reviewer = hand_in(somebody(Role.SAFETY_OFFICER, mine), mine), desk_of(somebody(Role.CURATOR))
    decision = {"action-workflow-action": "1", "workflow-action-name": "reject"}
    told = {"workflow-action-extra-data": json.dumps({"comment": REASON})}
    form = case_form(**decision, **told)
    del form["action-publish"]
    answer = reviewer.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), form, follow=True)
    assert "已退回修改，作者打开案例就看到你写的话" in answer.content.decode()
    assert TaskState.objects.get().comment == REASON


def test_a_case_without_its_story_is_not_published(mine: Unit) -> None:
    form = case_form(body=streamfield([]))
    html = desk_of(somebody(Role.BUREAU_ADMIN)).post(
        reverse("wagtailadmin_pages:add", args=["courses", "accidentcasepage", CaseIndexPage.objects.get().pk]), form
    )
    assert json.dumps("没有经过的案例学不到东西").strip('"') in unescape(html.content.decode())
    assert not AccidentCasePage.objects.live().exists()
