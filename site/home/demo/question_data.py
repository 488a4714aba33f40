"""A question of the demonstration's bank as data, resting on one article of an official text."""

from dataclasses import dataclass

from home.demo.case_data import INDUSTRIES
from home.demo.lecture_data import letters_of
from home.demo.toml_table import TomlTable

QUESTION_KINDS = ("single", "multiple", "true_false")


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The article a question rests on, and the words in it that carry the answer."""

    text: str
    version: str
    article: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionData:
    """One question. `answer` is a letter, letters in order (ACD), or true / false; no industries means all.

    `subject` is the name of its file without the number of a part: law_1 and law_2 are both law.
    """

    subject: str
    kind: str
    stem: str
    options: tuple[str, ...]
    answer: str
    explanation: str
    difficulty: int
    industries: tuple[str, ...]
    basis: Basis


def read_question(table: TomlTable, *, subject: str) -> QuestionData:
    """Raises ValueError naming file and field on bad data."""
    kind = table.choice("kind", QUESTION_KINDS)
    options = table.texts("options", default=())
    question = QuestionData(
        subject=subject,
        kind=kind,
        stem=table.text("stem"),
        options=options,
        answer=_read_answer(table, kind=kind, options=options),
        explanation=table.text("explanation"),
        difficulty=table.whole("difficulty", at_least=1),
        industries=table.texts("industries", default=()),
        basis=_read_basis(table.table("basis")),
    )
    table.close()
    if question.difficulty > 3:
        raise table.wrong("difficulty", "must be 1, 2 or 3")
    if unknown := set(question.industries) - set(INDUSTRIES):
        raise table.wrong("industries", f"names “{min(unknown)}”, which is no industry")
    return question


def _read_answer(table: TomlTable, *, kind: str, options: tuple[str, ...]) -> str:
    if kind == "true_false":
        if options:
            raise table.wrong("options", "must be left out where the answer is true or false")
        return table.choice("answer", ("true", "false"))
    if len(set(options)) != len(options) or len(options) < 3:
        raise table.wrong("options", "must be at least three, all different")
    if kind == "single":
        return table.choice("answer", letters_of(options))
    answer = table.text("answer")
    if list(answer) != sorted(set(answer)) or not set(answer) <= set(letters_of(options)) or len(answer) < 2:
        raise table.wrong("answer", f"is “{answer}”; two or more letters of the options, in order")
    return answer


def _read_basis(table: TomlTable) -> Basis:
    basis = Basis(
        text=table.text("text"), version=table.text("version"), article=table.text("article"), quote=table.text("quote")
    )
    table.close()
    return basis
