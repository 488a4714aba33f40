"""Background work of the exams. Each task takes ids, can be repeated, and calls one service."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from exams.models import BonusSheet, Correction, Exam, ExamAnalysis, QuestionBank
from exams.near_pairs import find_pairs
from exams.services.analyses import count_exam
from exams.services.anomalies import search
from exams.services.bonus_touched import look_again, look_at_all_again
from exams.services.certificates import settle_certificates
from exams.services.exams import close_exams, prepare_open_exams
from exams.services.make_ups import close_make_ups
from exams.services.openings import forget_phones
from exams.services.papers import prepare_papers
from exams.services.picture_files import sweep_picture_files
from exams.services.practice import forget_old_tens
from exams.services.question_files import QUESTIONS
from exams.services.regrading import regrade, try_out
from exams.services.sittings import sweep
from exams.services.wrong_questions import note_released
from organizations.models import User
from organizations.progress import reporter
from organizations.services.file_imports import check_file, write_file


def draw_papers(exam_id: UUID) -> int:
    """Draw the papers of one exam before its doors open."""
    return prepare_papers(exam=Exam.objects.get(pk=exam_id))


def keep_seats_in_step() -> int:
    """After a change of rosters: seats for who came, none for who left."""
    return prepare_open_exams()


def every_minute() -> dict[str, int]:
    """Hand in what ran out of time, and close what is over."""
    return {"swept": sweep(), "closed": close_exams() + close_make_ups()}


def every_night() -> dict[str, int]:
    """Forget what is over: practice of days long gone, files of pictures that no bank knows, phones of half a year ago.

    Look again at what was noted on bonus sheets.
    """
    return {
        "tens": forget_old_tens(),
        "pictures": sweep_picture_files(),
        "phones": forget_phones(),
        "bonus": look_at_all_again(),
    }


def find_near_questions(bank_id: int) -> None:
    """Seek the questions of one bank that are much alike."""
    find_pairs(QuestionBank.objects.get(pk=bank_id))


def check_questions(import_id: UUID) -> None:
    """Read an uploaded file of questions and say what it would add."""
    check_file(QUESTIONS, import_id)


def write_question_import(import_id: UUID, accept_good: bool, by_id: int | None = None) -> None:
    """Write a checked file of questions, if the bank is as it was when a person looked."""
    by = User.objects.filter(pk=by_id).first() if by_id else None
    write_file(QUESTIONS, import_id, accept_good=accept_good, by=by)


def note_wrong_answers(exam_id: UUID, make_up_id: UUID | None = None) -> None:
    """Enter into the wrong-question books what workers may see from now on: of the exam, or of one make-up of it."""
    note_released(exam_id, make_up_id)


def keep_certificates(exam_id: UUID) -> None:
    """Give and take back the certificates of one exam, as its sittings stand."""
    settle_certificates(exam=Exam.objects.get(pk=exam_id))


def look_at_bonus(sheet_id: UUID, noted: str) -> bool:
    """Find out whether a bonus sheet is still right after what was noted at that moment (ISO 8601)."""
    sheet = BonusSheet.objects.select_related("enterprise").get(pk=sheet_id)
    return look_again(sheet=sheet, noted=datetime.fromisoformat(noted))


def search_anomalies(exam_id: UUID) -> int:
    """Search the sittings of one exam for what looks odd."""
    return search(exam=Exam.objects.get(pk=exam_id), report=reporter(exam_id))


def count_questions(analysis_id: UUID) -> int:
    """Count the questions, answers and subjects of one exam."""
    analysis = ExamAnalysis.objects.select_related("exam").get(pk=analysis_id)
    return count_exam(analysis=analysis, report=reporter(analysis_id))


def try_correction(correction_id: UUID) -> int:
    """Find out what a proposed correction would move."""
    correction = Correction.objects.select_related("exam__owner").get(pk=correction_id)
    return try_out(correction=correction, report=reporter(correction_id))


def apply_correction(correction_id: UUID) -> int:
    """Grade anew what an approved correction touches."""
    correction = Correction.objects.select_related("exam__owner").get(pk=correction_id)
    return regrade(correction=correction, report=reporter(correction_id))
