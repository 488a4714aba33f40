"""An exam that is closed is searched for what looks odd; lines stay once they are judged, and no score moves."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exams.anomalies.listed import anomaly_lines
from exams.anomalies.sentences import BUT
from exams.errors import ExamNotOpen
from exams.models import AnomalySearch, Attempt, Exam, ExamAnomaly, ExamState, OddKind, Verdict
from exams.models.openings import PERSONAL_KEPT
from exams.services.anomalies import ask_for_search, judge_anomaly, search
from exams.services.exams import close_exams
from exams.services.interventions import Order
from exams.services.pauses import pause, resume
from exams.services.sittings import start_attempt, submit_attempt, void_attempt
from organizations.errors import Refused
from organizations.models import AuditEntry, Role, User
from organizations.services.judgements import JudgedAlready
from tests.factories.odd_exams import close, leave_page, sit_on
from tests.factories.organizations import County, UserFactory, staff, worker_of

ONE_PHONE = "ab" * 16


def people_on_one_phone(county: County, exam: Exam, number: int = 3) -> list[Attempt]:
    return [sit_on(exam, worker_of(county.team, name=f"工人{n}"), phone=ONE_PHONE) for n in range(number)]


def kinds(exam: Exam) -> list[str]:
    return sorted(ExamAnomaly.objects.filter(exam=exam).values_list("kind", flat=True))


def judged(line: ExamAnomaly, words: str = "问过了，借的手机。") -> ExamAnomaly:
    return judge_anomaly(anomaly=line, verdict=Verdict.NOTHING, judgement=words, by=UserFactory())


# searched


def test_what_is_odd_in_a_closed_exam_stands_on_the_list(county: County, exam: Exam) -> None:
    people_on_one_phone(county, exam)
    away = start_attempt(exam=exam, worker=worker_of(county.other_team))
    leave_page(away, seconds=95)
    sit_on(exam, away.worker)
    search(exam=close(exam))

    phone = ExamAnomaly.objects.get(kind=OddKind.ONE_PHONE)
    assert (phone.unit, len(phone.evidence["attempts"]), phone.evidence["people"]) == (county.team, 3, 3)
    assert ONE_PHONE not in str(phone.evidence) + phone.about
    left = ExamAnomaly.objects.get(kind=OddKind.AWAY)
    assert (left.unit, left.about, left.evidence["seconds"]) == (county.other_team, str(away.pk), 95)


def test_who_put_the_phone_away_while_his_team_was_paused_is_no_line(county: County, exam: Exam) -> None:
    here, elsewhere = (start_attempt(exam=exam, worker=worker_of(team)) for team in (county.team, county.other_team))
    by = staff(Role.SAFETY_OFFICER, county.enterprise)
    stopped = pause(order=Order(exam=exam, unit=county.team, reason="停电", by=by))
    with time_machine.travel(stopped.at + timedelta(minutes=20)):
        resume(paused=stopped, reason="来电", by=by, key=uuid4())
        for attempt in (here, elsewhere):
            leave_page(attempt, seconds=19 * 60)
            submit_attempt(attempt=attempt)
    search(exam=close(exam))

    assert ExamAnomaly.objects.get(kind=OddKind.AWAY).about == str(elsewhere.pk)


def test_people_on_a_shared_tablet_that_was_allowed_are_no_line(county: County, exam: Exam) -> None:
    for _number in range(4):
        sit_on(exam, worker_of(county.team), phone=ONE_PHONE, is_kiosk=True)
    search(exam=close(exam))

    assert OddKind.ONE_PHONE not in kinds(exam)


def test_a_whole_team_with_full_marks_is_a_line(county: County, exam: Exam) -> None:
    for _number in range(5):
        sit_on(exam, worker_of(county.team), right=5)
    search(exam=close(exam))

    assert ExamAnomaly.objects.get(kind=OddKind.ALL_FULL).unit == county.team


def test_searching_again_changes_nothing_and_keeps_what_was_judged(county: County, exam: Exam) -> None:
    people_on_one_phone(county, exam)
    search(exam=close(exam))
    line = judged(ExamAnomaly.objects.get(kind=OddKind.ONE_PHONE))
    before = list(ExamAnomaly.objects.order_by("pk").values())

    search(exam=exam)

    assert list(ExamAnomaly.objects.order_by("pk").values()) == before
    line.refresh_from_db()
    assert (line.verdict, line.judgement) == (Verdict.NOTHING, "问过了，借的手机。")


def test_what_is_no_longer_so_goes_unless_it_was_judged(county: County, exam: Exam) -> None:
    attempts = people_on_one_phone(county, exam)
    full = [sit_on(exam, worker_of(county.other_team), right=5) for _number in range(5)]
    search(exam=close(exam))
    judged(ExamAnomaly.objects.get(kind=OddKind.ALL_FULL))
    for attempt in (attempts[0], full[0]):
        void_attempt(attempt=attempt, reason="替考", by=UserFactory(), approved_by=UserFactory())

    search(exam=exam)

    assert OddKind.ONE_PHONE not in kinds(exam)
    assert OddKind.ALL_FULL in kinds(exam)


def test_an_open_line_is_brought_up_to_date(county: County, exam: Exam) -> None:
    people_on_one_phone(county, exam)
    search(exam=exam)
    line = ExamAnomaly.objects.get(kind=OddKind.ONE_PHONE)
    sit_on(exam, worker_of(county.team), phone=ONE_PHONE)

    search(exam=close(exam))

    line.refresh_from_db()
    assert line.evidence["people"] == 4


def test_no_score_moves_by_a_search_or_a_verdict(county: County, exam: Exam) -> None:
    people_on_one_phone(county, exam)
    before = list(Attempt.objects.order_by("pk").values("state", "score", "passed"))
    search(exam=close(exam))
    for line in ExamAnomaly.objects.all():
        judge_anomaly(anomaly=line, verdict=Verdict.RESIT, judgement="重考", by=UserFactory())

    assert list(Attempt.objects.order_by("pk").values("state", "score", "passed")) == before


def test_ten_sittings_cost_as_many_queries_as_thirty(county: County, exam: Exam) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            search(exam=exam)
        return len(seen)

    people_on_one_phone(county, exam, 10)
    few = queries()
    people_on_one_phone(county, exam, 20)

    assert queries() <= few
    assert few <= 16


def test_the_search_is_asked_for_at_the_close_and_not_before(county: County, exam: Exam) -> None:
    with pytest.raises(ExamNotOpen):
        ask_for_search(exam=exam, by=None)

    asked = ask_for_search(exam=close(exam), by=None)
    assert asked.is_under_way
    search(exam=exam)
    asked.refresh_from_db()
    assert not asked.is_under_way


def test_a_search_that_broke_off_can_be_asked_for_again_after_an_hour(exam: Exam) -> None:
    asked = ask_for_search(exam=close(exam), by=None)

    with time_machine.travel(asked.asked_at + timedelta(minutes=61)):
        assert not AnomalySearch.objects.get().is_under_way


def test_when_phones_are_forgotten_it_is_not_searched_again(exam: Exam) -> None:
    close(exam)

    with time_machine.travel(exam.closes_at + PERSONAL_KEPT * 1.01), pytest.raises(ExamNotOpen):
        ask_for_search(exam=exam, by=None)


@pytest.mark.django_db(transaction=True)
def test_closing_an_exam_has_it_searched(county: County, exam: Exam) -> None:
    close_exams(moment=exam.closes_at + timedelta(hours=2))

    exam.refresh_from_db()
    assert exam.state == ExamState.CLOSED
    assert AnomalySearch.objects.filter(exam=exam).exists()


# judged


@pytest.fixture
def line(county: County, exam: Exam) -> ExamAnomaly:
    people_on_one_phone(county, exam)
    search(exam=close(exam))
    return ExamAnomaly.objects.get(kind=OddKind.ONE_PHONE)


def test_a_judgement_leaves_who_when_what_and_a_trace(line: ExamAnomaly) -> None:
    by: User = UserFactory()
    judge_anomaly(anomaly=line, verdict=Verdict.RETEST, judgement=" 三人一部手机 ", by=by)

    line.refresh_from_db()
    assert (line.verdict, line.judgement, line.judged_by) == (Verdict.RETEST, "三人一部手机", by)
    entry = AuditEntry.objects.get(action="exam_anomaly.judge")
    assert (entry.actor, entry.unit, entry.detail["verdict"]) == (by, line.unit, Verdict.RETEST)


@pytest.mark.parametrize(("verdict", "words"), [("", "有话"), ("guilty", "有话"), ("talk", " "), ("talk", "长" * 201)])
def test_a_judgement_has_a_verdict_and_a_few_words(line: ExamAnomaly, verdict: str, words: str) -> None:
    with pytest.raises(Refused):
        judge_anomaly(anomaly=line, verdict=verdict, judgement=words, by=UserFactory())


def test_the_first_judgement_stands_and_nobody_judges_his_own(line: ExamAnomaly) -> None:
    one_of_them = Attempt.objects.filter(pk__in=line.evidence["attempts"]).first()
    assert one_of_them is not None
    with pytest.raises(Refused):
        judge_anomaly(anomaly=line, verdict=Verdict.NOTHING, judgement="没事", by=one_of_them.worker)
    judged(line)

    with pytest.raises(JudgedAlready):
        judged(line, "后写的")


def test_a_line_says_what_was_seen_of_whom_and_how_it_can_have_come_about(county: County, line: ExamAnomaly) -> None:
    assert set(BUT) == set(OddKind)
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    lines = anomaly_lines(ExamAnomaly.objects.all(), officer)

    assert all(each.says and each.but for each in lines)
    assert {person.name for each in lines for person in each.people} == {"工人0", "工人1", "工人2"}
