"""What papers are drawn from, as plain data: to be kept, and to draw from again when the banks hold something else."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from exams.drawing.blueprint import Blueprint, Line, Traits
from exams.drawing.cases import PoolCase
from exams.drawing.papers import Drawable, PoolQuestion, SettledQuestion
from exams.drawing.plans import Plan, Settled

Data = dict[str, list[list[Any]]]


def as_data(plan: Plan) -> Data:
    """Return all of the plan that a draw looks at, in the order in which it looks, for JSON.

    {"lines": [[bank, kind, category, count, points, difficulty, post kind, choice, size], …], "held": [[traits, [drawn
    as one, …]], …]}, or for a fixed paper {"questions": [[version, kind, keys, points], …]}. Traits are [bank, kind,
    category, difficulty, [industries], [post kinds], [traits of a case's questions, …]]; what is drawn as one is
    [[kind, question, version, keys], …]: a question, of no kind of its own, or those of a case. Keys of options stand
    together: "A B C D".
    """
    if isinstance(plan, Settled):
        return {"questions": [[q.version, q.kind, " ".join(q.keys), str(q.points)] for q in plan.questions]}
    if not isinstance(plan, Blueprint):
        raise TypeError(plan)
    held = [[_traits(traits), [_one(one) for one in some]] for traits, some in plan.held.items()]
    return {"lines": [_line(line) for line in plan.lines], "held": held}


def plan_from(data: Data) -> Plan:
    """Return a plan that draws as the recorded one did. Its lines have no labels: nobody is told of them."""
    if "questions" in data:
        return Settled(
            tuple(
                SettledQuestion(version, kind, tuple(keys.split()), Decimal(points))
                for version, kind, keys, points in data["questions"]
            )
        )
    lines = tuple(
        Line("", bank, kind, category, count, Decimal(points), *rest)
        for bank, kind, category, count, points, *rest in data["lines"]
    )
    return Blueprint(lines, {_traits_from(traits): [_one_from(one) for one in some] for traits, some in data["held"]})


def digest_of(data: Data) -> str:
    """Return the SHA-256 of the data, 64 hexadecimal digits: the same for the same pool, and for no other."""
    return hashlib.sha256(json.dumps(data, separators=(",", ":")).encode()).hexdigest()


def _line(line: Line) -> list[Any]:
    asked = [line.bank, line.kind, line.category, line.count, str(line.points)]
    return [*asked, line.difficulty, line.post_kind, line.choice, line.size]


def _traits(traits: Traits) -> list[Any]:
    of = [traits.bank, traits.kind, traits.category, traits.difficulty]
    suits = [sorted(traits.industries), sorted(traits.post_kinds)]
    return [*of, *suits, [_traits(member) for member in traits.members]]


def _traits_from(data: list[Any]) -> Traits:
    bank, kind, category, difficulty, industries, posts, members = data
    own = tuple(_traits_from(member) for member in members)
    return Traits(bank, kind, category, difficulty, frozenset(industries), frozenset(posts), own)


def _one(one: Drawable) -> list[list[Any]]:
    if isinstance(one, PoolQuestion):
        return [_question("", one)]
    if isinstance(one, PoolCase):
        return [_question(kind, question) for kind, question in one.questions]
    raise TypeError(one)


def _one_from(data: list[list[Any]]) -> Drawable:
    questions = tuple((kind, PoolQuestion(key, version, tuple(keys.split()))) for kind, key, version, keys in data)
    (kind, first), *_more = questions
    return PoolCase(questions) if kind else first


def _question(kind: str, question: PoolQuestion) -> list[Any]:
    return [kind, question.question, question.version, " ".join(question.keys)]
