"""Answer files at the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from exams.models import AnswerEvent, AnswerFile, Attempt, Exam
from exams.services.sittings import submit_attempt, sweep
from organizations.models import Role
from tests.factories.answer_files import file_bytes, file_of
from tests.factories.organizations import County, desk_of, staff
from tests.factories.sittings import an_exam, right_answers

pytestmark = pytest.mark.django_db


def upload(client: Client, exam: Exam, *contents: bytes, text: str = "") -> str:
    files = [SimpleUploadedFile(f"file{number}.txt", content) for number, content in enumerate(contents)]
    data: dict[str, Any] = {"files": files, "text": text}
    return client.post(f"/desk/exams/{exam.pk}/answer-files/", data, follow=True).content.decode()


def enter(client: Client, exam: Exam, *files: AnswerFile, reason: str = "井下没信号") -> str:
    data = {"file": [file.pk for file in files], "reason": reason}
    return client.post(f"/desk/exams/{exam.pk}/answer-files/enter/", data, follow=True).content.decode()


def test_good_and_bad_files_at_once_each_get_their_sentence(exam: Exam, attempt: Attempt, officer: Client) -> None:
    good = file_of(attempt, right_answers(attempt))

    page = upload(officer, exam, good, good[:-1], b"{}", b"x" * 10_000_000)

    assert [line in page for line in ("file0.txt：", "file1.txt：", "file2.txt：", "file3.txt：")] == [
        False,
        True,
        True,
        True,
    ]
    assert attempt.worker.name in page
    assert AnswerFile.objects.count() == 1
    assert not AnswerEvent.objects.exists()


def test_a_pasted_text_is_as_good_as_a_file(exam: Exam, attempt: Attempt, officer: Client) -> None:
    upload(officer, exam, text=file_of(attempt, {0: ["A"]}).decode() + "\r\n")

    assert AnswerFile.objects.get().attempt == attempt


def test_nothing_chosen_says_so(exam: Exam, attempt: Attempt, officer: Client) -> None:
    assert 'class="note"' in upload(officer, exam)
    assert 'class="note"' in enter(officer, exam)


def test_looked_at_and_entered(exam: Exam, attempt: Attempt, officer: Client) -> None:
    upload(officer, exam, file_of(attempt, right_answers(attempt)))

    page = enter(officer, exam, AnswerFile.objects.get())

    assert "井下没信号" in page
    assert AnswerEvent.objects.filter(attempt=attempt).count() == 5


def test_the_second_person_finds_what_the_first_asked_for(
    exam: Exam, attempt: Attempt, officer: Client, county: County
) -> None:
    assert attempt.deadline is not None
    with time_machine.travel(attempt.deadline + timedelta(hours=2)):
        sweep()
        officer, head = (
            desk_of(staff(role, county.enterprise)) for role in (Role.SAFETY_OFFICER, Role.ENTERPRISE_HEAD)
        )
        upload(officer, exam, file_of(attempt, right_answers(attempt)))
        enter(officer, exam, AnswerFile.objects.get())
        enter(officer, exam, AnswerFile.objects.get())
        assert not AnswerEvent.objects.exists()
        assert "井下没信号" in head.get(f"/desk/exams/{exam.pk}/answer-files/").content.decode()
        enter(head, exam, AnswerFile.objects.get(), reason="")

    attempt.refresh_from_db()
    assert attempt.score == 100


def test_the_results_say_which_answers_came_by_file(exam: Exam, attempt: Attempt, officer: Client) -> None:
    upload(officer, exam, file_of(attempt, right_answers(attempt)))
    enter(officer, exam, AnswerFile.objects.get())
    submit_attempt(attempt=attempt)

    assert "late, by file" in officer.get(f"/desk/exams/{exam.pk}/", headers={"accept-language": "en"}).content.decode()


def test_a_neighbour_neither_sees_nor_enters_anything(
    exam: Exam, attempt: Attempt, officer: Client, county: County
) -> None:
    upload(officer, exam, file_of(attempt, {0: ["A"]}))
    kept, neighbour = AnswerFile.objects.get(), desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    own = an_exam(county.neighbour)

    assert neighbour.get(f"/desk/exams/{exam.pk}/answer-files/").status_code == 404
    data = {"file": [kept.pk], "reason": "x"}
    assert neighbour.post(f"/desk/exams/{own.pk}/answer-files/enter/", data).status_code == 404
    page = upload(neighbour, own, file_of(attempt, {1: ["A"]}))
    assert "file0.txt：" in page
    assert exam.title not in page or exam.title == own.title
    assert AnswerFile.objects.count() == 1


def test_a_file_of_nobody_is_refused(exam: Exam, attempt: Attempt, officer: Client) -> None:
    assert "file0.txt：" in upload(officer, exam, file_bytes(exam.pk, []))
    assert officer.post(f"/desk/exams/{exam.pk}/answer-files/enter/", {"file": "nonsense"}).status_code == 404


def test_where_no_file_can_be_entered_any_more_nothing_asks_to_enter_one(
    exam: Exam, attempt: Attempt, officer: Client
) -> None:
    assert "/enter/" in upload(officer, exam, file_of(attempt, {0: ["A"]}))
    assert 'name="reason"' in officer.get(f"/desk/exams/{exam.pk}/answer-files/").content.decode()
    submit_attempt(attempt=attempt)

    assert 'name="reason"' not in officer.get(f"/desk/exams/{exam.pk}/answer-files/").content.decode()
