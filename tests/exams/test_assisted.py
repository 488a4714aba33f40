"""An exam that is read aloud to somebody: said before the start, shown wherever his result is."""

from __future__ import annotations

import pytest
from django.test import Client

from exams.errors import AlreadyStarted
from exams.models import Assistance, Attempt, Exam
from exams.services.assistance import mark_assisted, unmark_assisted
from exams.services.sittings import start_attempt
from organizations.errors import Refused
from organizations.models import AuditEntry, Role, User
from tests.factories.odd_exams import sit_on
from tests.factories.organizations import County, MembershipFactory, UserFactory, desk_of, phone_of, staff
from tests.factories.sittings import an_exam, right_answers, sit

READER = "读题的班长"


@pytest.fixture
def leader(county: County) -> User:
    return staff(Role.TEAM_LEADER, county.team, user__name=READER)


@pytest.fixture
def exam(county: County, worker: User) -> Exam:
    return an_exam(county.enterprise)


def mark(exam: Exam, worker: User, helper: User, reason: str = "识字不多") -> Assistance:
    return mark_assisted(exam=exam, worker=worker, helper=helper, reason=reason, by=helper)


def test_the_mark_stands_on_door_paper_receipt_and_result(exam: Exam, worker: User, leader: User) -> None:
    mark(exam, worker, leader)
    phone = phone_of(worker)

    assert READER in phone.get(f"/exams/{exam.pk}/").content.decode()
    attempt = start_attempt(exam=exam, worker=worker)
    page = phone.get(f"/attempts/{attempt.pk}/").content.decode()
    assert READER in page
    assert "js/exam/aloud.js" in page
    sit(exam, worker, right=4)
    for place in ("receipt", "result"):
        assert READER in phone.get(f"/attempts/{attempt.pk}/{place}/").content.decode()


def test_paper_time_and_marking_are_those_of_everybody(exam: Exam, worker: User, leader: User) -> None:
    seat = Attempt.objects.get(exam=exam, worker=worker)
    mark(exam, worker, leader)

    attempt = sit(exam, worker, right=4)

    assert attempt.paper == seat.paper
    assert attempt.deadline is not None
    assert attempt.started_at is not None
    assert (attempt.deadline - attempt.started_at).total_seconds() == exam.duration_minutes * 60
    assert len(right_answers(attempt)) == 5
    assert attempt.score == 80


def test_who_is_not_marked_sees_nothing_of_it(exam: Exam, worker: User) -> None:
    attempt = start_attempt(exam=exam, worker=worker)

    assert "aloud.js" not in phone_of(worker).get(f"/attempts/{attempt.pk}/").content.decode()


def test_after_the_start_nothing_is_marked_and_nothing_taken_back(exam: Exam, worker: User, leader: User) -> None:
    marked = mark(exam, worker, leader)
    start_attempt(exam=exam, worker=worker)

    with pytest.raises(AlreadyStarted):
        mark(exam, worker, leader, "后来补的")
    with pytest.raises(AlreadyStarted):
        unmark_assisted(assistance=marked, by=leader)
    assert Assistance.objects.get().reason == "识字不多"


def test_before_the_start_the_later_word_stands_and_can_be_taken_back(exam: Exam, worker: User, leader: User) -> None:
    mark(exam, worker, leader)
    other = UserFactory()
    marked = mark(exam, worker, other, "眼睛不好")

    assert Assistance.objects.get().helper == other
    unmark_assisted(assistance=marked, by=leader)
    assert not Assistance.objects.exists()
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {"attempt.assist", "attempt.unassist"}


@pytest.mark.parametrize("reason", ["", "  ", "长" * 101])
def test_there_is_a_reason_of_a_few_words(exam: Exam, worker: User, leader: User, reason: str) -> None:
    with pytest.raises(Refused):
        mark(exam, worker, leader, reason)


def test_nobody_reads_to_himself(exam: Exam, worker: User) -> None:
    with pytest.raises(Refused):
        mark(exam, worker, worker)


# at the desk


def send(client: Client, exam: Exam, worker: User, reader: User) -> int:
    said = {"place": worker.memberships.get().pk, "reader": reader.pk, "reason": "识字不多"}
    return client.post(f"/desk/exams/{exam.pk}/assisted/", said).status_code


def test_a_leader_finds_his_worker_by_number_or_name_and_marks_him(exam: Exam, worker: User, leader: User) -> None:
    client, place = desk_of(leader), worker.memberships.get()

    for who in (place.employee_no, worker.name):
        page = client.get(f"/desk/exams/{exam.pk}/assisted/", {"who": who}).content.decode()
        assert f'name="place" value="{place.pk}"' in page
    assert send(client, exam, worker, leader) == 302
    assert Assistance.objects.get().marked_by == leader


def test_a_leader_marks_nobody_of_another_team_and_names_no_reader_from_elsewhere(
    county: County, exam: Exam, worker: User, leader: User
) -> None:
    client = desk_of(leader)
    stranger = MembershipFactory(unit=county.other_team).user
    neighbour = staff(Role.SAFETY_OFFICER, county.neighbour)

    assert send(client, exam, stranger, leader) == 404
    assert send(client, exam, worker, neighbour) == 404
    assert send(desk_of(neighbour), exam, worker, neighbour) == 404
    assert send(desk_of(staff(Role.INSPECTOR, county.bureau)), exam, worker, leader) == 403
    assert not Assistance.objects.exists()


def test_results_and_their_file_say_how_it_was_sat(county: County, exam: Exam, worker: User, leader: User) -> None:
    mark(exam, worker, leader)
    sit_on(exam, worker, is_kiosk=True)
    client = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    page = client.get(f"/desk/exams/{exam.pk}/")

    [attempt] = [one for one in page.context["page"] if one.worker_id == worker.pk]
    assert (attempt.assistance.helper, attempt.was_at_kiosk, attempt.had_late_answers) == (leader, True, False)
    assert READER in page.content.decode()
