"""A competition from its rules to the award: three judges, one of them without a signal, a veto, an appeal.

All the while a big screen hangs in the hall, and shows the marks as they come in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect

from leaderboard.models import Competition, CompetitionState, MarkSheet, StandingRow
from organizations.models import Role, User
from tests.factories.organizations import (
    PIN,
    County,
    MembershipFactory,
    UserFactory,
    desk_of,
    phone_of,
    small_county,
    staff,
)
from tests.journeys import award_steps
from tests.journeys.big_screen_steps import COMES_IN_MS, HALL, allow, code_on, comes_in, row_of
from tests.journeys.conftest import DESK, PHONE, Opener, Screen
from tests.journeys.judging_steps import can_leave, fill, open_sheet
from tests.journeys.mast import Mast
from tests.journeys.steps import sign_in_at_the_desk
from tests.journeys.test_every_screen import enter

pytestmark = pytest.mark.django_db(transaction=True)

TITLE, ROLL = "岗位练兵大比武", "光荣榜"
STEPS = "20 戴好安全帽\n*50 停电、验电、挂牌\n30 敲帮问顶"
GOOD, MISSED = "101 王立", "102 李静"


@dataclass
class Hall:
    """Who is there: the officer at his desk, the head, three judges with their phones, two competitors; the screen."""

    officer: Page
    head: User
    judges: list[Screen]
    good: User
    missed: User
    board: Page

    @property
    def competition(self) -> Competition:
        return Competition.objects.get()

    def at_the_desk(self) -> Page:
        """Open the competition's page on the officer's desk."""
        base = re.split("/(?:admin|desk)", self.officer.url)[0]
        self.officer.goto(f"{base}/desk/competitions/{self.competition.pk}/")
        return self.officer


@pytest.fixture
def hall(screen: Opener, mast: Mast) -> Hall:
    county: County = small_county()
    people = []
    for number, name in (said.split() for said in (GOOD, MISSED)):
        person = UserFactory(name=name, pin=PIN)
        MembershipFactory(user=person, unit=county.team, employee_no=number)
        people.append(person)
    users = [staff(Role.JUDGE, county.enterprise, user__name=f"评委{letter}") for letter in "甲乙丙"]
    phones = [enter(screen(PHONE, base=mast.base if user == users[2] else ""), desk_of(user)) for user in users]
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    desk = sign_in_at_the_desk(screen(DESK), officer.username)
    head = staff(Role.ENTERPRISE_HEAD, county.enterprise)
    return Hall(desk, head, phones, people[0], people[1], screen(HALL).open("/screen/"))


def test_a_competition_runs_from_its_rules_to_the_award(hall: Hall, mast: Mast, screen: Opener) -> None:
    write_the_rules(hall.officer)
    hang_the_screen(hall)
    enter_and_appoint(hall)
    everybody_marks(hall, mast)
    mark_anew(hall)
    show(hall)
    appeal(hall, screen)
    make_final(hall)

    rows = list(StandingRow.objects.order_by("order"))
    assert [(row.entrant.name, row.place, row.is_vetoed) for row in rows] == [("王立", 1, False), ("李静", 2, True)]
    assert str(rows[0].total) == "90.00"
    can_be_followed_back(hall)
    award(hall, screen)


def write_the_rules(page: Page) -> None:
    base = page.url.split("/desk")[0]
    page.goto(f"{base}/admin/competitions/new/")
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=owner]").select_option(index=1)
    page.locator("[name=entries_until]").fill(f"{timezone.localtime() + timedelta(days=2):%Y-%m-%d %H:%M}")
    page.locator("[name=entries_until]").press("Tab")
    for weight in ("theory", "oral"):
        page.locator(f"[name=final_{weight}_weight]").fill("")
    page.locator("[name=final_practical_weight]").fill("90")
    page.locator("[name=final_practical_steps]").fill(STEPS)
    page.locator("[name=title]").click()
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)
    page.locator("form [type=submit]").last.click()
    expect(page.get_by_text("90 %").first).to_be_visible()  # and not 100
    page.locator("[name=final_practical_weight]").fill("100")
    page.locator("form [type=submit]").last.click()
    expect(page).not_to_have_url(re.compile("new"))
    page.goto(f"{base}/admin/competitions/{Competition.objects.get().pk}/announce/")
    page.get_by_role("button", name="公布").click()
    expect(page.get_by_role("link", name=re.compile("工作台")).first).to_be_visible()


def hang_the_screen(hall: Hall) -> None:
    office = hall.officer.context.new_page()
    office.goto(f"{hall.officer.url.split('/admin')[0]}/desk/screens/")
    allow(office, code_on(hall.board), name="大会场", competition=TITLE)
    office.close()
    expect(hall.board.locator("h1")).to_contain_text(TITLE, timeout=COMES_IN_MS)


def enter_and_appoint(hall: Hall) -> None:
    page = hall.at_the_desk()
    page.locator("[name=numbers]").fill("101 102")
    page.get_by_role("button", name="报名").click()
    expect(page.get_by_text("1 号").first).to_be_visible()
    for place in range(3):
        page.locator("[name=user]").select_option(index=1)
        if place == 0:
            page.locator("[name=is_chief]").check()
        page.get_by_role("button", name="聘请").click()
        expect(page.locator("[name=dismiss]")).to_have_count(place + 1)
    page.get_by_role("button", name="开始").click()
    expect(page.get_by_role("button", name=re.compile("结束"))).to_be_visible()


def everybody_marks(hall: Hall, mast: Mast) -> None:
    """All say that one competitor missed the critical step; of the other the third judge thinks far less."""
    for phone in hall.judges[:2]:
        fill(open_sheet(phone, hall.competition.pk, "王立"), ("20", "45", "30"))
        fill(open_sheet(phone, hall.competition.pk, "李静"), ("20", "0", "20"), missed=True)
    for number in (1, 2):  # the hall learns nothing of two judges before the third has marked
        comes_in(row_of(hall.board, number), "实操打分中")
    without_a_signal(hall, mast)
    fill(open_sheet(hall.judges[2], hall.competition.pk, "李静"), ("20", "0", "25"), missed=True)
    # the standings on the officer's desk, which nobody has touched meanwhile, have it
    lines = hall.officer.locator("[data-standings] tbody tr")
    expect(lines.filter(has_text="王立")).to_contain_text("评委分差大", timeout=60_000)
    expect(lines.filter(has_text="李静")).to_contain_text("否决", timeout=60_000)
    comes_in(row_of(hall.board, 1).and_(hall.board.locator("[data-new]")), "80.00")
    comes_in(row_of(hall.board, 2), "漏“停电、验电、挂牌”")


def without_a_signal(hall: Hall, mast: Mast) -> None:
    page = open_sheet(hall.judges[2], hall.competition.pk, "王立")
    can_leave(page)
    mast.cut()
    fill(page, ("10", "25", "15"))
    expect(page.locator("[data-judging-note]")).to_contain_text("1")
    assert MarkSheet.objects.count() == 4

    mast.mend()
    page.reload()

    expect(page.locator("section", has_text="王立")).to_contain_text("50.00")


def mark_anew(hall: Hall) -> None:
    page = hall.officer
    page.locator("[data-standings]").get_by_role("link", name=re.compile("王立")).click()
    page.get_by_label("为什么").fill("第三位评委站得太远")
    page.get_by_role("button", name="要求重新打分").click()
    expect(page.locator("[role=status], .messages").first).to_be_visible()
    for phone in hall.judges:
        sheet = open_sheet(phone, hall.competition.pk, "王立")
        expect(sheet.get_by_text("第三位评委站得太远")).to_be_visible()
        fill(sheet, ("20", "40", "30"))
    comes_in(row_of(hall.board, 1), "90.00")


def show(hall: Hall) -> None:
    page = hall.at_the_desk()
    page.get_by_role("button", name=re.compile("结束")).click()
    page.get_by_role("button", name="公布成绩").click()
    expect(page.get_by_text("申诉到").first).to_be_visible()


def appeal(hall: Hall, screen: Opener) -> None:
    page = enter(screen(PHONE), phone_of(hall.missed)).open(f"/competitions/{hall.competition.pk}/")
    page.locator("summary", has_text="申诉").tap()
    page.locator("select").select_option(index=1)
    page.locator("textarea").fill("我验过电了")
    page.get_by_role("button", name="提交申诉").tap()
    expect(page.get_by_text("我验过电了")).to_be_visible()

    desk = hall.officer
    desk.goto(f"{desk.url.split('/desk')[0]}/desk/")
    desk.locator("li", has_text=TITLE).get_by_role("link").click()
    desk.get_by_role("link", name="答复").click()
    desk.locator("[name=outcome][value=rejected]").check()
    desk.locator("[name=answer]").fill("三位评委都没看见验电，录像里也没有。")
    desk.get_by_role("button", name="答复").click()

    page.reload()
    expect(page.get_by_text("三位评委都没看见验电")).to_be_visible()


def make_final(hall: Hall) -> None:
    """The days for appeals go by."""
    gone_by = timedelta(days=4)
    Competition.objects.update(shown_at=F("shown_at") - gone_by, appeals_until=F("appeals_until") - gone_by)
    hall.officer.reload()
    hall.officer.get_by_role("button", name="把名次定下来").click()
    expect(hall.officer.get_by_text("起名次已定")).to_be_visible()
    assert hall.competition.state == CompetitionState.FROZEN


def can_be_followed_back(hall: Hall) -> None:
    """From the final total to the parts, the judges, the steps, and the round that was replaced."""
    hall.officer.get_by_role("link", name=re.compile("王立")).first.click()
    table = hall.officer.locator("table")
    expect(table).to_contain_text("停电、验电、挂牌")
    expect(table.locator("tr.total")).to_contain_text("95.00")
    expect(table.locator("tr.total")).to_contain_text("不再计入")


def award(hall: Hall, screen: Opener) -> None:
    """One draws the list up, another approves it; the winner has his certificate, and anybody can check it."""
    office = hall.at_the_desk()
    award_steps.draw_up(office, title=ROLL)
    expect(award_steps.line_of(office, "王立")).to_contain_text("500")
    expect(office.locator("section", has_text="没有列入")).to_contain_text("李静")
    award_steps.add_by_hand(office, number="102", prize="鼓励奖", reason="敢于申诉，复盘认真", yuan="50")
    award_steps.hand_in(office)
    head = award_steps.approve(enter(screen(DESK), desk_of(hall.head)), title=ROLL)

    award_steps.prints_are_there(head, names=("王立", "李静"))
    winner = enter(screen(PHONE), phone_of(hall.good))
    number = award_steps.own_number(winner, prize="一等奖", reason="第 1 名")
    award_steps.is_genuine(screen(PHONE), number, prize="一等奖")
    award_steps.give_out(office)
