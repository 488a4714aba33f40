"""Adding, revising and reviewing questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from courses.models.post_kinds import PostKind
from exams.importing.drafts import QuestionDraft
from exams.models import Category, Question, QuestionBank, QuestionImport, QuestionState, QuestionVersion
from exams.services.gathering import gather_cases
from exams.services.pictures import tie_pictures
from organizations.audit import record

if TYPE_CHECKING:
    from exams.models.questions import QuestionQuerySet
    from organizations.models import User

BATCH = 500


@transaction.atomic
def add_questions(
    *,
    bank: QuestionBank,
    drafts: Sequence[QuestionDraft],
    origin: QuestionImport | None = None,
    by: User | None,
) -> list[Question]:
    """Put the drafts into the bank, each with its first version, to be reviewed before any paper draws from them.

    Drafts whose stem the bank has already must have been left out. Drafts that follow one another with the same story
    become a case. Four statements a batch.
    """
    questions = Question.objects.bulk_create(
        [
            Question(
                bank=bank,
                kind=draft.kind,
                category=draft.category,
                difficulty=draft.difficulty,
                industries=list(draft.industries),
                stem_key=draft.stem_key,
                origin=origin,
            )
            for draft in drafts
        ],
        batch_size=BATCH,
    )
    versions = QuestionVersion.objects.bulk_create(
        [_version(question, draft, number=1, by=by) for question, draft in zip(questions, drafts, strict=True)],
        batch_size=BATCH,
    )
    tie_pictures(bank=bank, pictures=dict(zip(versions, (draft.pictures for draft in drafts), strict=True)))
    for question, version in zip(questions, versions, strict=True):
        question.current = version
    Question.objects.bulk_update(questions, ["current"], batch_size=BATCH)
    gather_cases(questions, drafts)
    _tie_to_posts(dict(zip(questions, (draft.posts for draft in drafts), strict=True)))
    record("questions.add", by=by, subject=bank, unit=bank.owner, questions=len(questions))
    return questions


@transaction.atomic
def revise_question(*, question: Question, draft: QuestionDraft, by: User | None) -> QuestionVersion:
    """Give the question a new version; papers drawn before keep the old one, and it has to be reviewed again."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    number = question.versions.count() + 1
    version = _version(question, draft, number=number, by=by)
    version.save()
    tie_pictures(bank=question.bank, pictures={version: draft.pictures})
    question.kind, question.category = draft.kind, draft.category
    question.difficulty, question.industries = draft.difficulty, list(draft.industries)
    question.stem_key = draft.stem_key
    question.current, question.state, question.parked_because = version, QuestionState.TO_REVIEW, ""
    question.full_clean()
    question.save()
    question.post_kinds.clear()
    _tie_to_posts({question: draft.posts})
    record("question.revise", by=by, subject=question, unit=question.bank.owner, version=number)
    return version


@transaction.atomic
def review_questions(*, questions: QuestionQuerySet, state: QuestionState, by: User | None) -> int:
    """Put the questions into use, or retire them, and return how many changed. Only what is in use is drawn.

    What rests on an old law is never put into use: it wants a new version first.
    """
    found = questions.exclude(state=state)
    if state == QuestionState.IN_USE:
        found = found.exclude(pk__in=questions.on_old_law().values("pk"))
    changed = Question.objects.filter(pk__in=list(found.values_list("pk", flat=True))).update(
        state=state, parked_because=""
    )
    record("questions.review", by=by, state=state, questions=changed)
    return changed


@transaction.atomic
def set_subject(*, questions: QuestionQuerySet, category: Category, by: User | None) -> int:
    """Give the questions this subject area, by which papers draw, and return how many changed; their words stay."""
    chosen = list(questions.exclude(category=category).values_list("pk", flat=True))
    changed = Question.objects.filter(pk__in=chosen).update(category=category)
    record("questions.subject", by=by, category=category, questions=changed)
    return changed


def _tie_to_posts(posts: Mapping[Question, Sequence[str]]) -> None:
    """Say which kinds of post these questions are for; a name that is no kind of post says nothing."""
    if not any(posts.values()):
        return
    kinds = {kind.name: kind.pk for kind in PostKind.objects.all()}
    through = Question.post_kinds.through
    through.objects.bulk_create(
        [
            through(question_id=question.pk, postkind_id=kinds[name])
            for question, names in posts.items()
            for name in names
            if name in kinds
        ],
        batch_size=BATCH,
    )


def _version(question: Question, draft: QuestionDraft, *, number: int, by: User | None) -> QuestionVersion:
    return QuestionVersion(
        question=question,
        kind=draft.kind,
        number=number,
        stem=draft.stem,
        options=[{"key": key, "text": text} for key, text in draft.options],
        answer=list(draft.answer),
        tolerance=Decimal(draft.tolerance) if draft.tolerance else None,
        unit=draft.unit,
        background=draft.background,
        explanation=draft.explanation,
        basis_text=draft.basis_text,
        basis_version=draft.basis_version,
        basis_article=draft.basis_article,
        basis_quote=draft.basis_quote,
        basis_case_id=draft.basis_case,
        basis_procedure_id=draft.basis_procedure or None,
        created_by=by,
    )
