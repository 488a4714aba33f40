"""The demonstration's cases with questions under them, read from the TOML files beside this module."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from home.demo.question_data import QuestionData, read_question
from home.demo.toml_table import TomlTable

FOLDER = Path(__file__).parent / "question_cases"
SUBJECTS = ("resumption", "law", "emergency", "procedure")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCaseData:
    """What happened, and the questions on it in their order."""

    title: str
    subject: str
    text: str
    questions: tuple[QuestionData, ...]


def load_question_cases(folder: Path = FOLDER) -> tuple[QuestionCaseData, ...]:
    """All cases by file name. Raises ValueError naming file, number of the question and field on bad data."""
    return tuple(_read(TomlTable.from_file(path)) for path in sorted(folder.glob("*.toml")))


def _read(table: TomlTable) -> QuestionCaseData:
    subject = table.choice("subject", SUBJECTS)
    case = QuestionCaseData(
        title=table.text("title"),
        subject=subject,
        text=table.text("text"),
        questions=tuple(read_question(asked, subject=subject) for asked in table.tables("question", at_least=2)),
    )
    table.close()
    return case
