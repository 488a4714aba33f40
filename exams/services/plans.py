"""What a paper is made by, read from the database."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from exams.drawing.blueprint import Blueprint, Line, Traits
from exams.drawing.papers import Drawable, PoolQuestion, SettledQuestion
from exams.drawing.plans import Plan, Settled
from exams.models import CASE, Paper, Question
from exams.services.drawn_cases import held_cases, posts_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def plan_of(paper: Paper) -> Plan:
    """Return the paper's questions where they are fixed, else its blueprint. At most three queries."""
    return _settled(paper) if paper.is_fixed else blueprint_of(paper)


def blueprint_of(paper: Paper) -> Blueprint:
    """Return the paper's lines and all that the banks hold for them.

    Three queries, however much they hold; five where cases are asked for.
    """
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
            size=part.case_size,
        )
        for part in paper.parts.select_related("post_kind")
    )
    banks = {line.bank for line in lines}
    cases = held_cases({line.bank for line in lines if line.kind == CASE})
    return Blueprint(lines, {**_held(banks), **cases})


def _held(banks: Iterable[int]) -> dict[Traits, list[Drawable]]:
    """Return the questions in use by what a draw looks at, oldest first; those of a case are drawn with it alone."""
    held: dict[Traits, list[Drawable]] = defaultdict(list)
    questions = Question.objects.in_use().filter(bank__in=banks, case__isnull=True).order_by("pk")
    posts = posts_of(questions)
    told = ("bank_id", "kind", "category", "difficulty", "industries", "pk", "current_id", "current__options")
    for bank, kind, category, difficulty, industries, pk, version, options in questions.values_list(*told):
        traits = Traits(bank, kind, category, difficulty, frozenset(industries), frozenset(posts.get(pk, ())))
        held[traits].append(PoolQuestion(pk, version, tuple(option["key"] for option in options)))
    return dict(held)


def _settled(paper: Paper) -> Settled:
    asked = paper.questions.order_by("place").values_list("version_id", "version__kind", "version__options", "points")
    return Settled(
        tuple(
            SettledQuestion(version, kind, tuple(option["key"] for option in options), points)
            for version, kind, options, points in asked
        )
    )
