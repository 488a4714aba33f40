"""Answer sheets on paper: read by two people on their own accounts, compared, settled, graded by the journal."""

from __future__ import annotations

from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from exams.errors import NotApproved, SheetRefused
from exams.models import (
    AnswerEvent,
    Attempt,
    AttemptState,
    Exam,
    PrintedForm,
    SubmittedBy,
    TypedSheet,
)
from exams.services.journal import record_events
from exams.services.sittings import start_attempt
from exams.services.typed_sheets import settle_sheet, start_over, type_sheet
from organizations.models import AuditEntry, User
from tests.factories.organizations import phone_of
from tests.factories.paper_sheets import form_b, right_on
from tests.factories.sittings import an_event


@pytest.mark.django_db
def test_when_two_people_read_the_same_the_sheet_is_graded_by_its_journal(
    printed_exam: Exam, seated: User, clerks: tuple[User, User]
) -> None:
    form = form_b(printed_exam)
    answers = right_on(form)
    answers[0] = []

    first = type_sheet(form=form, worker=seated, answers=answers, by=clerks[0])
    graded = type_sheet(form=form, worker=seated, answers=answers, by=clerks[1])

    assert first is None
    assert graded is not None
    attempt = Attempt.objects.get(worker=seated)
    assert attempt.state == AttemptState.GRADED
    assert attempt.submitted_by == SubmittedBy.PAPER
    assert attempt.score == 90
    assert attempt.paper == form.paper
    assert attempt.receipt
    assert AnswerEvent.objects.filter(attempt=attempt).count() == 7
    assert set(TypedSheet.objects.values_list("by", flat=True)) == {clerk.pk for clerk in clerks}
    assert attempt.gradings.get().score == 90


@pytest.mark.django_db
def test_nobody_can_be_both_people(printed_exam: Exam, seated: User, clerks: tuple[User, User]) -> None:
    form = form_b(printed_exam)
    type_sheet(form=form, worker=seated, answers=right_on(form), by=clerks[0])

    with pytest.raises(NotApproved):
        type_sheet(form=form, worker=seated, answers=right_on(form), by=clerks[0])

    assert Attempt.objects.get(worker=seated).state == AttemptState.PREPARED


@pytest.mark.django_db
def test_where_the_two_differ_a_third_look_settles(printed_exam: Exam, seated: User, clerks: tuple[User, User]) -> None:
    form = form_b(printed_exam)
    right, wrong = right_on(form), right_on(form)
    wrong[0], wrong[5] = [], []
    type_sheet(form=form, worker=seated, answers=right, by=clerks[0])
    assert type_sheet(form=form, worker=seated, answers=wrong, by=clerks[1]) is None

    with pytest.raises(SheetRefused):
        settle_sheet(exam=printed_exam, worker=seated, settled={0: right[0]}, by=clerks[0])
    attempt = settle_sheet(exam=printed_exam, worker=seated, settled={0: right[0], 5: []}, by=clerks[0])

    assert attempt.score == 80
    assert TypedSheet.objects.count() == 3


@pytest.mark.django_db
def test_two_people_who_take_it_for_different_forms_are_told(
    printed_exam: Exam, seated: User, clerks: tuple[User, User]
) -> None:
    form_a = PrintedForm.objects.select_related("exam").get(exam=printed_exam, letter="A")
    type_sheet(form=form_a, worker=seated, answers=right_on(form_a), by=clerks[0])

    with pytest.raises(SheetRefused, match="A"):
        type_sheet(form=form_b(printed_exam), worker=seated, answers=right_on(form_b(printed_exam)), by=clerks[1])
    start_over(exam=printed_exam, worker=seated, by=clerks[1])

    assert not TypedSheet.objects.exists()
    assert AuditEntry.objects.get(action="sheet.start_over").detail["typed"][0]["by"] == clerks[0].pk


@pytest.mark.django_db
def test_who_sat_it_on_the_phone_has_no_sheet_as_well(
    printed_exam: Exam, seated: User, clerks: tuple[User, User]
) -> None:
    start_attempt(exam=printed_exam, worker=seated)

    with pytest.raises(SheetRefused):
        type_sheet(form=form_b(printed_exam), worker=seated, answers=[], by=clerks[0])


@pytest.mark.django_db
def test_what_a_phone_sends_to_a_sitting_on_paper_changes_nothing_and_the_receipt_says_it_was_typed(
    printed_exam: Exam, seated: User, clerks: tuple[User, User]
) -> None:
    form = form_b(printed_exam)
    for clerk in clerks:
        type_sheet(form=form, worker=seated, answers=right_on(form), by=clerk)
    attempt = Attempt.objects.get(worker=seated)
    before = AnswerEvent.objects.filter(attempt=attempt).count()

    said = record_events(attempt_id=attempt.pk, device=uuid4(), events=[an_event(0, 0, [])])
    receipt = phone_of(seated).get(reverse("exams:receipt", args=(attempt.pk,))).content.decode()

    assert list(said.refused) == [0]
    assert AnswerEvent.objects.filter(attempt=attempt).count() == before
    assert str(attempt.receipt) in receipt
    assert "时间到" not in receipt


@pytest.mark.django_db
def test_a_sheet_that_is_graded_is_not_typed_again(printed_exam: Exam, seated: User, clerks: tuple[User, User]) -> None:
    form = form_b(printed_exam)
    for clerk in clerks:
        type_sheet(form=form, worker=seated, answers=right_on(form), by=clerk)

    with pytest.raises(SheetRefused):
        type_sheet(form=form, worker=seated, answers=right_on(form), by=clerks[0])
    with pytest.raises(SheetRefused):
        start_over(exam=printed_exam, worker=seated, by=clerks[0])
    with pytest.raises(SheetRefused):
        settle_sheet(exam=printed_exam, worker=seated, settled={}, by=clerks[0])

    assert Attempt.objects.get(worker=seated).gradings.count() == 1


@pytest.mark.django_db
def test_before_the_exam_has_begun_there_is_no_sheet(
    printed_exam: Exam, seated: User, clerks: tuple[User, User]
) -> None:
    with (
        time_machine.travel(printed_exam.opens_at.replace(year=printed_exam.opens_at.year - 1)),
        pytest.raises(SheetRefused),
    ):
        type_sheet(form=form_b(printed_exam), worker=seated, answers=[], by=clerks[0])
