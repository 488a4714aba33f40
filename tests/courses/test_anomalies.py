"""What looks odd is noticed once, with the unit of the day, and shown to who answers for that unit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from courses.access import anomalies_in_reach
from courses.anomalies.listed import anomaly_lines
from courses.anomalies.words import WORDS
from courses.material import Demand
from courses.models import Anomaly, AnomalyKind, Session
from courses.services.anomalies import judge_anomaly, notice
from courses.services.attendance import StaleCode, sign_in_by_code
from courses.services.studying import Beat, open_study, record_beat
from courses.wall_code import wall_code
from organizations.errors import Refused
from organizations.models import AuditEntry, Membership, Role, Unit, User
from tests.factories.courses import a_case
from tests.factories.learning import a_session, learned
from tests.factories.organizations import County, UserFactory, desk_of, staff, worker_of

LIST = "/desk/learning/anomalies/"
MORNING = datetime(2026, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team, name="安贵生")


def an_oddity(worker: User, kind: AnomalyKind = AnomalyKind.DAY_CAP, about: str = "2026-03-02") -> Anomaly:
    return notice(kind, worker=worker, about=about, detail="细节在此")


def sign_in(session: Session, worker: User, device: str = "", ago: timedelta = timedelta()) -> None:
    code = wall_code(session.secret, timezone.now() - ago)
    sign_in_by_code(session=session, worker=worker, code=code, device=device)


def listed(client: Client, query: str = "") -> str:
    answer = client.get(LIST + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


# noticed


def test_more_hours_in_a_day_than_count_are_noticed_once_a_day(worker: User) -> None:
    learned(worker, hours=7, began_at=MORNING)
    learned(worker, hours=2, began_at=MORNING + timedelta(hours=8))
    learned(worker, hours=2, began_at=MORNING + timedelta(hours=11))
    learned(worker, hours=9, began_at=MORNING + timedelta(days=1))

    found = Anomaly.objects.filter(kind=AnomalyKind.DAY_CAP).order_by("about")
    assert [(each.about, each.unit) for each in found] == [
        ("2026-03-02", worker.memberships.get().unit),
        ("2026-03-03", worker.memberships.get().unit),
    ]


def test_two_records_of_the_same_minutes_are_noticed(worker: User) -> None:
    learned(worker, hours=1, began_at=MORNING)
    learned(worker, hours=1, began_at=MORNING + timedelta(minutes=30), title="手机上看的")

    found = Anomaly.objects.get()
    assert found.kind == AnomalyKind.TWO_PLACES
    assert "手机上看的" in found.detail
    assert "30" in found.detail


def test_who_tries_to_skip_is_noticed_in_his_unit(worker: User) -> None:
    film = a_case().material
    demand = Demand(180, video_seconds=600, may_skip=False)
    with time_machine.travel(MORNING, tick=False) as clock:
        study = open_study(worker=worker, material=film)
        clock.shift(60)
        assert study.opening is not None
        record_beat(study_id=study.pk, opening=study.opening, beat=Beat(60, 300, 360), demand=demand)

    found = Anomaly.objects.get()
    assert (found.kind, found.unit) == (AnomalyKind.SKIPPED, worker.memberships.get().unit)
    assert "0:00" in found.detail
    assert "6:00" in found.detail


def test_a_code_scanned_a_day_later_signs_nobody_in_and_is_noticed_with_its_age(county: County, worker: User) -> None:
    session = a_session(county.enterprise)

    with pytest.raises(StaleCode):
        sign_in(session, worker, ago=timedelta(days=1))

    found = Anomaly.objects.get()
    assert (found.kind, found.unit) == (AnomalyKind.STALE_CODE, county.team)
    yesterday = timezone.localtime() - timedelta(days=1)
    assert f"{yesterday:%Y-%m-%d}" in found.detail
    assert not session.attendances.exists()


def test_a_false_code_is_nobodys_oddity(county: County, worker: User) -> None:
    with pytest.raises(StaleCode):
        sign_in_by_code(session=a_session(county.enterprise), worker=worker, code="1f-00", device="")

    assert not Anomaly.objects.exists()


def test_ten_people_of_one_phone_are_all_found_from_any_of_their_lines(county: County) -> None:
    session = a_session(county.enterprise)
    people = [worker_of(county.team, name=f"职工{letter}") for letter in "甲乙丙丁戊己庚辛壬癸"]
    for person in people:
        sign_in(session, person, device="one phone")
    sign_in(session, worker_of(county.team, name="有手机的"), device="his own")
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)

    lines = anomaly_lines(anomalies_in_reach(officer).filter(kind=AnomalyKind.ONE_DEVICE), officer)

    assert len(lines) == 9
    for line in lines:
        assert {*line.same_phone.names, line.anomaly.worker.name} == {person.name for person in people}
        assert line.subject.url == reverse("courses:session", args=(session.pk,))


def test_signing_in_again_from_another_phone_makes_nobody_odd(county: County, worker: User) -> None:
    session = a_session(county.enterprise)
    sign_in(session, worker, device="mine")
    sign_in(session, worker_of(county.team), device="yours")

    sign_in(session, worker, device="yours")

    assert not Anomaly.objects.exists()


def test_names_of_a_neighbours_people_are_counted_not_told(county: County, worker: User) -> None:
    session = a_session(county.enterprise, county.neighbour)
    sign_in(session, worker_of(county.neighbour_team, name="邻家人"), device="one phone")
    sign_in(session, worker, device="one phone")

    page = listed(desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)))

    assert "邻家人" not in page
    assert "另有 1 人不归你管" in page


def test_a_manager_without_a_place_is_noticed_at_his_office(county: County) -> None:
    head = staff(Role.ENTERPRISE_HEAD, county.enterprise)

    assert an_oddity(head).unit == county.enterprise


# seen


def test_who_sees_the_unit_of_that_day_sees_it_also_after_a_transfer(county: County, worker: User) -> None:
    an_oddity(worker)
    Membership.objects.filter(user=worker).update(unit=county.neighbour_team, enterprise=county.neighbour)

    assert worker.name in listed(desk_of(staff(Role.TEAM_LEADER, county.team)))
    assert worker.name in listed(desk_of(staff(Role.TOWN_OFFICER, county.town)))
    assert worker.name not in listed(desk_of(staff(Role.SAFETY_OFFICER, county.neighbour)))


def test_an_oddity_of_nobodys_unit_is_seen_from_the_bureau_only(county: County) -> None:
    stray = UserFactory(name="游离的人")
    assert an_oddity(stray).unit is None

    for role, unit in ((Role.BUREAU_ADMIN, county.bureau), (Role.INSPECTOR, county.bureau)):
        assert stray.name in listed(desk_of(staff(role, unit)))
    for role, unit in ((Role.TOWN_OFFICER, county.town), (Role.SAFETY_OFFICER, county.enterprise)):
        assert stray.name not in listed(desk_of(staff(role, unit)))


def test_the_number_of_open_ones_stands_on_the_page_of_learning(county: County, worker: User) -> None:
    an_oddity(worker)
    an_oddity(worker, about="2026-03-03")
    an_oddity(worker_of(county.neighbour_team))

    page = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get("/desk/learning/").content.decode()

    assert "2 条异常待核实" in page
    assert LIST in page


def test_every_kind_says_what_it_means_and_what_it_does_not_mean(county: County, worker: User) -> None:
    assert set(WORDS) == set(AnomalyKind)
    for kind in AnomalyKind:
        an_oddity(worker, kind, about=f"about {kind}")

    page = listed(desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)))

    for words in WORDS.values():
        assert str(words.says) in page
        assert str(words.but) in page


def test_one_kind_can_be_looked_at_alone(county: County, worker: User) -> None:
    an_oddity(worker)
    an_oddity(worker_of(county.team, name="白玉林"), AnomalyKind.SKIPPED)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    page = listed(officer, "?kind=skipped")

    assert "白玉林" in page
    assert "安贵生" not in page
    assert "安贵生" in listed(officer, "?kind=nonsense")


def test_what_is_about_a_day_leads_to_the_records_of_that_day(county: County, worker: User) -> None:
    learned(worker, hours=9, began_at=MORNING)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    address = reverse("courses:hours_of_person", args=(worker.pk,)) + "?day=2026-03-02"

    assert address in listed(officer)
    with time_machine.travel(datetime(2026, 6, 1, tzinfo=UTC)):
        client = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
        assert [shown.minutes for shown in client.get(address).context["records"]] == [540]


def test_the_list_costs_the_same_for_few_and_for_many(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    session = a_session(county.enterprise)
    for _number in range(8):
        sign_in(session, worker_of(county.team), device="one phone")
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    with django_assert_max_num_queries(30):
        officer.get(LIST)


# judged


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
