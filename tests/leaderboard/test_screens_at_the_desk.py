"""The desk's page of the screens: allowed by code, changed, switched off; each officer his own units'."""

from __future__ import annotations

import pytest
from django.test import Client

from leaderboard.models import ScreenDevice
from organizations.models import Role
from tests.factories.competitions import a_draft, an_open_one
from tests.factories.organizations import County, desk_of, staff, worker_of
from tests.factories.screens import a_screen, a_waiting_screen
from tests.factories.sittings import an_exam

pytestmark = pytest.mark.django_db
DESK = "/desk/screens/"


def test_an_officer_types_the_code_and_the_screen_shows_what_he_chose(county: County, officer: Client) -> None:
    exam, contest = an_exam(county.enterprise), an_open_one(county.bureau)
    form = {
        "code": a_waiting_screen().code.lower(),
        "name": "大厅",
        "unit": county.enterprise.pk,
        "exam": exam.pk,
        "competition": contest.pk,
    }

    answer = officer.post(DESK, form)

    device = ScreenDevice.objects.get()
    assert answer.status_code == 302
    assert (device.unit, device.exam, device.competition, device.shows_live) == (
        county.enterprise,
        exam,
        contest,
        False,
    )
    assert "大厅" in officer.get(DESK).content.decode()
    again = officer.post(DESK, form)
    assert (again.status_code, "code" in again.context["form"].errors) == (422, True)


def test_only_units_exams_and_competitions_in_reach_are_offered(county: County, officer: Client) -> None:
    exam, contest, draft = an_exam(county.neighbour), an_open_one(county.neighbour), a_draft(county.enterprise)
    worker_of(county.neighbour_team)
    waiting = a_waiting_screen()
    form = {"code": waiting.code, "name": "大厅", "unit": county.enterprise.pk, "exam": an_exam(county.enterprise).pk}

    for wrong in ({"unit": county.neighbour.pk}, {"exam": exam.pk}, {"competition": contest.pk}):
        assert officer.post(DESK, form | wrong).status_code == 422
    assert officer.post(DESK, form | {"competition": draft.pk}).status_code == 422
    assert officer.post(DESK, form | {"exam": ""}).status_code == 422
    waiting.refresh_from_db()
    assert waiting.approved_at is None


def test_each_officer_sees_changes_and_switches_off_his_own_screens(county: County, officer: Client) -> None:
    own = a_screen(county.enterprise, exam=an_exam(county.enterprise))
    theirs = a_screen(county.neighbour, exam=an_exam(county.neighbour))
    exam = an_exam(county.enterprise)
    form = {"name": "会议室", "unit": county.enterprise.pk, "exam": exam.pk, "shows_live": "on"}

    assert [device.pk for device in officer.get(DESK).context["devices"]] == [own.pk]
    assert officer.get(f"{DESK}{theirs.pk}/").status_code == 404
    assert officer.post(f"{DESK}{theirs.pk}/off/").status_code == 404
    assert officer.get(f"{DESK}{own.pk}/").context["form"].initial["name"] == "调度室"
    assert officer.post(f"{DESK}{own.pk}/", form | {"name": ""}).status_code == 422
    officer.post(f"{DESK}{own.pk}/", form)
    own.refresh_from_db()
    assert (own.name, own.exam) == ("会议室", exam)
    officer.post(f"{DESK}{own.pk}/off/")
    own.refresh_from_db()
    assert own.revoked_at is not None
    assert list(officer.get(DESK).context["devices"]) == []


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (Role.TOWN_OFFICER, True),
        (Role.BUREAU_ADMIN, True),
        (Role.ENTERPRISE_HEAD, False),
        (Role.TEAM_LEADER, False),
        (Role.INSPECTOR, False),
        (Role.JUDGE, False),
    ],
)
def test_who_may_show_screens(county: County, role: Role, opens: bool) -> None:
    place = {Role.TOWN_OFFICER: county.town, Role.BUREAU_ADMIN: county.bureau, Role.INSPECTOR: county.bureau}
    desk = desk_of(staff(role, place.get(role, county.enterprise)))

    assert desk.get(DESK).status_code == (200 if opens else 403)
