"""What a question says, as a draft: to be copied, exported, or compared."""

from __future__ import annotations

from exams.importing.answers import Filled
from exams.importing.drafts import QuestionDraft
from exams.models import Question, QuestionKind
from exams.pictures.drafts import DraftPicture


def draft_of(question: Question) -> QuestionDraft:
    """Return the question as it is now. No query where `current__pictures` and `post_kinds` were fetched along."""
    version = question.current
    if version is None:
        raise ValueError(question.pk)
    return QuestionDraft(
        place="",
        kind=question.kind,
        stem=version.stem,
        options=tuple((option["key"], option["text"]) for option in version.options),
        answer=tuple(version.answer),
        explanation=version.explanation,
        category=question.category,
        difficulty=question.difficulty,
        industries=tuple(question.industries),
        basis_text=version.basis_text,
        basis_version=version.basis_version,
        basis_article=version.basis_article,
        basis_quote=version.basis_quote,
        posts=tuple(kind.name for kind in question.post_kinds.all()),
        tolerance="" if version.tolerance is None else f"{version.tolerance.normalize():f}",
        unit=version.unit,
        background=version.background,
        basis_case=version.basis_case_id,
        basis_procedure=str(version.basis_procedure_id or ""),
        pictures=tuple(DraftPicture(used.place, used.alt, used.picture_id) for used in version.pictures.all()),
    )


def answer_words(question: QuestionDraft) -> str:
    """Return what is right in words, not in letters: two questions may have the same options in another order."""
    if question.kind == QuestionKind.FILL:
        return Filled(question.answer, question.tolerance, question.unit).words
    if question.kind == QuestionKind.HAZARD:
        return "；".join(question.answer)
    texts = dict(question.options)
    return ("→" if question.kind == QuestionKind.ORDER else "；").join(texts[key] for key in question.answer)
