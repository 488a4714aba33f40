"""Answers that came in a file: entered once, late, with a reason, by two people, and never against a newer answer."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from exams.errors import AnswerFileRefused, NotApproved
from exams.models import AnswerEvent, AnswerFile, Attempt, Exam, GradingCause, Step
from exams.services.answer_files import take_in
from exams.services.sittings import start_attempt, submit_attempt, sweep, void_attempt
from organizations.models import AuditEntry, Outcome, Role, User
from tests.factories.answer_files import after, bring, brought, enter, file_of
from tests.factories.organizations import County, MembershipFactory, staff
from tests.factories.sittings import an_exam, right_answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HOUR = timedelta(hours=1)


@pytest.fixture
def officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def test_within_the_grace_one_person_with_a_reason_enters_a_file(attempt: Attempt, officer: User) -> None:
    with time_machine.travel(after(attempt, timedelta(minutes=10))):
        sweep()
        step = enter(bring(attempt, file_of(attempt, right_answers(attempt)), officer), officer)

    attempt.refresh_from_db()
    assert (step.step, step.new_answers) == (Step.ENTERED, 5)
    assert attempt.score == Decimal(100)
    assert attempt.finished_at == attempt.deadline
    assert [grading.cause for grading in attempt.gradings.all()] == [GradingCause.DEADLINE, GradingCause.LATE_ANSWERS]


def test_every_answer_from_a_file_is_marked_late_and_with_its_file(attempt: Attempt, officer: User) -> None:
    kept = bring(attempt, file_of(attempt, {0: ["A"]}), officer)

    enter(kept, officer)

    event = AnswerEvent.objects.get(attempt=attempt)
    assert (event.is_late, event.answer_file) == (True, kept)


def test_after_the_grace_it_takes_two_people(attempt: Attempt, officer: User, head: User) -> None:
    with time_machine.travel(after(attempt, 2 * HOUR)):
        sweep()
        kept = bring(attempt, file_of(attempt, right_answers(attempt)), officer)
        assert enter(kept, officer).step == Step.ASKED
        attempt.refresh_from_db()
        assert attempt.score == 0
        with pytest.raises(NotApproved):
            enter(kept, officer)
        assert enter(kept, head, reason="").step == Step.ENTERED

    attempt.refresh_from_db()
    assert attempt.score == Decimal(100)
    done = list(
        AuditEntry.objects.filter(action__startswith="answer_file").order_by("pk").values_list("action", "actor")
    )
    assert done == [
        ("answer_file.take_in", officer.pk),
        ("answer_file.asked", officer.pk),
        ("answer_file.entered", head.pk),
    ]


def test_after_the_days_of_the_exam_a_file_is_refused(attempt: Attempt, officer: User) -> None:
    with time_machine.travel(after(attempt, timedelta(days=7, minutes=1))):
        sweep()
        with pytest.raises(AnswerFileRefused, match="7 days"):
            bring(attempt, file_of(attempt, {0: ["A"]}), officer)


def test_a_file_brought_in_time_can_be_entered_by_the_second_person_later(
    attempt: Attempt, officer: User, head: User
) -> None:
    with time_machine.travel(after(attempt, timedelta(days=6))):
        sweep()
        kept = bring(attempt, file_of(attempt, {0: ["A"]}), officer)
        enter(kept, officer)
    with time_machine.travel(after(attempt, timedelta(days=9))):
        assert enter(kept, head).step == Step.ENTERED


def test_the_same_file_twice_is_one_file_and_enters_once(attempt: Attempt, officer: User) -> None:
    content = file_of(attempt, {0: ["A"]})
    kept = bring(attempt, content, officer)
    again, is_new = take_in(
        exam=attempt.exam, attempts=Attempt.objects.all(), brought=brought(content, "again.txt"), by=officer
    )
    enter(kept, officer)

    assert (again.pk, is_new) == (kept.pk, False)
    with pytest.raises(AnswerFileRefused, match="entered before"):
        enter(again, officer)
    assert AnswerEvent.objects.filter(attempt=attempt).count() == 1


def test_a_file_without_a_reason_is_not_entered(attempt: Attempt, officer: User) -> None:
    kept = bring(attempt, file_of(attempt, {0: ["A"]}), officer)

    with pytest.raises(AnswerFileRefused, match="Say why"):
        enter(kept, officer, reason="  ")


def test_nobody_brings_in_his_own_answers(exam: Exam, county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    MembershipFactory(user=officer, unit=county.team)
    own = start_attempt(exam=exam, worker=officer)

    with pytest.raises(NotApproved):
        enter(bring(own, file_of(own, {0: ["A"]}), officer), officer)


def test_a_handed_in_sitting_takes_no_file(attempt: Attempt, officer: User) -> None:
    submit_attempt(attempt=attempt)

    with pytest.raises(AnswerFileRefused, match="handed in before"):
        bring(attempt, file_of(attempt, {0: ["A"]}), officer)


def test_a_sitting_voided_in_between_takes_no_file_any_more(attempt: Attempt, officer: User, head: User) -> None:
    kept = bring(attempt, file_of(attempt, {0: ["A"]}), officer)
    void_attempt(attempt=attempt, reason="替考", by=officer, approved_by=head)

    with pytest.raises(AnswerFileRefused, match="not open"):
        enter(kept, officer)
    assert not AnswerEvent.objects.filter(attempt=attempt).exists()


def test_a_file_of_another_exam_or_of_strangers_is_refused_by_name(
    attempt: Attempt, officer: User, county: County
) -> None:
    other, content = an_exam(county.enterprise), file_of(attempt, {0: ["A"]})

    with pytest.raises(AnswerFileRefused, match=r"^答卷-0217.txt：.*another exam"):
        take_in(exam=other, attempts=Attempt.objects.all(), brought=brought(content), by=officer)
    with pytest.raises(AnswerFileRefused, match="your people"):
        take_in(exam=attempt.exam, attempts=Attempt.objects.none(), brought=brought(content), by=officer)
    assert not AnswerFile.objects.exists()
    refused = AuditEntry.objects.filter(action="answer_file.refuse", outcome=Outcome.REFUSED, actor=officer)
    assert refused.count() == 2


def test_a_kept_file_that_was_changed_on_the_server_is_not_entered(attempt: Attempt, officer: User) -> None:
    kept = bring(attempt, file_of(attempt, {0: ["A"]}), officer)
    with kept.file.storage.open(str(kept.file), "wb") as file:
        file.write(file_of(attempt, {0: ["B"]}))

    with pytest.raises(AnswerFileRefused, match="not as it was brought"):
        enter(kept, officer)
