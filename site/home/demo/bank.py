"""The demonstration's own questions, each resting on an article."""

from __future__ import annotations

from exams.importing.drafts import QuestionDraft, stem_key
from exams.models import LawText, Question, QuestionBank, QuestionCase, QuestionKind, QuestionState
from exams.models.questions import FALSE, TRUE
from exams.services.cases import add_to_case, keep_case
from exams.services.questions import add_questions, review_questions
from home.demo.content import QuestionData, load_questions
from home.demo.question_cases import QuestionCaseData, load_question_cases
from organizations.models import Unit

SLUG, NAME = "county-2024", "县局题库：四科"


def build_bank(bureau: Unit) -> QuestionBank:
    """Return the county's bank; questions that it lacks are added and put into use. Safe to repeat."""
    bank, _created = QuestionBank.objects.get_or_create(slug=SLUG, defaults={"name": NAME, "owner": bureau})
    known = set(Question.objects.filter(bank=bank).values_list("stem_key", flat=True))
    drafts = [_draft(question) for question in load_questions() if stem_key(question.stem) not in known]
    versions = {
        draft.basis_text: draft.basis_version for draft in sorted(drafts, key=lambda draft: draft.basis_version)
    }
    LawText.objects.bulk_create(
        [LawText(title=title, version=version) for title, version in versions.items() if title and version],
        ignore_conflicts=True,
    )
    if drafts:
        added = add_questions(bank=bank, drafts=drafts, by=None)
        fresh = Question.objects.filter(pk__in=[question.pk for question in added])
        review_questions(questions=fresh, state=QuestionState.IN_USE, by=None)
    for data in load_question_cases():
        if not QuestionCase.objects.filter(bank=bank, title=data.title).exists():
            _build_case(bank, data)
    return bank


def _build_case(bank: QuestionBank, data: QuestionCaseData) -> None:
    case = keep_case(case=QuestionCase(bank=bank, title=data.title, category=data.subject, text=data.text), by=None)
    for question in data.questions:
        add_to_case(case=case, draft=_draft(question), by=None)
    review_questions(questions=Question.objects.filter(case=case), state=QuestionState.IN_USE, by=None)


def _draft(question: QuestionData) -> QuestionDraft:
    if question.kind == QuestionKind.TRUE_FALSE:
        options: tuple[tuple[str, str], ...] = ((TRUE, "正确"), (FALSE, "错误"))
        answer: tuple[str, ...] = (TRUE if question.answer == "true" else FALSE,)
    else:
        options = tuple((chr(ord("A") + place), text) for place, text in enumerate(question.options))
        answer = tuple(question.answer)
    return QuestionDraft(
        place="",
        kind=question.kind,
        stem=question.stem,
        options=options,
        answer=answer,
        explanation=question.explanation,
        category=question.subject,
        difficulty=question.difficulty,
        industries=question.industries,
        basis_text=question.basis.text,
        basis_version=question.basis.version,
        basis_article=question.basis.article,
        basis_quote=question.basis.quote,
    )
