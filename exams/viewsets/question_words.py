"""A question as the form in which it is written shows it."""

from __future__ import annotations

from typing import Any

from exams.importing.answers import Filled
from exams.models import Question, QuestionKind, QuestionVersion
from exams.models.questions import TRUE
from exams.viewsets.question_answers import WITHOUT_OPTIONS

BASIS = ("basis_text", "basis_version", "basis_article", "basis_quote")


def words_of(question: Question, version: QuestionVersion) -> dict[str, Any]:
    """Return the words of a version, and what is said of the question besides, by the fields of the form."""
    return {
        "case": question.case_id or "",
        "kind": question.kind,
        "category": question.category,
        "difficulty": question.difficulty,
        "industries": question.industries,
        "stem": version.stem,
        "options": _options_of(question, version),
        "answer": _answer_of(question, version),
        "hazards": "\n".join(version.answer) if question.kind == QuestionKind.HAZARD else "",
        "background": version.background,
        "basis_case": version.basis_case_id,
        "basis_procedure": version.basis_procedure_id or "",
        "posts": [kind.name for kind in question.post_kinds.all()],
        "explanation": version.explanation,
        **{field: getattr(version, field) for field in BASIS},
    }


def _options_of(question: Question, version: QuestionVersion) -> str:
    if question.kind in WITHOUT_OPTIONS:
        return ""
    return "\n".join(f"{option['key']}. {option['text']}" for option in version.options)


def _answer_of(question: Question, version: QuestionVersion) -> str:
    if question.kind == QuestionKind.TRUE_FALSE:
        return "对" if version.answer == [TRUE] else "错"
    if question.kind == QuestionKind.FILL:
        tolerance = "" if version.tolerance is None else f"{version.tolerance.normalize():f}"
        return Filled(tuple(version.answer), tolerance, version.unit).words
    return "" if question.kind == QuestionKind.HAZARD else "".join(version.answer)
