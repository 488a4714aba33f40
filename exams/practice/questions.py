"""Which questions a worker may practise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast

from courses.models.post_kinds import PostKind
from courses.pages.finding import standpoint_of
from exams.models import Question, QuestionBank
from exams.practice.drawing import PracticeQuestion
from exams.practice.withheld import withheld_questions
from organizations.scopes import lineage

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from exams.models.questions import QuestionQuerySet
    from organizations.models import User


def banks_for(worker: User) -> QuerySet[QuestionBank]:
    """Return the banks that are open to practice: of his enterprise, his town and the bureau. Two queries at most."""
    return QuestionBank.objects.filter(is_for_practice=True, owner__in=lineage(worker))


def open_questions(worker: User) -> QuestionQuerySet:
    """Return what is in use in his banks and not withheld from him, whatever post it is for."""
    found: QuestionQuerySet = Question.objects.in_use().filter(bank__in=banks_for(worker))
    return found.exclude(pk__in=withheld_questions(worker.pk).values("pk"))


def questions_for(worker: User) -> QuestionQuerySet:
    """Return what is in use in his banks for his industry and one of his posts, or for all of them. Five queries."""
    place = standpoint_of(worker, PostKind.objects.all())
    if place is None:
        return Question.objects.none()
    for_posts = Question.post_kinds.through.objects.filter(question=OuterRef("pk"))
    mine = Exists(for_posts.filter(postkind__in=place.kinds))
    # a list in JSON, asked as text: SQLite can't look into it
    industry = Q(industries=[]) | Q(industries_text__contains=f'"{place.industry}"')
    found = open_questions(worker).alias(industries_text=Cast("industries", TextField()))
    return found.filter(industry).filter(mine | ~Exists(for_posts))


def as_practice(questions: QuestionQuerySet) -> list[PracticeQuestion]:
    """Return the questions with what a paper needs of them, in the order of their keys. One query."""
    rows = questions.order_by("pk").values_list("pk", "current_id", "bank_id", "kind", "category", "current__options")
    return [
        PracticeQuestion(pk, version, bank, kind, category, tuple(option["key"] for option in options))
        for pk, version, bank, kind, category, options in rows
        if version is not None
    ]
