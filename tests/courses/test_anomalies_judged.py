"""What looks odd is judged once, in words, by somebody else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Anomaly
from courses.services.anomalies import judge_anomaly
from organizations.errors import Refused
from organizations.models import AuditEntry, Role, Unit, User
from tests.factories.anomalies import an_oddity, listed
from tests.factories.learning import learned
from tests.factories.organizations import County, UserFactory, desk_of, staff

MORNING = datetime(2026, 3, 2, 0, tzinfo=UTC)


def judge(client: Client, odd: Anomaly, words: str) -> int:
    return client.post(reverse("courses:judge_anomaly", args=(odd.pk,)), {"judgement": words}).status_code


def test_a_judgement_stays_with_its_words_its_author_and_a_trace(county: County, worker: User) -> None:
    odd, officer = an_oddity(worker), staff(Role.SAFETY_OFFICER, county.enterprise, user__name="赵淑芳")
    client = desk_of(officer)

    assert judge(client, odd, " 集中培训，照片里有他。 ") == 302

    assert worker.name not in listed(client)
    judged = listed(client, "?list=judged")
    assert "集中培训，照片里有他。" in judged
    assert "赵淑芳" in judged
    entry = AuditEntry.objects.get(action="anomaly.judge")
    assert (entry.actor, entry.unit, entry.detail["judgement"]) == (officer, county.team, "集中培训，照片里有他。")


@pytest.mark.parametrize("words", ["", "  ", "长" * 201])
def test_a_judgement_has_a_few_words(worker: User, words: str) -> None:
    odd = an_oddity(worker)

    with pytest.raises(Refused):
        judge_anomaly(anomaly=odd, judgement=words, by=UserFactory())
    assert Anomaly.objects.open().exists()


def test_nobody_judges_his_own(county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    odd = an_oddity(officer)

    judge(desk_of(officer), odd, "没事")

    assert Anomaly.objects.open().exists()
    assert "写核实结果" not in listed(desk_of(officer))


def test_the_first_judgement_stands(worker: User) -> None:
    odd = an_oddity(worker)
    judge_anomaly(anomaly=odd, judgement="先写的", by=UserFactory())

    with pytest.raises(Refused):
        judge_anomaly(anomaly=odd, judgement="后写的", by=UserFactory())
    odd.refresh_from_db()
    assert odd.judgement == "先写的"


def test_who_teaches_there_judges_and_others_do_not(county: County, worker: User) -> None:
    def status_for(role: Role, unit: Unit) -> int:
        return judge(desk_of(staff(role, unit)), an_oddity(worker, about=f"{role} {unit}"), "看过了")

    assert status_for(Role.TEAM_LEADER, county.team) == 403
    assert status_for(Role.INSPECTOR, county.bureau) == 403
    assert status_for(Role.SAFETY_OFFICER, county.neighbour) == 404
    for role, unit in (
        (Role.SAFETY_OFFICER, county.enterprise),
        (Role.ENTERPRISE_HEAD, county.enterprise),
        (Role.TOWN_OFFICER, county.town),
        (Role.BUREAU_ADMIN, county.bureau),
    ):
        assert status_for(role, unit) == 302
    assert Anomaly.objects.judged().count() == 4


def test_a_judgement_takes_no_hours_away(county: County, worker: User) -> None:
    kept = learned(worker, hours=9, began_at=MORNING)
    judge_anomaly(anomaly=Anomaly.objects.get(), judgement="作假", by=UserFactory())

    assert kept.corrections.count() == 0
