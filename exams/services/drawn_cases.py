"""The cases that may be drawn, read from the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from exams.drawing.blueprint import Traits
from exams.drawing.cases import PoolCase, traits_of_case
from exams.drawing.papers import PoolQuestion
from exams.models import Question, QuestionCase

if TYPE_CHECKING:
    from exams.drawing.papers import Drawable
    from exams.models.questions import QuestionQuerySet


def held_cases(banks: Collection[int]) -> dict[Traits, list[Drawable]]:
    """Return the whole cases of these banks by what a draw looks at, oldest first. Two queries, none without banks."""
    held: dict[Traits, list[Drawable]] = defaultdict(list)
    if not banks:
        return held
    whole = QuestionCase.objects.filter(bank__in=banks).whole()
    questions = Question.objects.in_use().filter(case__in=whole.values("pk"))
    posts = posts_of(questions)
    asked = questions.select_related("current", "case").order_by("case", "case_place", "pk")
    for case, members in groupby(asked, key=lambda question: question.case):
        traits, drawn = _read(members, posts)
        held[traits_of_case(case.bank_id, case.category, traits)].append(drawn)
    return dict(held)


def posts_of(questions: QuestionQuerySet) -> dict[int, set[int]]:
    """Return the kinds of post that these questions are marked for, by question; others are not named. One query."""
    posts: dict[int, set[int]] = defaultdict(set)
    marked = Question.post_kinds.through.objects.filter(question__in=questions.order_by().values("pk"))
    for question, post_kind in marked.values_list("question_id", "postkind_id"):
        posts[question].add(post_kind)
    return posts


def _read(members: Iterable[Question], posts: dict[int, set[int]]) -> tuple[tuple[Traits, ...], PoolCase]:
    traits, drawn = [], []
    for question in members:
        own = frozenset(question.industries), frozenset(posts.get(question.pk, ()))
        traits.append(Traits(question.bank_id, question.kind, question.category, question.difficulty, *own))
        keys = tuple(option["key"] for option in question.current.options) if question.current else ()
        drawn.append((question.kind, PoolQuestion(question.pk, question.current_id or 0, keys)))
    return tuple(traits), PoolCase(tuple(drawn))
