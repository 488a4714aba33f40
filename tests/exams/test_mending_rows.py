"""Bad rows of a file mended on the spot, or left out; and what the button then says and does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from courses.models import PostKind
from exams.models import Question, QuestionBank, QuestionImport
from organizations.models import ImportState, Role
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import County, desk_of, staff
from tests.factories.question_files import address, check, hand_in, page, press
from tests.factories.workbooks import workbook

pytestmark = pytest.mark.django_db
HEADINGS = ("题型", "题目", "选项A", "选项B", "选项C", "答案", "解析", "岗位")
GOOD = ("单选", "进受限空间之前先做什么？", "检测气体", "抽支烟", "打电话", "A", "", "")
NO_ANSWER = ("单选", "发现皮带跑偏怎么办？", "停机处理", "用脚去蹬", "用棍去别", "", "皮带会咬人。", "")
NOT_THERE = ("判断", "检修时可以不停机。", "", "", "", "看情况", "", "")
MENDED = {"kind": "single", "stem": NO_ANSWER[1], "options": "停机处理\n用脚去蹬\n用棍去别", "answer": "A"}
REST = {"category": "procedure", "difficulty": "2", "explanation": "皮带会咬人。"}
ROW, OTHER = "题.xlsx:表1:3", "题.xlsx:表1:4"


@pytest.fixture
def record(officer: Client, bank: QuestionBank) -> QuestionImport:
    return hand_in(officer, bank, workbook([HEADINGS, GOOD, NO_ANSWER, NOT_THERE]), "题.xlsx")


def send(client: Client, record: QuestionImport, row: str, action: str = "save", **said: Any) -> Any:
    return client.post(address("mend", record), {"row": row, "action": action, **said})


def test_the_form_begins_with_what_could_be_read_of_the_row(officer: Client, record: QuestionImport) -> None:
    form = officer.get(address("mend", record), {"row": ROW}).context["form"]

    said = {name: form[name].value() for name in ("kind", "stem", "options", "answer", "explanation")}
    assert said == {
        "kind": "single",
        "stem": NO_ANSWER[1],
        "options": "A. 停机处理\nB. 用脚去蹬\nC. 用棍去别",
        "answer": None,
        "explanation": "皮带会咬人。",
    }


def test_what_can_not_be_told_apart_is_the_question_with_its_own_words_beside_it(
    officer: Client, bank: QuestionBank
) -> None:
    text = "1.上梯之前要看脚垫。（√）\n2.皮带跑偏怎么办\n停机 用脚蹬 用棍别\n"
    record = hand_in(officer, bank, text.encode(), "题.txt")
    (row,) = record.report["rows"]

    answer = officer.get(address("mend", record), {"row": row["key"]})

    assert "皮带跑偏怎么办" in answer.context["form"]["stem"].value()
    assert "停机 用脚蹬 用棍别" in answer.context["row"]["pieces"]["raw"]


def test_a_mended_row_counts_and_is_written_with_the_others(officer: Client, record: QuestionImport) -> None:
    send(officer, record, ROW, **MENDED, **REST)
    assert not Question.objects.exists()
    check(record)
    assert (record.report["counts"]["added"], record.report["bad_count"]) == (2, 1)
    assert "只导入能用的 2 题，1 行不导入" in page(officer, record)

    press(officer, record, "good")

    assert record.state == ImportState.DONE
    question = Question.objects.select_related("current").get(current__stem=NO_ANSWER[1])
    assert question.current is not None
    assert (question.category, question.difficulty, question.origin) == ("procedure", 2, record)
    assert (question.current.answer, question.current.explanation) == (["A"], "皮带会咬人。")


@pytest.mark.parametrize(
    ("changed", "field"), [({"answer": "D"}, "answer"), ({"options": "停机处理"}, "options"), ({"stem": ""}, "stem")]
)
def test_a_mended_row_keeps_to_the_rules_of_every_question(
    officer: Client, record: QuestionImport, changed: dict[str, str], field: str
) -> None:
    answer = send(officer, record, ROW, **{**MENDED, **REST, **changed})

    assert field in answer.context["form"].errors
    record.refresh_from_db()
    assert (record.mended, record.state) == ({}, ImportState.CHECKED)


def test_a_mended_row_that_the_bank_has_is_sent_back(
    officer: Client, bank: QuestionBank, record: QuestionImport
) -> None:
    QuestionFactory(bank=bank, stem=NO_ANSWER[1])

    assert "stem" in send(officer, record, ROW, **MENDED, **REST).context["form"].errors


def test_a_mended_row_that_says_what_another_row_says_is_a_duplicate(officer: Client, record: QuestionImport) -> None:
    send(officer, record, ROW, **{**MENDED, **REST, "stem": GOOD[1]})

    assert check(record).report["counts"] == {"added": 1, "duplicates": 1, "near": 0, "within": 0}


def test_rows_left_out_and_mended_bring_the_list_to_nothing(officer: Client, record: QuestionImport) -> None:
    send(officer, record, ROW, **MENDED, **REST)
    send(officer, record, OTHER, "leave_out")

    shown = page(officer, check(record))

    assert record.report["bad_count"] == 0
    assert "导入 2 题" in shown
    assert "只导入" not in shown
    press(officer, record, "all")
    assert Question.objects.count() == 2


def test_a_row_left_out_can_be_taken_back(officer: Client, record: QuestionImport) -> None:
    send(officer, record, OTHER, "leave_out")
    send(officer, check(record), OTHER, "take_back")

    assert check(record).report["bad_count"] == 2


def test_a_mended_row_can_be_mended_again(officer: Client, record: QuestionImport) -> None:
    send(officer, record, ROW, **MENDED, **REST)

    form = officer.get(address("mend", check(record)), {"row": ROW}).context["form"]

    assert (form["answer"].value(), form["difficulty"].value()) == ("A", 2)


def test_one_row_after_the_other_without_going_back(officer: Client, record: QuestionImport) -> None:
    answer = send(officer, record, ROW, "next", **MENDED, **REST)

    following = officer.get(answer.headers["Location"])
    assert following.context["row"]["key"] == OTHER
    assert not following.context["has_more"]


def test_two_bad_lines_at_one_place_are_two_rows(officer: Client, bank: QuestionBank) -> None:
    text = "1.上梯之前要看脚垫。（√）\n2.梯子可以靠在电线上。（×）\n参考答案\n7.A 8.B\n"
    record = hand_in(officer, bank, text.encode(), "题.txt")
    first, second = (row["key"] for row in record.report["rows"])

    send(officer, record, first, "leave_out")

    assert [row["key"] for row in check(record).report["rows"]] == [second]


def test_what_somebody_else_mended_meanwhile_is_shown_before_it_is_written(
    officer: Client, record: QuestionImport
) -> None:
    checked = dict(record.report)
    send(officer, record, ROW, **MENDED, **REST)
    QuestionImport.objects.filter(pk=record.pk).update(state=ImportState.CHECKED, report=checked)

    press(officer, record, "good")

    assert record.state == ImportState.CHECKED
    assert record.report["notice"]
    assert not Question.objects.exists()


def test_a_written_file_can_not_be_mended(officer: Client, record: QuestionImport) -> None:
    press(officer, record, "good")

    send(officer, record, ROW, **MENDED, **REST)

    record.refresh_from_db()
    assert record.mended == {}


def test_a_row_that_is_not_bad_is_not_found(officer: Client, record: QuestionImport) -> None:
    assert officer.get(address("mend", record), {"row": "题.xlsx:表1:2"}).status_code == 404


def test_strangers_mend_nothing(county: County, record: QuestionImport) -> None:
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))

    assert neighbour.get(address("mend", record), {"row": ROW}).status_code == 404
    assert send(neighbour, record, ROW, "leave_out").status_code == 404
    record.refresh_from_db()
    assert record.mended == {}


def test_posts_that_nobody_knows_are_named_with_their_row_and_the_question_comes_in(
    officer: Client, bank: QuestionBank
) -> None:
    PostKind.objects.create(name="电工", words="电工")
    rows = [HEADINGS, (*GOOD[:-1], "电工、捞鱼工")]
    record = hand_in(officer, bank, workbook(rows), "题.xlsx")

    shown = page(officer, record)

    assert record.report["unknown_posts"] == [["表“表1”第 2 行", "捞鱼工"]]
    assert "捞鱼工" in shown
    press(officer, record, "all")
    assert [kind.name for kind in Question.objects.get().post_kinds.all()] == ["电工"]
