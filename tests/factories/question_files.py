"""Files of questions handed in at the desk, and the pages that follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from exams.importing.drafts import BadRow, QuestionDraft
from exams.models import QuestionBank, QuestionImport
from exams.tasks import check_questions, write_question_import

Read = Callable[[str, bytes], tuple[list[QuestionDraft], list[BadRow]]]


def hand_in(client: Client, bank: QuestionBank, content: bytes, name: str) -> QuestionImport:
    """Upload a file and have it checked, as the background would."""
    client.post(address("add"), {"bank": bank.pk, "file": SimpleUploadedFile(name, content)})
    return check(QuestionImport.objects.latest("uploaded_at"))


def check(record: QuestionImport) -> QuestionImport:
    check_questions(record.pk)
    record.refresh_from_db()
    return record


def press(client: Client, record: QuestionImport, rows: str) -> QuestionImport:
    """Press the button that writes, `rows` being all or good."""
    client.post(address("write", record), {"rows": rows})
    write_question_import(record.pk, rows == "good")
    record.refresh_from_db()
    return record


def page(client: Client, record: QuestionImport, view: str = "detail", **query: Any) -> str:
    return client.get(address(view, record), query, follow=True).content.decode()


def address(view: str, record: QuestionImport | None = None) -> str:
    return reverse(f"admin_question_imports:{view}", args=(record.pk,) if record else ())
