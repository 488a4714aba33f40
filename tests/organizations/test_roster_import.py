"""A roster changes an enterprise to what the file says: as a whole, once, and nobody else's people."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from organizations.models import AuditEntry, Employment, Membership, Unit, UnitKind, User
from organizations.roster.plan import RosterPlan
from organizations.services import roster_import
from organizations.services.memberships import leave
from organizations.services.roster_import import BadRowsLeft, plan_file, write_roster
from tests.factories.organizations import County, MembershipFactory
from tests.factories.workbooks import roster, saved

pytestmark = pytest.mark.django_db


def plan(county: County, folder: Path, *rows: Any, creates_units: bool = False) -> RosterPlan:
    path = saved(folder, roster(*rows))
    return plan_file(enterprise=county.enterprise, path=path, filename=path.name, creates_units=creates_units)


def bring_in(county: County, folder: Path, *rows: Any, **options: Any) -> RosterPlan:
    made = plan(county, folder, *rows, **options)
    write_roster(enterprise=county.enterprise, plan=made, by=None)
    return made


def row(county: County, name: str, number: str, phone: str = "", team: Unit | None = None) -> list[str]:
    return [name, number, phone, county.workshop.name, (team or county.team).name]


def roster_of(county: County) -> dict[str, Unit]:
    places = Membership.objects.current().filter(enterprise=county.enterprise).select_related("user", "unit")
    return {place.user.name: place.unit for place in places}


def test_people_of_the_file_are_added_to_their_teams(county: County, tmp_path: Path) -> None:
    bring_in(county, tmp_path, row(county, "安贵生", "1"), row(county, "李秀英", "2", team=county.other_team))

    assert roster_of(county) == {"安贵生": county.team, "李秀英": county.other_team}


def test_a_new_worker_has_no_password_and_no_pin(county: County, tmp_path: Path) -> None:
    bring_in(county, tmp_path, row(county, "安贵生", "1"))

    user = User.objects.get(name="安贵生")
    assert not user.has_usable_password()
    assert not user.check_pin("")


def test_the_same_file_a_second_time_changes_nothing(county: County, tmp_path: Path) -> None:
    rows = [row(county, "安贵生", "1", "13812345678"), row(county, "李秀英", "2")]
    bring_in(county, tmp_path, *rows)
    before = list(Membership.objects.order_by("pk").values()), AuditEntry.objects.count()

    again = bring_in(county, tmp_path, *rows)

    assert (again.changes, again.unchanged) == (0, 2)
    assert (list(Membership.objects.order_by("pk").values()), AuditEntry.objects.count()) == before


def test_who_is_missing_from_the_file_leaves_and_his_history_stays(county: County, tmp_path: Path) -> None:
    bring_in(county, tmp_path, row(county, "安贵生", "1"), row(county, "李秀英", "2"))

    bring_in(county, tmp_path, row(county, "安贵生", "1"))

    assert set(roster_of(county)) == {"安贵生"}
    assert Membership.objects.get(user__name="李秀英").ended_on == timezone.localdate()


def test_another_team_is_a_move_that_keeps_the_old_place(county: County, tmp_path: Path) -> None:
    old = MembershipFactory(unit=county.team, employee_no="1", user__name="安贵生")

    made = bring_in(county, tmp_path, row(county, "安贵生", "1", team=county.other_team))

    assert len(made.moving) == 1
    assert roster_of(county) == {"安贵生": county.other_team}
    old.refresh_from_db()
    assert (old.unit, old.ended_on) == (county.team, timezone.localdate())


def test_another_number_post_and_employment_are_changes_of_the_same_place(county: County, tmp_path: Path) -> None:
    place = MembershipFactory(unit=county.team, employee_no="1", user__name="安贵生", user__phone="13812345678")
    headings = ("姓名", "工号", "手机号", "车间", "班组", "岗位", "用工形式")
    line = [*row(county, "安贵生", "0099", "13812345678"), "爆破工", "外包"]
    path = saved(tmp_path, roster(line, headings=headings))

    made = plan_file(enterprise=county.enterprise, path=path, filename=path.name)
    write_roster(enterprise=county.enterprise, plan=made, by=None)

    place.refresh_from_db()
    assert len(made.changing) == 1
    assert place.post is not None
    assert (place.employee_no, place.post.name, place.employment) == ("0099", "爆破工", Employment.CONTRACTED)
    assert place.ended_on is None


def test_a_team_that_does_not_exist_makes_a_bad_row_that_names_it(county: County, tmp_path: Path) -> None:
    made = plan(county, tmp_path, ["安贵生", "1", "", county.workshop.name, "采掘九班"])

    assert [(bad.number, "采掘九班" in bad.reason) for bad in made.bad] == [(2, True)]


def test_new_workshops_and_teams_are_created_when_asked_for(county: County, tmp_path: Path) -> None:
    bring_in(county, tmp_path, ["安贵生", "1", "", "选矿车间", "磨矿班"], creates_units=True)

    team = roster_of(county)["安贵生"]
    parent = team.get_parent()
    assert (team.name, team.kind, parent.name, parent.kind) == ("磨矿班", UnitKind.TEAM, "选矿车间", UnitKind.WORKSHOP)
    assert county.enterprise.contains(team)


def test_bad_rows_stop_everything_until_somebody_accepts_the_good_ones(county: County, tmp_path: Path) -> None:
    made = plan(county, tmp_path, row(county, "安贵生", "1"), row(county, "李秀英", "2", phone="123"))

    with pytest.raises(BadRowsLeft):
        write_roster(enterprise=county.enterprise, plan=made, by=None)

    assert roster_of(county) == {}


def test_accepting_the_good_rows_lets_nobody_leave(county: County, tmp_path: Path) -> None:
    MembershipFactory(unit=county.team, employee_no="9", user__name="老职工")
    made = plan(county, tmp_path, row(county, "安贵生", "1"), row(county, "李秀英", "2", phone="123"))

    write_roster(enterprise=county.enterprise, plan=made, accept_good=True, by=None)

    assert set(roster_of(county)) == {"安贵生", "老职工"}


def test_a_failure_midway_leaves_nothing_half_written(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(county, tmp_path, row(county, "走的人", "1"), row(county, "动的人", "2"))
    made = plan(
        county,
        tmp_path,
        row(county, "动的人", "2", team=county.other_team),
        ["新人", "3", "", "新车间", "新班"],
        creates_units=True,
    )
    monkeypatch.setattr(roster_import, "_join", lambda *_: (_ for _ in ()).throw(IntegrityError))

    with pytest.raises(IntegrityError):
        write_roster(enterprise=county.enterprise, plan=made, by=None)

    assert roster_of(county) == {"走的人": county.team, "动的人": county.team}
    assert not Unit.objects.filter(name="新车间").exists()
    assert not User.objects.filter(name="新人").exists()


def test_somebody_on_another_enterprises_roster_is_a_bad_row_and_stays_there(county: County, tmp_path: Path) -> None:
    elsewhere = MembershipFactory(unit=county.neighbour_team, user__name="安贵生", user__phone="13812345678")

    made = plan(county, tmp_path, row(county, "安贵生", "1", "13812345678"))

    assert [bad.number for bad in made.bad] == [2]
    assert county.neighbour.name not in made.bad[0].reason
    assert Membership.objects.current().get(user=elsewhere.user).unit == county.neighbour_team


def test_a_phone_of_somebody_of_another_name_is_a_bad_row(county: County, tmp_path: Path) -> None:
    left = MembershipFactory(unit=county.team, user__name="安贵生", user__phone="13812345678")
    leave(user=left.user, by=None)

    made = plan(county, tmp_path, row(county, "李秀英", "1", "13812345678"))

    assert [bad.number for bad in made.bad] == [2]


def test_who_comes_back_keeps_his_account_and_his_history(county: County, tmp_path: Path) -> None:
    first = MembershipFactory(unit=county.team, user__name="安贵生", user__phone="13812345678", user__pin="246813")
    leave(user=first.user, on=timezone.localdate() - timedelta(days=30), by=None)

    bring_in(county, tmp_path, row(county, "安贵生", "77", "13812345678"))

    user = User.objects.get(phone="13812345678")
    assert user == first.user
    assert user.check_pin("246813")
    assert user.memberships.count() == 2
    assert Membership.objects.current().get(user=user).started_on == timezone.localdate()


def test_an_import_leaves_one_audit_row_with_its_figures(county: County, tmp_path: Path) -> None:
    bring_in(county, tmp_path, row(county, "安贵生", "1"))

    entry = AuditEntry.objects.get(action="roster.import")
    assert (entry.unit, entry.detail) == (county.enterprise, {"joined": 1, "moved": 0, "changed": 0, "left": 0})


def test_four_queries_plan_a_roster_however_long(
    county: County, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    rows = [row(county, f"职工{number}", str(number), f"1380000{number:04d}") for number in range(300)]
    path = saved(tmp_path, roster(*rows))

    with django_assert_max_num_queries(4):
        made = plan_file(enterprise=county.enterprise, path=path, filename=path.name)

    assert len(made.joining) == 300
