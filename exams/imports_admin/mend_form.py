"""The form in which a bad row of a file is made a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from exams.importing.answers import Filled, is_true_false_word, letters_of
from exams.importing.drafts import QuestionDraft
from exams.importing.subjects import posts_of
from exams.models import Category, QuestionKind
from exams.models.questions import TRUE
from exams.viewsets.question_answers import WITHOUT_OPTIONS
from exams.viewsets.question_forms import QuestionForm
from exams.viewsets.question_words import BASIS

if TYPE_CHECKING:
    from organizations.models import User

FIRST_FIELDS = (
    *("kind", "stem", "picture", "options", "option_pictures", "answer", "hazards"),
    *("explanation", "category", "difficulty"),
)


class MendForm(QuestionForm):
    """A question as it is written by hand, by the same rules; its bank is that of the file."""

    class Meta(QuestionForm.Meta):
        fields: tuple[str, ...] = ()

    def limit(self, user: User) -> None:
        """The bank is given, and cases are made from what follows one another in the file."""
        del self.fields["case"]

    @property
    def first_fields(self) -> list[Any]:
        return [self[name] for name in FIRST_FIELDS]

    @property
    def more_fields(self) -> list[Any]:
        return [field for field in self.visible_fields() if field.name not in FIRST_FIELDS]

    @property
    def more_is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.more_fields)


def words_of_pieces(pieces: Mapping[str, str]) -> dict[str, Any]:
    """Return what could be read of a row as the form shows it."""
    return {
        **pieces,
        "kind": pieces.get("kind") or _likely_kind(pieces),
        "category": pieces.get("category") or Category.GENERAL,
        "posts": list(posts_of(pieces.get("posts", ""))),
    }


def words_of_draft(draft: QuestionDraft) -> dict[str, Any]:
    """Return a question that was mended before as the form shows it."""
    options = [] if draft.kind in WITHOUT_OPTIONS else [f"{key}. {text}" for key, text in draft.options]
    return {
        **{name: getattr(draft, name) for name in ("kind", "category", "difficulty", "stem", "background", *BASIS)},
        "explanation": draft.explanation,
        "industries": list(draft.industries),
        "posts": list(draft.posts),
        "basis_case": draft.basis_case,
        "basis_procedure": draft.basis_procedure,
        "options": "\n".join(options),
        "answer": _written_answer(draft),
        "hazards": "\n".join(draft.answer) if draft.kind == QuestionKind.HAZARD else "",
    }


def _written_answer(draft: QuestionDraft) -> str:
    if draft.kind == QuestionKind.TRUE_FALSE:
        return "对" if draft.answer == (TRUE,) else "错"
    if draft.kind == QuestionKind.FILL:
        return Filled(draft.answer, draft.tolerance, draft.unit).words
    return "" if draft.kind == QuestionKind.HAZARD else "".join(draft.answer)


def _likely_kind(pieces: Mapping[str, str]) -> str:
    answer = pieces.get("answer", "")
    if not pieces.get("options") and is_true_false_word(answer):
        return QuestionKind.TRUE_FALSE
    return QuestionKind.MULTIPLE if len(letters_of(answer)) > 1 else QuestionKind.SINGLE
