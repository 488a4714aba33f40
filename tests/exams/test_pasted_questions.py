"""Questions pasted into the page in place of a file."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from exams.models import QuestionBank, QuestionImport
from tests.factories.question_files import address, check, page

pytestmark = pytest.mark.django_db
PLAIN = "1.下井之前要带什么？（ A ）\nA.自救器\nB.打火机\n2.井下可以抽烟。（×）\n"
AIKEN = "下井之前要带什么？\nA. 自救器\nB. 打火机\nANSWER: A\n"
GIFT = "下井之前要带什么？{=自救器 ~打火机}\n"


@pytest.mark.parametrize(("text", "count"), [(PLAIN, 2), (AIKEN, 1), (GIFT, 1)])
def test_pasted_questions_are_read_like_those_of_a_text_file(
    officer: Client, bank: QuestionBank, text: str, count: int
) -> None:
    officer.post(address("add"), {"bank": bank.pk, "text": text})
    record = check(QuestionImport.objects.get())

    assert (record.report["counts"]["added"], record.report["bad_count"]) == (count, 0)
    assert record.filename.startswith("粘贴的题目")
    assert "下井之前要带什么？" in page(officer, record)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "请选一个文件，或者把题目粘贴进来"),
        ({"text": " \n "}, "请选一个文件，或者把题目粘贴进来"),
        ({"text": PLAIN, "file": SimpleUploadedFile("题.txt", PLAIN.encode())}, "只要一样"),
    ],
)
def test_neither_and_both_are_sent_back(officer: Client, bank: QuestionBank, sent: dict[str, Any], said: str) -> None:
    answer = officer.post(address("add"), {"bank": bank.pk, **sent})

    assert said in answer.content.decode()
    assert not QuestionImport.objects.exists()
