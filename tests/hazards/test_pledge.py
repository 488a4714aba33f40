"""The pledge: a text that holds, a new one that is signed anew, and who has not signed."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from hazards.access import pledge_to_sign
from hazards.models import PledgeSignature, PledgeText
from hazards.pledge_marks import marked
from hazards.pledge_report import SignedLine, signed_by_enterprise, signed_lines
from hazards.services.pledges import PledgeRefused, sign_pledge
from organizations.models import Membership, Role, Unit
from tests.factories.hazards import a_pledge
from tests.factories.organizations import County, desk_of, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db
DESK = "/desk/violations/pledge/"


def test_it_stands_on_the_start_page_until_it_is_signed(county: County) -> None:
    worker = worker_of(county.team)
    pledge = a_pledge(county.enterprise)
    phone = phone_of(worker)
    assert 'href="/pledge/"' in phone.get("/").content.decode()

    phone.post("/pledge/sign/", {"pledge": pledge.pk, "promise": "yes"})

    assert PledgeSignature.objects.get().worker == worker
    assert 'href="/pledge/"' not in phone.get("/").content.decode()


def test_without_the_tick_nothing_is_signed(county: County) -> None:
    pledge = a_pledge(county.enterprise)
    phone = phone_of(worker_of(county.team))

    phone.post("/pledge/sign/", {"pledge": pledge.pk})
    phone.post("/pledge/sign/", {"promise": "yes", "pledge": "?"})

    assert not PledgeSignature.objects.exists()


def test_a_new_text_is_signed_anew_and_the_old_signature_stays(county: County) -> None:
    worker = worker_of(county.team)
    first = a_pledge(county.enterprise)
    sign_pledge(pledge=first, worker=worker)
    second = a_pledge(county.enterprise, text="改过的话")

    assert pledge_to_sign(worker) == second
    with pytest.raises(PledgeRefused):
        sign_pledge(pledge=first, worker=worker_of(county.team))
    assert first.signatures.count() == 1


def test_a_new_text_says_which_one_was_signed_and_marks_its_lines(county: County) -> None:
    worker = worker_of(county.team)
    first = a_pledge(county.enterprise, text="先停电再检修设备。\n上岗前不喝酒。\n看见险情先撤人。")
    sign_pledge(pledge=first, worker=worker)
    second = a_pledge(county.enterprise, text="先停电挂牌再检修设备。\n上岗前不喝酒。\n当班不睡觉不脱岗。")

    beside = marked(second, worker)

    assert [mark for _line, mark in beside.lines] == ["changed", "same", "new"]
    assert beside.gone == ["看见险情先撤人。"]
    page = phone_of(worker).get("/pledge/").content.decode()
    assert "你签过第 1 版" in page
    assert "承诺书改了" in phone_of(worker).get("/").content.decode()
    assert marked(second, worker_of(county.team)).signed_before is None


def test_signed_twice_is_signed_once(county: County) -> None:
    worker, pledge = worker_of(county.team), a_pledge(county.enterprise)

    assert sign_pledge(pledge=pledge, worker=worker) == sign_pledge(pledge=pledge, worker=worker)


def test_nobody_signs_for_another_enterprise(county: County) -> None:
    with pytest.raises(PledgeRefused):
        sign_pledge(pledge=a_pledge(county.enterprise), worker=worker_of(county.neighbour_team))


@pytest.mark.parametrize("text", ["", " \n ", "长" * 2001, "不违章作业\n别人提醒我，我就停手  "])
def test_no_words_too_many_and_the_same_words_are_refused(county: County, text: str) -> None:
    a_pledge(county.enterprise)

    with pytest.raises(PledgeRefused):
        a_pledge(county.enterprise, text=text)
    assert PledgeText.objects.count() == 1


def test_the_officer_and_the_head_put_a_text_in_force_and_a_leader_does_not(county: County) -> None:
    text, page = {"text": "不违章指挥"}, f"{DESK}?enterprise={county.enterprise.pk}"
    leader = desk_of(staff(Role.TEAM_LEADER, county.team))
    head = desk_of(staff(Role.ENTERPRISE_HEAD, county.enterprise))
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))

    assert leader.post(page, text).status_code == 403
    assert neighbour.post(page, text).status_code == 404
    assert not PledgeText.objects.exists()
    head.post(page, text)
    assert PledgeText.objects.get().number == 1


@pytest.mark.parametrize(
    ("text", "said"), [("第一条\n" + "长" * 2001, "写短些"), ("不违章作业\n别人提醒我，我就停手", "不用重新签")]
)
def test_a_refused_text_stands_in_the_form_again_with_the_reason(county: County, text: str, said: str) -> None:
    a_pledge(county.enterprise)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    answer = officer.post(DESK, {"text": text})

    assert answer.status_code == 422
    assert said in answer.context["form"].errors["text"][0]
    assert f"{text}</textarea>" in answer.content.decode()


def test_each_team_has_its_share_and_who_left_counts_no_more(county: County) -> None:
    pledge = a_pledge(county.enterprise)
    signs, leaves, _waits = (worker_of(county.team) for _worker in range(3))
    worker_of(county.other_team)
    for worker in (signs, leaves):
        sign_pledge(pledge=pledge, worker=worker)
    Membership.objects.filter(user=leaves).update(ended_on="2026-01-01")

    lines = signed_lines(pledge, Unit.objects.within([county.enterprise]))

    assert [(line.unit, line.signed, line.people, line.percent) for line in lines] == [
        (county.team, 1, 2, 50),
        (county.other_team, 0, 1, 0),
    ]
    assert signed_by_enterprise(Unit.objects.all()) == {county.enterprise.pk: 1}


def test_eight_of_nine_are_89_percent_as_on_the_boards(county: County) -> None:
    assert SignedLine(county.team, people=9, signed=8).percent == 89


def test_a_leader_sees_the_missing_of_his_team_alone(county: County) -> None:
    a_pledge(county.enterprise)
    worker_of(county.team, name="甲班人")
    worker_of(county.other_team, name="乙班人")

    leader = desk_of(staff(Role.TEAM_LEADER, county.team))
    page = leader.get(DESK).content.decode()
    book = load_workbook(BytesIO(leader.get(f"{DESK}unsigned.xlsx").getvalue()))

    assert "甲班人" in page
    assert "乙班人" not in page
    cells = [cell for row in book.active.values for cell in row if cell]
    assert "甲班人" in cells
    assert "乙班人" not in cells


def test_before_a_text_is_put_in_force_the_page_says_how_many_sign_anew(county: County) -> None:
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    for team in (county.team, county.team, county.other_team):
        worker_of(team)
    assert "将通知 3 人签署" in officer.get(DESK).content.decode()

    a_pledge(county.enterprise)

    asked = officer.get(DESK).content.decode().partition("<summary>发布生效</summary>")[2].partition("</details>")[0]
    assert "3 人要重新签" in asked
    assert 'type="submit"' in asked


def test_an_earlier_version_is_listed_with_who_signed_it_in_the_teams_one_sees(county: County) -> None:
    first = a_pledge(county.enterprise)
    for team, name in ((county.team, "甲班人"), (county.other_team, "乙班人")):
        sign_pledge(pledge=first, worker=worker_of(team, name=name))
    a_pledge(county.enterprise, text="改过的话")

    pages = [
        desk_of(staff(role, unit)).get(DESK).content.decode().partition('id="earlier"')[2]
        for role, unit in ((Role.SAFETY_OFFICER, county.enterprise), (Role.TEAM_LEADER, county.team))
    ]

    assert "2 人签过" in pages[0]
    assert "甲班人、乙班人" in pages[0]
    assert "1 人签过" in pages[1]
    assert "乙班人" not in pages[1]
