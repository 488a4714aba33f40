"""What stands in one file twice in nearly the same words is shown before it is written."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from exams.importing.drafts import QuestionDraft
from exams.imports_admin.preview import WITHIN_TEMPLATE
from exams.models import QuestionBank, QuestionImport, QuestionKind
from exams.services import near_within as within_a_file
from exams.services.near_within import near_within
from exams.services.question_files import where
from exams.tasks import check_questions
from tests.factories.workbooks import upload, workbook

HEAD = ("试题类型", "题目内容", "题目选项", "题目答案")
ONE, TWIN = "电工作业前，应当先验电吗？", "电工作业之前应当先验电吗？"
FAR = "吊装时，人可以站在吊物下面吗？"


def a_draft(stem: str) -> QuestionDraft:
    return QuestionDraft(f"题.xlsx:表1:{len(stem)}", QuestionKind.SINGLE, stem, (("A", "是"), ("B", "否")), ("A",))


@pytest.mark.django_db
def test_two_of_the_file_stand_side_by_side_with_their_rows_and_one_can_be_left_out(
    bank: QuestionBank, officer: Client
) -> None:
    rows = [HEAD, ("单选题", ONE, "A.是##B.否", "A"), ("单选题", FAR, "A.是##B.否", "B")]
    rows.append(("单选题", TWIN, "A.否##B.是", "B"))
    record = QuestionImport.objects.create(bank=bank, filename="题.xlsx", file=upload(workbook(rows)))

    check_questions(record.pk)

    record.refresh_from_db()
    assert record.report["counts"] == {"added": 3, "duplicates": 0, "near": 0, "within": 1}
    page = officer.get(reverse("admin_question_imports:detail", args=(record.pk,)))
    assert "<mark>之</mark>前" in page.content.decode()
    [listing] = [each for each in page.context["listings"] if each["template"] == WITHIN_TEMPLATE]
    [pair] = listing["rows"]
    assert [twin["where"] for twin in pair["twins"]] == [where(f"题.xlsx:表1:{row}") for row in (2, 4)]
    assert [twin["answer"] for twin in pair["twins"]] == ["是", "是"]

    leave = reverse("admin_question_imports:mend", args=(record.pk,))
    officer.post(leave, {"action": "leave_out", "row": pair["twins"][1]["key"]})
    check_questions(record.pk)
    record.refresh_from_db()
    assert record.report["counts"] == {"added": 2, "duplicates": 0, "near": 0, "within": 0}


def test_of_a_large_file_only_the_beginning_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = [a_draft(ONE), a_draft(FAR), a_draft(TWIN)]
    assert [(pair.one.stem, pair.other.stem) for pair in near_within(drafts)] == [(ONE, TWIN)]

    monkeypatch.setattr(within_a_file, "MOST_COMPARED", 2)

    assert near_within(drafts) == []
