"""Procedures at the desk: the list of posts, one procedure, whose turn it is, who has not signed, from above."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from courses.models import Procedure, ProcedureVersion, VersionState
from courses.services.procedure_readings import note_read, sign
from courses.services.procedure_reviews import submit
from courses.services.procedures import begin_version, keep_draft
from organizations.models import AuditEntry, Role
from tests.factories.organizations import County, PostFactory, desk_of, staff
from tests.factories.procedures import STEPS, People, a_procedure, changed, holder_of, in_force, through

pytestmark = pytest.mark.django_db
LIST = "/desk/procedures/"


def page_of(procedure: Procedure) -> str:
    return f"{LIST}{procedure.pk}/"


def act(client: Client, version: ProcedureVersion, what: str, **said: str) -> str:
    answer = client.post(
        f"{page_of(version.procedure)}act/",
        {"act": what, "version": str(version.number), "stage": version.state, **said},
        follow=True,
    )
    version.refresh_from_db()
    return str(answer.content.decode())


def test_posts_without_a_procedure_stand_first(county: County, people: People) -> None:
    for name in ("水泵工", "爆破工", "支护工"):
        holder_of(county.team, PostFactory(name=name))
    worker = holder_of(county.other_team, PostFactory(name="水泵工"))
    version = in_force(county.enterprise, county.team, post=PostFactory(name="水泵工"))
    sign(version=version, worker=worker)
    a_procedure(county.enterprise, post=PostFactory(name="爆破工"))

    lines = desk_of(people.officer).get(LIST).context["lines"]

    assert [line.post for line in lines] == ["支护工", "爆破工", "水泵工"]
    assert [(line.people, line.signed) for line in lines] == [(1, 0), (1, 0), (2, 1)]


def test_the_list_and_a_procedure_cost_the_same_for_few_and_for_many(
    county: County, people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(8):
        post = PostFactory(name=f"工种{number}")
        for _person in range(3):
            holder_of(county.team, post)
        version = in_force(county.enterprise, county.team, post=post)
    officer, town = desk_of(people.officer), desk_of(staff(Role.TOWN_OFFICER, county.bureau.get_children()[0]))
    changed(changed(version, people), people, *STEPS)

    with django_assert_max_num_queries(14):
        officer.get(LIST)
    with django_assert_max_num_queries(24):
        officer.get(page_of(version.procedure))
    with django_assert_max_num_queries(16):
        town.get(LIST)


def test_a_leader_sees_the_posts_and_the_missing_of_his_team_alone(county: County, people: People) -> None:
    post = PostFactory()
    holder_of(county.team, post, name="甲班人")
    holder_of(county.other_team, post, name="乙班人")
    version = in_force(county.enterprise, county.team, post=post)
    leader = desk_of(people.leader)

    [line] = leader.get(LIST).context["lines"]
    page = leader.get(page_of(version.procedure)).content.decode()

    assert line.people == 1
    assert "甲班人" in page
    assert "乙班人" not in page


def test_a_leader_counts_the_posts_of_his_team_and_has_what_else_waits_for_him_apart(
    county: County, people: People
) -> None:
    for team, name in ((county.team, "支护工"), (county.other_team, "信号工")):
        holder_of(team, PostFactory(name=name))
    in_force(county.enterprise, county.team, post=PostFactory(name="支护工"))
    asked, draft = (a_procedure(county.enterprise, post=PostFactory(name=name)) for name in ("爆破工", "水泵工"))
    submit(version=asked.versions.get(), by=people.officer)

    shown = desk_of(people.leader).get(LIST)

    assert [line.post for line in shown.context["lines"]] == ["支护工"]
    assert [line.post for line in shown.context["asked"]] == ["爆破工"]
    assert "等你审核" in shown.content.decode()
    assert "每个岗位都有规程" in shown.content.decode()
    assert draft.post.name not in shown.content.decode()


def test_a_post_that_nobody_holds_owes_no_procedure(county: County, people: People) -> None:
    holder_of(county.team, PostFactory(name="信号工"))
    a_procedure(county.enterprise, post=PostFactory(name="爆破工"))

    shown = desk_of(people.officer).get(LIST)

    assert [line.post for line in shown.context["lines"]] == ["信号工", "爆破工"]
    assert (shown.context["without"], shown.context["held"], shown.context["empty"]) == (1, 1, 1)
    assert "另有 1 个现在没人在岗" in shown.content.decode()


def test_the_buttons_let_a_version_go_its_way(county: County, people: People) -> None:
    version = a_procedure(county.enterprise, by=people.officer).versions.get()
    officer, leader, head = (desk_of(who) for who in (people.officer, people.leader, people.head))

    act(officer, version, "submit")
    assert page_of(version.procedure) in leader.get("/desk/").content.decode()
    assert page_of(version.procedure) not in head.get("/desk/").content.decode()
    act(leader, version, "return", remark="第一步写细")
    assert version.state == VersionState.DRAFT
    act(officer, version, "submit")
    act(leader, version, "pass")
    act(officer, version, "pass")
    assert "第一步写细" in act(head, version, "pass", remark="同意")

    assert version.is_in_force
    assert [review.remark for review in version.reviews.all()] == ["第一步写细", "", "", "同意"]


def test_sent_back_without_a_word_asks_for_one_beside_the_box(county: County, people: People) -> None:
    version = submit(version=a_procedure(county.enterprise, by=people.officer).versions.get(), by=people.officer)
    leader, address = desk_of(people.leader), f"{page_of(version.procedure)}act/"

    answer = leader.post(address, {"act": "return", "version": "1", "stage": "workshop", "remark": " "})
    version.refresh_from_db()

    assert (answer.status_code, version.state) == (422, VersionState.WORKSHOP)
    assert '<ul class="errors" id="remark-error"><li>写清要改什么。</li></ul>' in answer.content.decode()
    assert leader.get(f"{address}?version=1")["Location"] == f"{page_of(version.procedure)}?version=1"


def test_whose_turn_it_is_not_has_no_button_and_is_refused(county: County, people: People) -> None:
    version = submit(version=a_procedure(county.enterprise, by=people.officer).versions.get(), by=people.officer)
    head, inspector = desk_of(people.head), desk_of(staff(Role.INSPECTOR, county.bureau))
    address = f"{page_of(version.procedure)}act/"

    for client in (head, inspector):
        assert 'name="act"' not in client.get(page_of(version.procedure)).content.decode()
        assert client.post(address, {"act": "pass", "version": "1", "stage": "workshop"}).status_code == 403


def test_who_wrote_it_is_told_why_another_has_to_approve(county: County, people: People) -> None:
    version = through(
        a_procedure(county.enterprise, by=people.head).versions.get(), people, until=VersionState.APPROVAL
    )
    head = desk_of(people.head)

    assert 'value="pass"' not in head.get(page_of(version.procedure)).content.decode()
    act(head, version, "pass")
    assert version.state == VersionState.APPROVAL


def test_who_has_not_signed_is_a_list_and_a_table(county: County, people: People) -> None:
    post = PostFactory()
    signed, opened, missing = (holder_of(county.team, post, name=name) for name in ("签了", "看了", "没看"))
    version = in_force(county.enterprise, county.team, post=post)
    sign(version=version, worker=signed)
    note_read(version=version, worker=opened)
    officer = desk_of(people.officer)

    assert [place.user for place in officer.get(page_of(version.procedure)).context["page"]] == [opened, missing]
    sheet = load_workbook(BytesIO(officer.get(f"{page_of(version.procedure)}unsigned.xlsx").getvalue())).active
    rows = [row[2:] for row in sheet.iter_rows(values_only=True)][4:]
    assert [name for name, _read in rows] == ["看了", "没看"]
    assert rows[0][1] != rows[1][1]
    assert AuditEntry.objects.filter(action="procedure.export").count() == 1


def test_from_above_enterprises_are_counted_and_opened(county: County, people: People) -> None:
    post = PostFactory()
    worker = holder_of(county.team, post)
    holder_of(county.neighbour_team, post)
    sign(version=in_force(county.enterprise, county.team, post=post), worker=worker)
    inspector = desk_of(staff(Role.INSPECTOR, county.bureau))

    lines = inspector.get(LIST).context["lines"]

    assert [(line.enterprise, line.without, line.in_force) for line in lines] == [
        (county.neighbour, 1, 0),
        (county.enterprise, 0, 1),
    ]
    assert (lines[1].signed, lines[1].signers) == (1, 1)
    assert inspector.get(f"{LIST}?unit={county.neighbour.pk}").context["enterprise"] == county.neighbour
    assert inspector.get(f"{LIST}?unit={county.town.pk}").status_code == 404


def test_two_versions_stand_beside_each_other(county: County, people: People) -> None:
    version = changed(in_force(county.enterprise, county.team), people, STEPS[0])
    officer, page = desk_of(people.officer), page_of(version.procedure)

    changes = officer.get(f"{page}1-2/").context["changes"]

    assert [change.kind for change, _was, _shown in changes] == ["same", "gone"]
    assert [officer.get(f"{page}{asked}/").status_code for asked in ("2-1", "1-1", "1-9")] == [404, 404, 404]
    assert officer.get(f"{page}?version=1").context["shown"].number == 1
    assert officer.get(f"{page}?version=x").status_code == 404


def test_a_neighbour_finds_nothing(county: County, people: People) -> None:
    version = in_force(county.enterprise, county.team)
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))

    for address in ("", "cards.pdf", "unsigned.xlsx"):
        assert neighbour.get(f"{page_of(version.procedure)}{address}").status_code == 404
    assert neighbour.get(f"{LIST}cards.pdf?unit={county.enterprise.pk}").status_code == 404


def test_who_approves_a_next_version_sees_which_steps_are_new_or_changed(county: County, people: People) -> None:
    version = in_force(county.enterprise, county.team)
    draft = begin_version(procedure=version.procedure, by=people.officer)
    longer = replace(STEPS[0], standard="撬棍不短于2米")
    keep_draft(
        version=draft, steps=[longer, STEPS[1], replace(STEPS[1], action="试拉锚杆")], changes="改了", by=people.officer
    )
    through(draft, people, until=VersionState.APPROVAL)
    head = desk_of(people.head)

    page = head.get(page_of(version.procedure))

    assert [mark for _step, mark in page.context["steps"]] == ["changed", "", "new"]
    assert all(page.content.decode().count(said) == 1 for said in ("有改动", "新加的"))
    first = head.get(f"{page_of(version.procedure)}?version=1").context["steps"]
    assert [mark for _step, mark in first] == ["", ""]
