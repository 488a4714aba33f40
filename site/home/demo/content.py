"""The demonstration's accident cases, warning lectures and questions, read from the TOML files beside this module."""

import re
from pathlib import Path

from home.demo.case_data import Barrier, CaseData, CourseStep, LawCited, Lesson, Source, read_case
from home.demo.lecture_data import LectureCheck, LectureData, Section, read_lecture
from home.demo.question_data import Basis, QuestionData, read_question
from home.demo.toml_table import TomlTable

__all__ = [
    "Barrier",
    "Basis",
    "CaseData",
    "CourseStep",
    "LawCited",
    "LectureCheck",
    "LectureData",
    "Lesson",
    "QuestionData",
    "Section",
    "Source",
    "load_cases",
    "load_lectures",
    "load_questions",
]

CONTENT = Path(__file__).parent


def load_cases(folder: Path = CONTENT / "cases") -> tuple[CaseData, ...]:
    """All cases, the newest accident first. Raises ValueError naming file and field on bad data."""
    cases = [read_case(_table(path)) for path in _files(folder)]
    return tuple(sorted(cases, key=lambda case: case.occurred_on, reverse=True))


def load_lectures(
    folder: Path = CONTENT / "lectures", cases_folder: Path = CONTENT / "cases"
) -> tuple[LectureData, ...]:
    """All lectures by file name. Raises ValueError naming file and field, also for a case that does not exist."""
    slugs = {path.stem for path in _files(cases_folder)}
    lectures = {path: read_lecture(_table(path)) for path in _files(folder)}
    for path, lecture in lectures.items():
        if lecture.case not in slugs:
            raise ValueError(f"{path.name}: field “case” names “{lecture.case}”, which is no case")
    return tuple(lectures.values())


def load_questions(folder: Path = CONTENT / "questions") -> tuple[QuestionData, ...]:
    """All questions by file name and order. Raises ValueError naming file, number of the question and field."""
    return tuple(
        read_question(question, subject=re.sub(r"_\d+$", "", path.stem))
        for path in _files(folder)
        for question in _question_tables(path)
    )


def _question_tables(path: Path) -> list[TomlTable]:
    table = TomlTable.from_file(path)
    questions = table.tables("question")
    table.close()
    return questions


def _table(path: Path) -> TomlTable:
    """The file as a table, once its slug is known to be its name: links and drawings find it by that."""
    table = TomlTable.from_file(path)
    table.expect("slug", path.stem)
    return table


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))
