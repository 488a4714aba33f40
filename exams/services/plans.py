"""What a paper is made by, read from the database."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from exams.drawing.blueprint import Blueprint, Line, Traits
from exams.drawing.papers import PoolQuestion, SettledQuestion
from exams.drawing.plans import Plan, Settled
from exams.models import Paper, Question, QuestionState

if TYPE_CHECKING:
    from collections.abc import Iterable


def plan_of(paper: Paper) -> Plan:
    """Return the paper's questions where they are fixed, else its blueprint. At most three queries."""
    return _settled(paper) if paper.is_fixed else blueprint_of(paper)


def blueprint_of(paper: Paper) -> Blueprint:
    """Return the paper's lines and all that the banks hold for them. Three queries, however much they hold."""
    lines = tuple(
        Line(
            label=part.label,
            bank=part.bank_id,
            kind=part.kind,
            category=part.category,
            count=part.count,
            points=part.points,
            difficulty=part.difficulty,
            post_kind=part.post_kind_id,
            choice=part.choice,
        )
        for part in paper.parts.select_related("post_kind")
    )
    return Blueprint(lines, _held({line.bank for line in lines}))


def _held(banks: Iterable[int]) -> dict[Traits, list[PoolQuestion]]:
    """Return the questions in use by what a draw looks at, oldest first."""
    held: dict[Traits, list[PoolQuestion]] = defaultdict(list)
    questions = Question.objects.in_use().filter(bank__in=banks).order_by("pk")
    posts: dict[int, set[int]] = defaultdict(set)
    marked = Question.post_kinds.through.objects.filter(question__bank__in=banks)
    in_use = marked.filter(question__state=QuestionState.IN_USE)
    for question, post_kind in in_use.values_list("question_id", "postkind_id"):
        posts[question].add(post_kind)
    told = ("bank_id", "kind", "category", "difficulty", "industries", "pk", "current_id", "current__options")
    for bank, kind, category, difficulty, industries, pk, version, options in questions.values_list(*told):
        traits = Traits(bank, kind, category, difficulty, frozenset(industries), frozenset(posts.get(pk, ())))
        held[traits].append(PoolQuestion(pk, version, tuple(option["key"] for option in options)))
    return dict(held)


def _settled(paper: Paper) -> Settled:
    asked = paper.questions.order_by("place").values_list(
        "version_id", "version__question__kind", "version__options", "points"
    )
    return Settled(
        tuple(
            SettledQuestion(version, kind, tuple(option["key"] for option in options), points)
            for version, kind, options, points in asked
        )
    )
