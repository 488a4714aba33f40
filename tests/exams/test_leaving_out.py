"""What a person leaves out of a file: similar questions, bad rows; and bad rows mended once the rest is in the bank."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from exams.models import Question, QuestionBank, QuestionImport
from organizations.models import ImportState
from tests.factories.exams import QuestionFactory
from tests.factories.question_files import address, check, hand_in, page, press
from tests.factories.workbooks import workbook

pytestmark = pytest.mark.django_db
HEADINGS = ("题型", "题目", "选项A", "选项B", "答案")
HELD, TWIN = "进入有限空间作业前，应当先做什么？", "进入有限空间作业之前应当先做什么？"
LIKE = ("单选", TWIN, "检测气体", "抽支烟", "A")
OTHER = ("判断", "检修时要停机。", "", "", "对")
FILLED = ("填空", "井下每班至少几人？", "", "", "2；两")
BAD = ("判断", "检修时可以不停机。", "", "", "看情况")
BAD_ROW = "题.xlsx:表1:4"


@pytest.fixture
def record(officer: Client, bank: QuestionBank) -> QuestionImport:
    QuestionFactory(bank=bank, stem=HELD)
    return hand_in(officer, bank, workbook([HEADINGS, LIKE, OTHER, BAD, FILLED]), "题.xlsx")


def send(client: Client, record: QuestionImport, row: str, action: str, **said: Any) -> Any:
    return client.post(address("mend", record), {"row": row, "action": action, **said})


def new_key(record: QuestionImport) -> str:
    [[*_words, key]] = record.report["samples"]["near"]
    return str(key)


def test_a_similar_question_is_left_out_and_can_be_taken_back(officer: Client, record: QuestionImport) -> None:
    key = new_key(record)
    assert f'form="leave-out" name="row" value="{key}"' in page(officer, record)

    send(officer, record, key, "leave_out")

    assert check(record).report["counts"] == {"added": 2, "duplicates": 0, "near": 0, "within": 0}
    assert TWIN in page(officer, record)
    send(officer, record, key, "take_back")
    assert check(record).report["counts"] == {"added": 3, "duplicates": 0, "near": 1, "within": 0}


def test_what_is_left_out_is_not_written(officer: Client, record: QuestionImport) -> None:
    send(officer, record, new_key(record), "leave_out")
    press(officer, check(record), "good")
    assert not Question.objects.filter(current__stem=TWIN).exists()
    assert Question.objects.filter(current__stem=OTHER[1]).exists()


def test_a_question_like_no_other_is_not_left_out_by_its_key(officer: Client, record: QuestionImport) -> None:
    assert send(officer, record, "题.xlsx:表1:3#0123456789ab", "leave_out").status_code == 404


def test_a_bad_row_that_is_left_out_still_shows_its_words(officer: Client, record: QuestionImport) -> None:
    send(officer, record, BAD_ROW, "leave_out")
    html = page(officer, check(record))
    assert "不要了。" in html
    assert BAD[1] in html


def test_the_preview_tells_answers_in_words_and_options_beside_the_question(
    officer: Client, record: QuestionImport
) -> None:
    html = page(officer, record)
    for words in ("A. 检测气体<br>B. 抽支烟", "<td>正确</td>", "<td>2；两</td>"):
        assert words in html


def test_bad_rows_are_mended_after_the_rest_is_in_the_bank(officer: Client, record: QuestionImport) -> None:
    press(officer, record, "good")
    assert record.state == ImportState.DONE
    assert f'action="{address("again", record)}"' in page(officer, record)

    officer.post(address("again", record))

    again = check(QuestionImport.objects.exclude(pk=record.pk).get())
    assert (again.filename, again.report["bad_count"]) == ("题.xlsx", 1)
    assert again.report["counts"] == {"added": 0, "duplicates": 3, "near": 0, "within": 0}
    rest = {"kind": "true_false", "stem": BAD[1], "answer": "错", "category": "procedure", "difficulty": "1"}
    send(officer, again, again.report["rows"][0]["key"], "save", **rest)
    press(officer, check(again), "all")
    assert Question.objects.filter(current__stem=BAD[1], origin=again).exists()


def test_a_file_that_is_not_kept_any_more_has_to_be_uploaded_again(officer: Client, record: QuestionImport) -> None:
    press(officer, record, "good")
    record.file.storage.delete(str(record.file.name))
    answer = officer.post(address("again", record), follow=True)
    assert "请重新上传" in answer.content.decode()
    assert QuestionImport.objects.count() == 1
