"""A whole import goes out of the bank again, as long as nothing rests on any of its questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import ForeignObjectRel
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exams.contents import draft_of
from exams.errors import ImportStands
from exams.holds import what_holds
from exams.models import (
    Correction,
    DailyTen,
    ExamState,
    LeftPair,
    MockExam,
    PaperQuestion,
    PracticeAnswer,
    PrintedForm,
    Question,
    QuestionBank,
    QuestionDoubt,
    QuestionFigures,
    QuestionImport,
    QuestionState,
    QuestionVersion,
    VersionPicture,
    WrongQuestion,
)
from exams.services.copying import copy_questions
from exams.services.questions import revise_question
from exams.services.undoing import undo_import
from exams.tasks import check_questions, write_question_import
from organizations.models import AuditEntry, ImportState, Role
from organizations.models.append_only import AppendOnly
from tests.factories.exams import (
    AttemptFactory,
    ExamFactory,
    PaperFactory,
    PaperPartFactory,
    QuestionBankFactory,
    QuestionFactory,
)
from tests.factories.organizations import County, UserFactory, desk_of, staff
from tests.factories.pictures import show
from tests.factories.workbooks import upload, workbook

pytestmark = pytest.mark.django_db
HEADINGS = ("试题类型", "题目内容", "题目选项", "题目答案")
ROWS = (
    ("单选题", "发现险情先怎么办？", "A.继续干##B.撤出去", "B"),
    ("判断题", "下井前要检查矿灯。", "", "对"),
    ("多选题", "哪些要随身带？", "A.自救器##B.矿灯##C.香烟", "AB"),
)


def imported(bank: QuestionBank) -> QuestionImport:
    record = QuestionImport.objects.create(bank=bank, filename="题.xlsx", file=upload(workbook([HEADINGS, *ROWS])))
    check_questions(record.pk)
    QuestionImport.objects.filter(pk=record.pk).update(state=ImportState.WRITING)
    write_question_import(record.pk, accept_good=False)
    record.refresh_from_db()
    assert record.state == ImportState.DONE
    return record


def page(client: Client, record: QuestionImport, name: str) -> str:
    return client.get(reverse(f"admin_question_imports:{name}", args=(record.pk,))).content.decode()


def test_all_its_questions_go_and_nothing_else_does(bank: QuestionBank) -> None:
    other = QuestionFactory(bank=bank)
    record, by = imported(bank), UserFactory()

    assert undo_import(record=record, by=by) == len(ROWS)

    record.refresh_from_db()
    assert list(Question.objects.all()) == [other]
    assert list(QuestionVersion.objects.all()) == [other.current]
    assert (record.state, record.undone_by) == (ImportState.UNDONE, by)
    entry = AuditEntry.objects.get(action="questions.undo_import")
    assert (entry.unit, entry.actor, entry.detail) == (bank.owner, by, {"questions": len(ROWS)})


def test_the_same_file_can_be_imported_again_and_an_import_is_taken_back_once(bank: QuestionBank) -> None:
    record = imported(bank)
    undo_import(record=record, by=None)

    again = imported(bank)

    assert again.questions.count() == len(ROWS)
    with pytest.raises(ImportStands):
        undo_import(record=record, by=None)
    assert again.questions.count() == len(ROWS)


def test_where_its_questions_show_pictures_is_forgotten_with_them_and_no_other_place_is(bank: QuestionBank) -> None:
    kept = show(QuestionFactory(bank=bank))
    record = imported(bank)
    for question in record.questions.select_related("current"):
        show(question)
    assert VersionPicture.objects.count() == 1 + len(ROWS)

    assert undo_import(record=record, by=None) == len(ROWS)

    assert list(VersionPicture.objects.all()) == [kept]
    with pytest.raises(AppendOnly):
        VersionPicture.objects.all().delete()


def test_what_was_put_into_use_but_not_asked_yet_goes_as_well(bank: QuestionBank) -> None:
    record = imported(bank)
    record.questions.update(state=QuestionState.IN_USE)

    assert undo_import(record=record, by=None) == len(ROWS)


def words(question: Question) -> QuestionVersion:
    return question.versions.get()


def _seat(question: Question) -> None:
    AttemptFactory(paper=[[question.current_id, ["A", "B"], "2"]], drawn_at=timezone.now())


def _form(question: Question) -> None:
    paper = [[question.current_id, ["A", "B"], "2"]]
    PrintedForm.objects.create(exam=ExamFactory(), letter="A", code="7K3M-92QF", paper=paper, seed=1)


def _fixed(question: Question) -> None:
    PaperQuestion.objects.create(paper=PaperFactory(is_fixed=True), version=words(question), points=2, place=1)


def _ten(question: Question) -> None:
    paper = [[question.current_id, ["A", "B"], "1"]]
    DailyTen.objects.create(worker=UserFactory(), day=timezone.localdate(), paper=paper)


def _mock(question: Question) -> None:
    MockExam.objects.create(worker=UserFactory(), paper=[[question.current_id, ["A", "B"], "5"]])


def _answer(question: Question) -> None:
    PracticeAnswer.objects.create(
        worker=UserFactory(),
        version=words(question),
        occasion="6d0f2f2a-51a4-4bd3-9b0e-3a7f6c1d2e4b",
        is_right=True,
        answer=["B"],
    )


def _book(question: Question) -> None:
    WrongQuestion.objects.create(worker=UserFactory(), question=question, due_on=timezone.localdate())


def _copy(question: Question) -> None:
    copy_questions(questions=Question.objects.filter(pk=question.pk), bank=QuestionBankFactory(), by=None)


def _doubt(question: Question) -> None:
    QuestionDoubt.objects.create(version=words(question), worker=UserFactory(), text="答案不对？")


def _edit(question: Question) -> None:
    revise_question(question=question, draft=draft_of(question), by=None)


def _open(question: Question) -> None:
    Question.objects.filter(pk=question.pk).update(state=QuestionState.IN_USE)
    ExamFactory(state=ExamState.PUBLISHED, paper=PaperPartFactory(bank=question.bank).paper)


USES = (_seat, _form, _fixed, _ten, _mock, _answer, _book, _copy, _doubt, _edit, _open)


@pytest.mark.parametrize("use", USES, ids=lambda use: use.__name__.strip("_"))
def test_one_question_that_something_rests_on_holds_them_all(
    bank: QuestionBank, officer: Client, use: Callable[[Question], None]
) -> None:
    record = imported(bank)
    use(record.questions.order_by("pk")[1])

    [held] = what_holds(record)
    said = page(officer, record, "undo")
    answer = officer.post(reverse("admin_question_imports:undo", args=(record.pk,)), follow=True).content.decode()

    assert "1" in held
    assert held in said
    assert held in answer
    assert f"?origin={record.pk}" in said
    assert record.questions.count() == len(ROWS)
    with pytest.raises(ImportStands, match=held):
        undo_import(record=record, by=None)


def test_whatever_points_at_a_question_is_asked_about() -> None:
    pointing = {
        (relation.related_model, relation.field.name)
        for model in (Question, QuestionVersion)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
    }

    assert pointing == {
        (Question, "current"),
        (Question, "copied_from"),
        (Question.post_kinds.through, "question"),
        (QuestionVersion, "question"),
        (PaperQuestion, "version"),
        (PracticeAnswer, "version"),
        (QuestionDoubt, "version"),
        (WrongQuestion, "question"),
        (Correction, "version"),  # of an exam that was sat: its seats hold the question already
        (QuestionFigures, "version"),  # so do those of an exam whose answers were counted
        (VersionPicture, "version"),  # goes with the question
        (LeftPair, "one"),  # so does a pair
        (LeftPair, "other"),
    }


def test_papers_made_before_the_file_came_are_not_looked_at_again_however_many(
    bank: QuestionBank, django_assert_max_num_queries: Any
) -> None:
    record = imported(bank)
    AttemptFactory.create_batch(3, paper=[[0, ["A"], "2"]], drawn_at=record.uploaded_at - timedelta(days=1))

    with django_assert_max_num_queries(14):
        assert what_holds(record) == []


def test_the_button_stands_on_what_is_written_and_the_page_says_afterwards_who_took_it_back(
    bank: QuestionBank, officer: Client
) -> None:
    record = imported(bank)
    address = reverse("admin_question_imports:undo", args=(record.pk,))

    assert address in page(officer, record, "detail")
    assert ROWS[0][1] in page(officer, record, "undo")
    officer.post(address)

    record.refresh_from_db()
    after = page(officer, record, "detail")
    assert record.undone_by is not None
    assert record.undone_by.name in after
    assert address not in after
    assert not Question.objects.exists()


def test_a_neighbours_import_is_neither_shown_nor_taken_back(county: County, bank: QuestionBank) -> None:
    record = imported(bank)
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    address = reverse("admin_question_imports:undo", args=(record.pk,))

    assert neighbour.get(address).status_code == 404
    assert neighbour.post(address).status_code == 404
    assert record.questions.count() == len(ROWS)


def test_the_questions_of_one_import_are_found_by_their_file(bank: QuestionBank, officer: Client) -> None:
    QuestionFactory(bank=bank, stem="别处来的题？")
    record = imported(bank)

    listed = officer.get(reverse("admin_questions:index"), {"origin": str(record.pk)}).content.decode()

    assert ROWS[0][1] in listed
    assert "别处来的题" not in listed
