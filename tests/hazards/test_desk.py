"""三违 at the desk: by team and month, the list, from above, writing one down."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from hazards.models import Violation
from hazards.services.violations import withdraw_violation
from organizations.models import Membership, Role
from tests.factories.hazards import a_photo, a_self_report, a_violation
from tests.factories.organizations import County, PostFactory, desk_of, staff, worker_of
from tests.factories.procedures import holds, in_force

pytestmark = pytest.mark.django_db
LIST = "/desk/violations/"


def filled(county: County, **other: Any) -> dict[str, Any]:
    moment = timezone.localtime() - timedelta(hours=2)
    return {
        "kind": "work",
        "source": "seen",
        "unit": county.team.pk,
        "happened_at": moment.strftime("%Y-%m-%dT%H:%M"),
        "place": "二号采场",
        "what": "没挂牌就开了皮带",
        "measures": ["talk", "retraining"],
        **other,
    }


def test_a_leader_writes_down_what_he_saw_in_his_team(county: County) -> None:
    worker = holds(worker_of(county.team, name="李铁柱"), PostFactory())
    step = in_force(county.enterprise, county.team, post=PostFactory()).steps.get(is_critical=True)
    leader = staff(Role.TEAM_LEADER, county.team)

    answer = desk_of(leader).post(f"{LIST}new/", filled(county, person="李铁柱", step=step.pk, photo=a_photo()))

    kept = Violation.objects.get()
    assert answer.headers["Location"] == f"{LIST}{kept.pk}/"
    assert (kept.person, kept.step, kept.recorded_by) == (worker, step, leader)
    assert kept.measures == ["talk", "retraining"]
    assert desk_of(leader).get(f"{LIST}{kept.pk}/photo/").headers["Content-Type"] == "image/webp"


def test_a_unit_out_of_reach_can_not_be_chosen(county: County) -> None:
    leader = desk_of(staff(Role.TEAM_LEADER, county.team))

    for unit in (county.other_team.pk, county.neighbour_team.pk, 10**6):
        assert leader.post(f"{LIST}new/", filled(county, unit=unit)).status_code == 422
    assert not Violation.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": ""},
        {"happened_at": "2100-01-01T08:00"},
        {"person": "没有这个人"},
        {"person": "同名的人"},
        {"kind": "fine"},
        {"step": "999999"},
        {"photo": a_photo(b"GIF89a", name="动图.gif")},
    ],
    ids=["no words", "a day to come", "nobody", "two of a name", "no kind", "no step", "no photo"],
)
def test_what_is_wrong_is_said_and_nothing_is_written(county: County, wrong: dict[str, Any]) -> None:
    for _person in range(2):
        worker_of(county.team, name="同名的人")

    answer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).post(f"{LIST}new/", filled(county, **wrong))

    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    assert not Violation.objects.exists()


def test_the_list_is_narrowed_by_team_period_and_kind(county: County) -> None:
    a_violation(county.team, what="本班的")
    a_violation(county.other_team, what="别班的")
    a_violation(county.team, what="很久以前的", happened_at=timezone.now() - timedelta(days=250))
    a_violation(county.team, what="脱岗", kind="discipline")
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    def shown(query: str) -> set[str]:
        return {each.what for each in officer.get(f"{LIST}{query}").context["page"]}

    assert shown("") == {"本班的", "别班的", "脱岗"}
    assert shown(f"?unit={county.team.pk}&months=12") == {"本班的", "很久以前的", "脱岗"}
    assert shown("?kind=discipline") == {"脱岗"}
    assert officer.get(f"{LIST}?unit={county.neighbour_team.pk}").status_code == 404


def test_small_and_large_teams_stand_beside_each_other_for_a_hundred_people(county: County) -> None:
    for _person in range(4):
        worker_of(county.team)
    for _person in range(8):
        worker_of(county.other_team)
    for team in (county.team, county.other_team):
        a_violation(team)
    taken_back = a_violation(county.team)
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    withdraw_violation(violation=taken_back, reason="记错了", by=officer)

    lines = {line.unit: line for line in desk_of(officer).get(LIST).context["lines"]}

    assert str(lines[county.team].seen_per_hundred) == "25.0"
    assert str(lines[county.other_team].seen_per_hundred) == "12.5"


def test_from_above_there_are_numbers_by_enterprise_and_no_names(county: County) -> None:
    a_violation(county.team, person=worker_of(county.team, name="被看见的人"), what="不该上报的话")
    a_self_report(worker_of(county.team, name="说出来的人"))

    for role, unit in ((Role.TOWN_OFFICER, county.town), (Role.INSPECTOR, county.bureau)):
        above = desk_of(staff(role, unit))
        page = above.get(LIST)
        line = next(each.line for each in page.context["lines"] if each.line.unit == county.enterprise)
        assert (line.seen, line.told, line.people) == (1, 1, 2)
        book = load_workbook(BytesIO(above.get(f"{LIST}table.xlsx").getvalue()))
        taken = "".join(str(cell) for sheet in book for row in sheet.values for cell in row)
        for secret in ("被看见的人", "不该上报的话", "说出来的人", county.team.name):
            assert secret not in page.content.decode()
            assert secret not in taken


def test_the_table_has_the_months_and_what_was_seen_but_not_who_told(county: County) -> None:
    a_violation(county.team, person=worker_of(county.team, name="被看见的人"))
    a_self_report(worker_of(county.team, name="说出来的人"))
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    book = load_workbook(BytesIO(officer.get(f"{LIST}table.xlsx").getvalue()))

    taken = "".join(str(cell) for sheet in book for row in sheet.values for cell in row)
    assert "被看见的人" in taken
    assert "说出来的人" not in taken


def test_it_costs_the_same_for_few_and_for_many(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        a_violation(county.team if number % 2 else county.other_team, person=None)
        a_self_report(worker_of(county.team))
    officer, town = (
        desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)),
        desk_of(staff(Role.TOWN_OFFICER, county.town)),
    )

    with django_assert_max_num_queries(18):
        officer.get(LIST)
    with django_assert_max_num_queries(16):
        town.get(LIST)


def test_a_correction_begins_with_what_is_written(county: County) -> None:
    worker = worker_of(county.team)
    number = Membership.objects.get(user=worker).employee_no
    violation = a_violation(county.team, person=worker, measures=["talk"])
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    page = officer.get(f"{LIST}{violation.pk}/correct/").content.decode()
    assert f'value="{number}"' in page
    answer = officer.post(f"{LIST}{violation.pk}/correct/", filled(county, reason="写错了地点"))

    kept = Violation.objects.standing().get()
    assert kept.corrects == violation
    assert answer.headers["Location"] == f"{LIST}{kept.pk}/"


def test_a_head_reads_and_does_not_write(county: County) -> None:
    violation = a_violation(county.team)
    head = desk_of(staff(Role.ENTERPRISE_HEAD, county.enterprise))

    assert head.get(f"{LIST}{violation.pk}/").status_code == 200
    assert head.post(f"{LIST}{violation.pk}/withdraw/", {"reason": "算了"}).status_code == 403
    assert head.get(f"{LIST}new/").status_code == 403


def test_after_a_refusal_the_page_says_that_a_photo_has_to_be_chosen_again(county: County) -> None:
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    assert "照片要重新选" in officer.post(f"{LIST}new/", filled(county, what="", photo=a_photo())).content.decode()
    assert "照片要重新选" not in officer.post(f"{LIST}new/", filled(county, what="")).content.decode()
