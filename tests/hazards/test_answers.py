"""A self-report is answered in a sentence; until then who told it can take it back."""

from __future__ import annotations

import pytest
from django.test import Client

from hazards.models import SelfReport
from hazards.models.self_reports import LONGEST_ANSWER
from hazards.services.self_reports import SelfReportRefused, answer_self_report, take_self_report_back
from home.tasks import tasks_of
from organizations.models import AuditEntry, Role, Unit, User
from tests.factories.hazards import a_self_report, answered
from tests.factories.organizations import County, RoleGrantFactory, desk_of, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db
MINE, LIST = "/self-report/mine/", "/desk/violations/self-reports/"
THANKS = "谢谢你，浮石已经撬下来了。"


def answer(client: Client, report: SelfReport, text: str = THANKS) -> int:
    return client.post(f"{LIST}{report.pk}/answer/", {"text": text}).status_code


def take_back(worker: User, report: SelfReport) -> int:
    return phone_of(worker).post(f"/self-report/{report.pk}/take-back/").status_code


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.SAFETY_OFFICER])
def test_his_leader_or_the_officer_answers_and_he_reads_it(county: County, role: Role) -> None:
    worker = worker_of(county.team)
    report = a_self_report(worker)
    where = county.team if role == Role.TEAM_LEADER else county.enterprise

    assert answer(desk_of(staff(role, where, user__name="答复的人")), report) == 302

    page = phone_of(worker).get(MINE).content.decode()
    assert THANKS in page
    assert "答复的人" in page
    assert MINE in [card.href for card in tasks_of(worker)]


def test_nobody_else_answers_or_reads_an_answer(county: County) -> None:
    report = a_self_report(worker_of(county.team))
    others = [
        desk_of(staff(role, unit))
        for role, unit in (
            (Role.TEAM_LEADER, county.other_team),
            (Role.ENTERPRISE_HEAD, county.enterprise),
            (Role.SAFETY_OFFICER, county.neighbour),
            (Role.TOWN_OFFICER, county.town),
            (Role.BUREAU_ADMIN, county.bureau),
        )
    ]

    assert {answer(other, report) for other in others} <= {403, 404}
    assert not SelfReport.objects.filter(answer__isnull=False).exists()


def test_an_answer_wants_words_and_is_given_once(county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    report = a_self_report(worker_of(county.team))

    for words in ("  ", "谢" * (LONGEST_ANSWER + 1)):
        with pytest.raises(SelfReportRefused):
            answer_self_report(report=report, text=words, by=officer)
    answer_self_report(report=report, text=THANKS, by=officer)
    with pytest.raises(SelfReportRefused):
        answer_self_report(report=report, text="又一句", by=officer)


def leader_who_works_in(team: Unit) -> User:
    worker = worker_of(team)
    RoleGrantFactory(user=worker, unit=team, role=Role.TEAM_LEADER)
    return worker


def test_nobody_answers_himself(county: County) -> None:
    leader = leader_who_works_in(county.team)
    report = a_self_report(leader)

    with pytest.raises(SelfReportRefused):
        answer_self_report(report=report, text=THANKS, by=leader)
    assert f"{report.pk}/answer/" not in desk_of(leader).get(LIST).content.decode()


def test_what_was_taken_back_is_read_and_counted_by_nobody(county: County) -> None:
    worker = worker_of(county.team)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    report = a_self_report(worker, what="说了又收回")

    assert take_back(worker, report) == 302

    assert "说了又收回" not in officer.get(LIST).content.decode()
    line = next(each for each in officer.get("/desk/violations/").context["lines"] if each.unit == county.team)
    assert line.told == 0
    assert answer(officer, report) == 404
    assert "说了又收回" in phone_of(worker).get(MINE).content.decode()


def test_both_forms_carry_the_token_that_a_browser_has_to_send(county: County) -> None:
    worker = worker_of(county.team)
    report = a_self_report(worker)
    pages = {
        f"/self-report/{report.pk}/take-back/": phone_of(worker).get(MINE),
        f"{LIST}{report.pk}/answer/": desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(LIST),
    }

    for address, page in pages.items():
        form = page.content.decode().partition(f'action="{address}"')[2].partition("</form>")[0]
        assert "csrfmiddlewaretoken" in form


def test_an_answered_one_stays_and_nobody_takes_back_anothers(county: County) -> None:
    worker, officer = worker_of(county.team), staff(Role.SAFETY_OFFICER, county.enterprise)
    report = a_self_report(worker)

    assert take_back(worker_of(county.team), report) == 404
    answered(report, by=officer)
    assert take_back(worker, report) == 302
    assert SelfReport.objects.standing().filter(pk=report.pk).exists()


def test_it_is_taken_back_once(county: County) -> None:
    report = a_self_report(worker_of(county.team))
    take_self_report_back(report=report)

    with pytest.raises(SelfReportRefused):
        take_self_report_back(report=report)
    assert AuditEntry.objects.get(action="self_report.take_back").actor is None


def test_what_waits_for_an_answer_stands_first(county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    waiting = a_self_report(worker_of(county.team))
    answered(a_self_report(worker_of(county.team)), by=officer)

    page = desk_of(officer).get(LIST)

    assert page.context["page"][0].pk == waiting.pk
    assert page.context["waiting"] == 1
