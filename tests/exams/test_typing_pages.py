"""Typing answer sheets at the desk: nobody types in vain, and what is asked for one number is said of one number."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from exams.models import Attempt, Exam, PrintedForm, QuestionKind
from exams.printing.sheet import sheet_of
from exams.printing.typed import TypedPart, read_part
from exams.services.printed_forms import make_forms
from exams.services.typed_sheets import type_sheet
from organizations.errors import Refused
from organizations.models import Role, User
from tests.factories.exams import ExamFactory, PaperFactory, PaperPartFactory, QuestionFactory
from tests.factories.organizations import County, desk_of, staff
from tests.factories.sittings import a_worker, an_exam

pytestmark = pytest.mark.django_db
ANSWERS = [["A"], ["A"], ["A"], ["A"], ["A"]]


@pytest.fixture
def exam(county: County, worker: User) -> Exam:
    made = an_exam(county.enterprise)
    make_forms(exam=made, by=None)
    return made


@pytest.fixture
def officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def form_a(exam: Exam) -> PrintedForm:
    return PrintedForm.objects.select_related("exam__owner").get(exam=exam, letter="A")


def page_of(exam: Exam, worker: User) -> str:
    return reverse("exams:type_sheet", args=(exam.pk, "A", worker.pk))


def refused(desk: Client, address: str) -> str:
    answer = desk.get(address, follow=True)
    assert answer.redirect_chain
    return " ".join(str(message) for message in answer.context["messages"])


def test_who_typed_a_sheet_before_is_told_so_before_he_types_it_again(exam: Exam, worker: User, officer: User) -> None:
    assert desk_of(officer).get(page_of(exam, worker)).status_code == 200
    type_sheet(form=form_a(exam), worker=worker, answers=ANSWERS, by=officer)

    assert refused(desk_of(officer), page_of(exam, worker))


def test_a_sheet_that_is_taken_in_opens_no_blank_form(exam: Exam, worker: User, officer: User, head: User) -> None:
    for clerk in (officer, head):
        type_sheet(form=form_a(exam), worker=worker, answers=ANSWERS, by=clerk)

    assert Attempt.objects.get(worker=worker).score is not None
    assert refused(desk_of(officer), page_of(exam, worker))


def test_what_two_people_read_differently_is_no_green_message(
    exam: Exam, worker: User, officer: User, head: User
) -> None:
    type_sheet(form=form_a(exam), worker=worker, answers=ANSWERS, by=officer)

    told = desk_of(head).post(page_of(exam, worker), {"part0": "-----"}, follow=True)

    assert [message.level_tag for message in told.context["messages"]] == ["warning"]


def test_settling_asks_for_one_answer_of_each_number_in_one_line(
    exam: Exam, worker: User, officer: User, head: User
) -> None:
    other = [*ANSWERS[:4], []]
    for clerk, answers in ((officer, ANSWERS), (head, other)):
        type_sheet(form=form_a(exam), worker=worker, answers=answers, by=clerk)

    page = desk_of(officer).get(reverse("exams:settle_sheet", args=(exam.pk, worker.pk))).content.decode()

    assert "ACB-D" not in page
    assert "<textarea" not in page


@pytest.mark.parametrize("kind", [QuestionKind.SINGLE, QuestionKind.FILL])
def test_too_much_for_one_number_is_said_of_that_number_alone(kind: str) -> None:
    part = TypedPart(kind, 5, (("A", "B"),))

    with pytest.raises(Refused) as refusal:
        read_part(part, "A\nB")
    assert str(refusal.value).count("6") == 1


def test_the_key_gives_a_number_with_its_tolerance(county: County) -> None:
    paper = PaperFactory(owner=county.enterprise)
    part = PaperPartFactory(paper=paper, bank__owner=county.enterprise, kind=QuestionKind.FILL, count=1, points=100)
    QuestionFactory(bank=part.bank, number=True)
    made = ExamFactory(owner=county.enterprise, paper=paper)
    a_worker(county.team)
    make_forms(exam=made, by=None)

    assert [question.right for question in sheet_of(form_a(made), "").questions] == ["1.5±0.1 米"]
