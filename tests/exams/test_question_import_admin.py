"""A file of questions through the admin: the same way in as a roster, limited to banks in reach."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from exams.models import Question, QuestionBank, QuestionImport, QuestionState
from exams.tasks import check_questions, write_question_import
from organizations.models import ImportState, Role
from tests.factories.exams import QuestionBankFactory, QuestionFactory
from tests.factories.organizations import County, desk_of, staff
from tests.factories.workbooks import upload, workbook

pytestmark = pytest.mark.django_db
HEADINGS = ("试题类型", "题目内容", "题目选项", "题目答案")
GOOD = ("单选题", "发现险情先怎么办？", "A.继续干##B.撤出去", "B")
BAD = ("填空题", "甲？", "", "")


def checked(client: Client, bank: QuestionBank, *rows: tuple[str, ...]) -> QuestionImport:
    file = upload(workbook([HEADINGS, *rows]), "题.xlsx")
    client.post(reverse("admin_question_imports:add"), {"bank": bank.pk, "file": file})
    record = QuestionImport.objects.latest("uploaded_at")
    check_questions(record.pk)
    record.refresh_from_db()
    return record


def press(client: Client, record: QuestionImport, rows: str) -> None:
    client.post(reverse("admin_question_imports:write", args=(record.pk,)), {"rows": rows})
    write_question_import(record.pk, rows == "good")
    record.refresh_from_db()


def page(client: Client, record: QuestionImport) -> str:
    return client.get(reverse("admin_question_imports:detail", args=(record.pk,))).content.decode()


def test_the_dry_run_shows_new_questions_duplicates_and_every_bad_row(bank: QuestionBank, officer: Client) -> None:
    QuestionFactory(bank=bank, stem="旧题？")
    record = checked(officer, bank, GOOD, ("单选题", "旧题？", "A.一##B.二", "A"), BAD)

    shown = page(officer, record)

    assert record.report["counts"] == {"added": 1, "duplicates": 1, "near": 0, "within": 0}
    assert "发现险情先怎么办？" in shown
    assert "表“表1”第 4 行" in shown
    assert not Question.objects.filter(current__stem=GOOD[1]).exists()


def test_the_good_rows_are_written_with_the_file_as_their_origin(bank: QuestionBank, officer: Client) -> None:
    record = checked(officer, bank, GOOD, BAD)

    press(officer, record, "all")
    assert record.state == ImportState.CHECKED
    press(officer, record, "good")

    assert record.state == ImportState.DONE
    assert Question.objects.get(bank=bank).origin == record


def test_a_bank_that_changed_since_is_shown_again(bank: QuestionBank, officer: Client) -> None:
    record = checked(officer, bank, GOOD)
    QuestionFactory(bank=bank, stem=GOOD[1])

    press(officer, record, "all")

    assert record.state == ImportState.CHECKED
    assert record.report["notice"]
    assert record.report["counts"] == {"added": 0, "duplicates": 1, "near": 0, "within": 0}


def test_only_banks_in_reach_are_offered_and_taken(county: County, bank: QuestionBank, officer: Client) -> None:
    theirs = QuestionBankFactory(owner=county.neighbour, name="邻矿题库")
    county_bank = QuestionBankFactory(owner=county.bureau, name="县局题库")

    form = officer.get(reverse("admin_question_imports:add")).content.decode()
    for other in (theirs, county_bank):
        file = upload(workbook([HEADINGS, GOOD]))
        officer.post(reverse("admin_question_imports:add"), {"bank": other.pk, "file": file})

    assert "本矿题库" in form
    assert "邻矿题库" not in form
    assert "县局题库" not in form
    assert not QuestionImport.objects.exists()


@pytest.mark.parametrize("view", ["detail", "progress", "write"])
def test_a_neighbours_import_is_not_found(county: County, bank: QuestionBank, officer: Client, view: str) -> None:
    record = checked(officer, bank, GOOD)
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    address = reverse(f"admin_question_imports:{view}", args=(record.pk,))

    answer = neighbour.post(address, {"rows": "all"}) if view == "write" else neighbour.get(address)

    assert answer.status_code == 404
    assert not Question.objects.exists()


def test_what_came_in_is_offered_for_review_until_it_was_reviewed(bank: QuestionBank, officer: Client) -> None:
    record = checked(officer, bank, GOOD)
    press(officer, record, "all")
    address = reverse("admin_question_imports:detail", args=(record.pk,))
    way = f"{reverse('admin_questions:index')}?origin={record.pk}&amp;state={QuestionState.TO_REVIEW}"

    assert way in officer.get(address).text
    assert GOOD[1] in officer.get(way.replace("&amp;", "&")).text
    Question.objects.update(state=QuestionState.IN_USE)
    assert way not in officer.get(address).text
