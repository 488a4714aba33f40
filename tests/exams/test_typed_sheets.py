"""Answer sheets on paper: read by two people on their own accounts, compared, settled, graded by the journal."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from exams.errors import NotApproved, SheetRefused, Unreadable
from exams.models import (
    AnswerEvent,
    Attempt,
    AttemptState,
    Exam,
    PrintedForm,
    QuestionKind,
    QuestionVersion,
    SubmittedBy,
    TypedSheet,
)
from exams.printing.typed import TypedPart, parts_of_form, read_part, shown
from exams.services.journal import record_events
from exams.services.papers import prepare_papers
from exams.services.printed_forms import make_forms
from exams.services.sittings import start_attempt
from exams.services.typed_sheets import settle_sheet, start_over, type_sheet
from organizations.models import AuditEntry, Role, User
from tests.factories.exams import ExamFactory, PaperFactory, PaperPartFactory, QuestionFactory
from tests.factories.organizations import County, desk_of, phone_of, staff, worker_of
from tests.factories.sittings import an_event

KEYS = ("B", "D", "A", "C")  # as shown: letter A is key B


def part_of(kind: str, number: int = 3, keys: tuple[str, ...] = KEYS) -> TypedPart:
    return TypedPart(kind, 0, (("T", "F") if kind == QuestionKind.TRUE_FALSE else keys,) * number)


@pytest.mark.parametrize(
    ("kind", "text", "answers"),
    [
        ("single", "ABD", [["B"], ["D"], ["C"]]),
        ("single", " a, b d", [["B"], ["D"], ["C"]]),
        ("single", "ＡＢ－", [["B"], ["D"], []]),
        ("multiple", "AD,B,abc", [["B", "C"], ["D"], ["A", "B", "D"]]),
        ("multiple", "DA B —", [["B", "C"], ["D"], []]),
        ("true_false", "对错对", [["T"], ["F"], ["T"]]),
        ("true_false", "√×-", [["T"], ["F"], []]),
        ("true_false", "正确 错误 正确", [["T"], ["F"], ["T"]]),
        ("order", "BADC,ABCD,-", [["D", "B", "C", "A"], ["B", "D", "A", "C"], []]),
    ],
)
def test_a_line_is_read_the_way_clerks_type(kind: str, text: str, answers: list[list[str]]) -> None:
    assert read_part(part_of(kind), text) == answers


def test_words_are_read_one_line_a_question() -> None:
    assert read_part(part_of("fill", keys=()), "30 米\n-\n停电") == [["30 米"], [], ["停电"]]


@pytest.mark.parametrize(
    ("kind", "text", "named"),
    [
        ("single", "AB", "2"),
        ("single", "ABCD", "4"),
        ("single", "ABF", "F"),
        ("single", "AB?", "?"),
        ("multiple", "AD,B", "2"),
        ("multiple", "AA,B,C", "AA"),
        ("true_false", "对错A", "A"),
        ("order", "BAXC,ABCD,-", "BAXC"),
    ],
)
def test_what_can_not_be_is_sent_back_and_named(kind: str, text: str, named: str) -> None:
    with pytest.raises(Unreadable, match=f"[“ ]?{named.replace('?', '[?]')}"):
        read_part(part_of(kind), text)


@given(st.data(), st.sampled_from(["single", "multiple", "true_false", "order"]))
def test_what_is_shown_of_an_answer_is_read_as_the_same_answer(data: st.DataObject, kind: str) -> None:
    part = part_of(kind, 1)
    most = len(part.keys[0]) if kind in {"multiple", "order"} else 1
    answer = data.draw(st.lists(st.sampled_from(part.keys[0]), max_size=most, unique=True))
    answer = answer if kind == "order" else sorted(answer)

    assert read_part(part, shown(part, 0, answer)) == [answer]


@pytest.fixture
def exam(county: County) -> Exam:
    """Four single choices, two with several right ones, two to be judged; forms are made, one worker has a seat."""
    paper = PaperFactory(owner=county.enterprise)
    part = PaperPartFactory(paper=paper, bank__owner=county.enterprise, count=4, points=10)
    QuestionFactory.create_batch(4, bank=part.bank)
    for kind, count, points in (("multiple", 2, 20), ("true_false", 2, 10)):
        PaperPartFactory(paper=paper, bank=part.bank, kind=kind, count=count, points=points)
        QuestionFactory.create_batch(count, bank=part.bank, **{kind: True})
    made: Exam = ExamFactory(owner=county.enterprise, paper=paper)
    make_forms(exam=made, by=None)
    return made


@pytest.fixture
def worker(county: County, exam: Exam) -> User:
    person = worker_of(county.team)
    prepare_papers(exam=exam)
    return person


@pytest.fixture
def clerks(county: County) -> tuple[User, User]:
    return staff(Role.SAFETY_OFFICER, county.enterprise), staff(Role.ENTERPRISE_HEAD, county.enterprise)


def form_b(exam: Exam) -> PrintedForm:
    return PrintedForm.objects.select_related("exam").get(exam=exam, letter="B")


def right_on(form: PrintedForm) -> list[list[str]]:
    keys = dict(QuestionVersion.objects.values_list("pk", "answer"))
    return [sorted(keys[line[0]]) for line in form.paper]


def lines_of(form: PrintedForm, answers: list[list[str]]) -> dict[str, str]:
    """What a clerk types of these answers, by the names of the fields."""
    parts = parts_of_form(form.paper, dict(QuestionVersion.objects.values_list("pk", "question__kind")))
    return {
        part.name: ",".join(shown(part, n, answers[part.first + n]) for n in range(len(part.keys))) for part in parts
    }


@pytest.mark.django_db
def test_when_two_people_read_the_same_the_sheet_is_graded_by_its_journal(
    exam: Exam, worker: User, clerks: tuple[User, User]
) -> None:
    form = form_b(exam)
    answers = right_on(form)
    answers[0] = []

    first = type_sheet(form=form, worker=worker, answers=answers, by=clerks[0])
    graded = type_sheet(form=form, worker=worker, answers=answers, by=clerks[1])

    assert first is None
    assert graded is not None
    attempt = Attempt.objects.get(worker=worker)
    assert attempt.state == AttemptState.GRADED
    assert attempt.submitted_by == SubmittedBy.PAPER
    assert attempt.score == 90
    assert attempt.paper == form.paper
    assert attempt.receipt
    assert AnswerEvent.objects.filter(attempt=attempt).count() == 7
    assert set(TypedSheet.objects.values_list("by", flat=True)) == {clerk.pk for clerk in clerks}
    assert attempt.gradings.get().score == 90


@pytest.mark.django_db
def test_what_was_written_and_what_was_put_in_order_is_graded_as_from_a_phone(
    county: County, clerks: tuple[User, User]
) -> None:
    paper = PaperFactory(owner=county.enterprise)
    written = PaperPartFactory(paper=paper, bank__owner=county.enterprise, kind="fill", count=1, points=50)
    PaperPartFactory(paper=paper, bank=written.bank, kind="order", count=1, points=50)
    QuestionFactory(bank=written.bank, kind="fill", options=[], answer=["30"], tolerance=1, unit="米")
    QuestionFactory(bank=written.bank, kind="order", answer=["C", "A", "D", "B"])
    exam = ExamFactory(owner=county.enterprise, paper=paper)
    make_forms(exam=exam, by=None)
    worker, form = worker_of(county.team), form_b(exam)
    prepare_papers(exam=exam)
    steps = "".join("ABCD"[form.paper[1][1].index(key)] for key in ("C", "A", "D", "B"))

    for clerk in clerks:
        desk_of(clerk).post(typing_page(exam, worker), {"part0": "30.5米", "part1": steps})

    assert Attempt.objects.get(worker=worker).score == 100


@pytest.mark.django_db
def test_nobody_can_be_both_people(exam: Exam, worker: User, clerks: tuple[User, User]) -> None:
    form = form_b(exam)
    type_sheet(form=form, worker=worker, answers=right_on(form), by=clerks[0])

    with pytest.raises(NotApproved):
        type_sheet(form=form, worker=worker, answers=right_on(form), by=clerks[0])

    assert Attempt.objects.get(worker=worker).state == AttemptState.PREPARED


@pytest.mark.django_db
def test_where_the_two_differ_a_third_look_settles(exam: Exam, worker: User, clerks: tuple[User, User]) -> None:
    form = form_b(exam)
    right, wrong = right_on(form), right_on(form)
    wrong[0], wrong[5] = [], []
    type_sheet(form=form, worker=worker, answers=right, by=clerks[0])
    assert type_sheet(form=form, worker=worker, answers=wrong, by=clerks[1]) is None

    with pytest.raises(SheetRefused):
        settle_sheet(exam=exam, worker=worker, settled={0: right[0]}, by=clerks[0])
    attempt = settle_sheet(exam=exam, worker=worker, settled={0: right[0], 5: []}, by=clerks[0])

    assert attempt.score == 80
    assert TypedSheet.objects.count() == 3


@pytest.mark.django_db
def test_two_people_who_take_it_for_different_forms_are_told(
    exam: Exam, worker: User, clerks: tuple[User, User]
) -> None:
    form_a = PrintedForm.objects.select_related("exam").get(exam=exam, letter="A")
    type_sheet(form=form_a, worker=worker, answers=right_on(form_a), by=clerks[0])

    with pytest.raises(SheetRefused, match="A"):
        type_sheet(form=form_b(exam), worker=worker, answers=right_on(form_b(exam)), by=clerks[1])
    start_over(exam=exam, worker=worker, by=clerks[1])

    assert not TypedSheet.objects.exists()
    assert AuditEntry.objects.get(action="sheet.start_over").detail["typed"][0]["by"] == clerks[0].pk


@pytest.mark.django_db
def test_who_sat_it_on_the_phone_has_no_sheet_as_well(exam: Exam, worker: User, clerks: tuple[User, User]) -> None:
    start_attempt(exam=exam, worker=worker)

    with pytest.raises(SheetRefused):
        type_sheet(form=form_b(exam), worker=worker, answers=[], by=clerks[0])


@pytest.mark.django_db
def test_what_a_phone_sends_to_a_sitting_on_paper_changes_nothing_and_the_receipt_says_it_was_typed(
    exam: Exam, worker: User, clerks: tuple[User, User]
) -> None:
    form = form_b(exam)
    for clerk in clerks:
        type_sheet(form=form, worker=worker, answers=right_on(form), by=clerk)
    attempt = Attempt.objects.get(worker=worker)
    before = AnswerEvent.objects.filter(attempt=attempt).count()

    said = record_events(attempt_id=attempt.pk, device=uuid4(), events=[an_event(0, 0, [])])
    receipt = phone_of(worker).get(reverse("exams:receipt", args=(attempt.pk,))).content.decode()

    assert list(said.refused) == [0]
    assert AnswerEvent.objects.filter(attempt=attempt).count() == before
    assert str(attempt.receipt) in receipt
    assert "时间到" not in receipt


@pytest.mark.django_db
def test_a_sheet_that_is_graded_is_not_typed_again(exam: Exam, worker: User, clerks: tuple[User, User]) -> None:
    form = form_b(exam)
    for clerk in clerks:
        type_sheet(form=form, worker=worker, answers=right_on(form), by=clerk)

    with pytest.raises(SheetRefused):
        type_sheet(form=form, worker=worker, answers=right_on(form), by=clerks[0])
    with pytest.raises(SheetRefused):
        start_over(exam=exam, worker=worker, by=clerks[0])
    with pytest.raises(SheetRefused):
        settle_sheet(exam=exam, worker=worker, settled={}, by=clerks[0])

    assert Attempt.objects.get(worker=worker).gradings.count() == 1


@pytest.mark.django_db
def test_before_the_exam_has_begun_there_is_no_sheet(exam: Exam, worker: User, clerks: tuple[User, User]) -> None:
    with time_machine.travel(exam.opens_at.replace(year=exam.opens_at.year - 1)), pytest.raises(SheetRefused):
        type_sheet(form=form_b(exam), worker=worker, answers=[], by=clerks[0])


def typing_page(exam: Exam, worker: User) -> str:
    return reverse("exams:type_sheet", args=(exam.pk, "B", worker.pk))


@pytest.mark.django_db
def test_a_clerk_finds_the_sheet_by_number_and_types_it_in_lines(
    exam: Exam, worker: User, clerks: tuple[User, User]
) -> None:
    form, seat = form_b(exam), Attempt.objects.get(worker=worker)
    first, second = desk_of(clerks[0]), desk_of(clerks[1])
    found: Any = first.get(reverse("exams:sheets", args=(exam.pk,)), {"form": "B", "number": seat.employee_no})
    assert found.url == typing_page(exam, worker)

    first.post(found.url, lines_of(form, right_on(form)))
    blind = second.get(typing_page(exam, worker)).content.decode()
    for text in lines_of(form, right_on(form)).values():
        assert f'value="{text}"' not in blind
    second.post(found.url, lines_of(form, right_on(form)))

    seat.refresh_from_db()
    assert seat.score == 100
    assert seat.submitted_by == SubmittedBy.PAPER


@pytest.mark.django_db
def test_a_line_that_can_not_be_keeps_what_was_typed_and_nothing_is_kept(
    exam: Exam, worker: User, clerks: tuple[User, User]
) -> None:
    form = form_b(exam)
    typed = {**lines_of(form, right_on(form)), "part0": "ABZ"}

    answer = desk_of(clerks[0]).post(typing_page(exam, worker), typed)

    assert answer.status_code == 200
    assert 'value="ABZ"' in answer.content.decode()
    assert not TypedSheet.objects.exists()


@pytest.mark.django_db
def test_the_page_that_settles_shows_both_readings_and_grades(
    exam: Exam, worker: User, clerks: tuple[User, User]
) -> None:
    form = form_b(exam)
    other = right_on(form)
    other[0] = []
    type_sheet(form=form, worker=worker, answers=right_on(form), by=clerks[0])
    type_sheet(form=form, worker=worker, answers=other, by=clerks[1])
    officer = desk_of(clerks[0])
    page = reverse("exams:settle_sheet", args=(exam.pk, worker.pk))

    shown_page = officer.get(page).content.decode()
    officer.post(page, {"part0": lines_of(form, right_on(form))["part0"][0]})

    assert shown_page.count('class="field"') == 1
    assert Attempt.objects.get(worker=worker).score == 100


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["sheets", "type_sheet", "settle_sheet", "sheet_again"])
def test_a_neighbours_sheets_are_not_found(exam: Exam, worker: User, county: County, view: str) -> None:
    neighbour: Client = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    arguments = {"sheets": (exam.pk,), "type_sheet": (exam.pk, "B", worker.pk)}.get(view, (exam.pk, worker.pk))
    address = reverse(f"exams:{view}", args=arguments)

    assert neighbour.get(address).status_code in {404, 405}
    assert neighbour.post(address).status_code in {404, 405}
    assert not TypedSheet.objects.exists()
