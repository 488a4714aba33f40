"""The desk's pages of a competition: what the holder does, what others see, and the way to every number."""

from __future__ import annotations

from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from leaderboard.models import AppealResult, Competition, CompetitionAppeal, CompetitionState, Rescore
from leaderboard.services.appeals import say_appeal
from organizations.models import Role
from tests.factories.competitions import (
    APPEALS_OVER,
    Running,
    a_draft,
    a_running_one,
    an_open_one,
    critical,
    mark,
    mark_all,
    shown_one,
)
from tests.factories.organizations import County, desk_of, staff, worker_of

pytestmark = pytest.mark.django_db


def at(competition: Competition, more: str = "") -> str:
    return f"/desk/competitions/{competition.pk}/{more}"


def state_of(competition: Competition) -> str:
    return Competition.objects.get(pk=competition.pk).state


def test_the_list_has_what_is_announced_and_no_drafts(county: County, officer: Client) -> None:
    out = an_open_one(county.bureau, title="全县练兵")
    a_draft(county.enterprise, title="还在草稿")
    an_open_one(county.neighbour, title="别家的")

    page = officer.get("/desk/competitions/").content.decode()

    assert out.title in page
    assert "还在草稿" not in page
    assert "别家的" not in page


def test_the_holder_takes_a_competition_from_its_start_to_its_end(county: County, officer: Client) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)])
    mark_all(running, ["0.9"])

    for act, state, said in (
        ("close", CompetitionState.RUNNING, "“决赛”打分结束了。现在可以公布成绩。"),
        ("show", CompetitionState.SHOWN, "成绩公布了"),
    ):
        page = officer.post(at(running.competition, f"acts/{act}/"), follow=True).content.decode()
        assert (state_of(running.competition), said in page) == (state, True)
    with time_machine.travel(timezone.now() + APPEALS_OVER):
        later = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
        assert "名次定下来了" in later.post(at(running.competition, "acts/freeze/"), follow=True).content.decode()
    assert state_of(running.competition) == CompetitionState.FROZEN


def test_a_refusal_is_said_on_the_page(running: Running, officer: Client) -> None:
    page = officer.post(at(running.competition, "acts/close/"), follow=True).content.decode()

    assert running.entrants[0].name in page
    assert state_of(running.competition) == CompetitionState.RUNNING


def test_who_does_not_hold_it_changes_nothing(county: County, officer: Client) -> None:
    running = a_running_one(county.bureau, [worker_of(county.team)])

    for more in ("acts/close/", "judges/"):
        assert officer.post(at(running.competition, more)).status_code == 404
    assert officer.post(f"/desk/competitors/{running.entrants[0].pk}/rescore/").status_code == 404


def test_judges_are_appointed_and_dismissed(county: County, officer: Client) -> None:
    out = an_open_one(county.enterprise)
    judge = staff(Role.JUDGE, county.enterprise)

    page = officer.post(at(out, "judges/"), {"user": judge.pk, "is_chief": "on"}, follow=True).content.decode()
    assert out.judges.get().is_chief
    assert f"已聘请{judge.name}" in page
    assert page.index("<summary>解聘</summary>") < page.index('name="dismiss"')
    page = officer.post(at(out, "judges/"), {"dismiss": out.judges.get().pk}, follow=True).content.decode()
    assert not out.judges.get().is_active
    assert f"已解聘{judge.name}" in page


def test_a_wide_spread_is_marked_and_new_marks_are_asked_for(running: Running, officer: Client) -> None:
    part, entrant = running.part(), running.entrants[0]
    for judge, share in zip(running.judges, ("0.5", "0.9", "0.9"), strict=True):
        mark(judge, entrant, part, share)

    line = officer.get(at(running.competition)).context["shown"].stages[0].lines[0]
    officer.post(f"/desk/competitors/{entrant.pk}/rescore/", {"part": part.pk, "reason": "分差太大"})

    assert line.is_wide
    assert Rescore.objects.get().round == 2


def test_every_number_is_followed_back_to_its_marks(running: Running, officer: Client) -> None:
    part, entrant = running.part(), running.entrants[0]
    mark(running.judges[0], entrant, part, "0.8", missed=critical(part), remark="没验电")

    page = officer.get(f"/desk/competitors/{entrant.pk}/").content.decode()

    for shown in ("16.00", "24.00", "40.00", "没验电", running.judges[0].name):
        assert shown in page


def test_others_see_results_when_they_are_out_and_strangers_by_number(county: County, officer: Client) -> None:
    own, other = worker_of(county.team), worker_of(county.neighbour_team, name="别家的人")
    running = a_running_one(county.bureau, [own, other])
    assert officer.get(at(running.competition)).context["shown"].stages == ()
    assert officer.get(f"/desk/competitors/{running.entrants[0].pk}/").status_code == 404
    mark_all(running, ["0.5", "0.9"])
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    for act in ("close", "show"):
        bureau.post(at(running.competition, f"acts/{act}/"))

    page = officer.get(at(running.competition)).content.decode()

    assert own.name in page
    assert other.name not in page
    mine = officer.get(f"/desk/competitors/{running.entrants[0].pk}/").content.decode()
    assert running.judges[0].name not in mine
    assert officer.get(f"/desk/competitors/{running.entrants[1].pk}/").status_code == 404


def test_an_appeal_is_answered_at_the_desk(county: County, officer: Client) -> None:
    running = shown_one(county.enterprise, county.team, "0.9")
    worker = running.entrants[0].worker
    assert worker is not None
    appeal = say_appeal(entrant=running.entrants[0], part=running.part(), text="第二步做了", by=worker)
    address = f"/desk/competition-appeals/{appeal.pk}/"

    assert officer.post(address, {"outcome": "upheld", "answer": " "}).status_code == 422
    assert "决赛 · 实操" in officer.get(at(running.competition)).content.decode()
    officer.post(address, {"outcome": "upheld", "answer": "录像里做了"})

    assert CompetitionAppeal.objects.get().outcome == AppealResult.UPHELD
    assert Rescore.objects.count() == 1
    assert desk_of(staff(Role.SAFETY_OFFICER, county.neighbour)).get(address).status_code == 404


def test_the_table_has_places_marks_and_rules(running: Running, officer: Client) -> None:
    mark_all(running, ["0.5", "0.9"])

    answer = officer.get(at(running.competition, "table/"))
    book = load_workbook(BytesIO(b"".join(answer)))

    places = list(book.worksheets[0].iter_rows(min_row=4, values_only=True))
    assert [(row[0], row[1]) for row in places] == [(1, 2), (2, 1)]
    assert book.worksheets[1].max_row == 2 + 12
    assert len(book.worksheets) == 3


def test_the_page_costs_the_same_whatever_its_size(
    county: County, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team) for _one in range(6)])
    mark_all(running, ["0.5"] * 6)

    with django_assert_max_num_queries(30):
        assert officer.get(at(running.competition)).status_code == 200
    with django_assert_max_num_queries(26):
        assert officer.get(f"/desk/competitors/{running.entrants[0].pk}/").status_code == 200


def test_the_list_says_so_when_there_is_nothing(officer: Client) -> None:
    assert officer.get("/desk/competitions/").status_code == 200


def test_who_may_withdraw_nobody_is_not_offered_it(county: County, officer: Client, running: Running) -> None:
    page = at(running.competition)

    assert "/withdrawal/" in officer.get(page).content.decode()
    assert "/withdrawal/" not in desk_of(staff(Role.TEAM_LEADER, county.team)).get(page).content.decode()


def test_what_is_missing_for_the_start_stands_where_the_button_would_be(county: County, officer: Client) -> None:
    page = officer.get(at(an_open_one(county.enterprise))).content.decode()

    assert "还没有人报名" in page
    assert "/acts/start/" not in page
