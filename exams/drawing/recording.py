"""What papers are drawn from, as plain data: to be kept, and to draw from again when the banks hold something else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from exams.drawing.blueprint import Blueprint, Line, Traits
from exams.drawing.papers import PoolQuestion, SettledQuestion
from exams.drawing.plans import Plan, Settled

Data = dict[str, list[list[Any]]]


def as_data(plan: Plan) -> Data:
    """Return all of the plan that a draw looks at, in the order in which it looks, for JSON.

    {"lines": [[bank, kind, category, count, points, difficulty, post kind, choice], …], "held": [[bank, kind, category,
    difficulty, [industries], [post kinds], [[question, version, keys], …]], …]}, or for a fixed paper {"questions":
    [[version, kind, keys, points], …]}. Keys of options stand together: "ABCD".
    """
    if isinstance(plan, Settled):
        return {"questions": [[q.version, q.kind, "".join(q.keys), str(q.points)] for q in plan.questions]}
    if not isinstance(plan, Blueprint):
        raise TypeError(plan)
    return {"lines": [_line(line) for line in plan.lines], "held": [_held(*held) for held in plan.held.items()]}


def plan_from(data: Data) -> Plan:
    """Return a plan that draws as the recorded one did. Its lines have no labels: nobody is told of them."""
    if "questions" in data:
        return Settled(
            tuple(
                SettledQuestion(version, kind, tuple(keys), Decimal(points))
                for version, kind, keys, points in data["questions"]
            )
        )
    lines = tuple(
        Line("", bank, kind, category, count, Decimal(points), *rest)
        for bank, kind, category, count, points, *rest in data["lines"]
    )
    held: dict[Traits, list[PoolQuestion]] = {}
    for bank, kind, category, difficulty, industries, posts, questions in data["held"]:
        traits = Traits(bank, kind, category, difficulty, frozenset(industries), frozenset(posts))
        held[traits] = [PoolQuestion(question, version, tuple(keys)) for question, version, keys in questions]
    return Blueprint(lines, held)


def digest_of(data: Data) -> str:
    """Return the SHA-256 of the data, 64 hexadecimal digits: the same for the same pool, and for no other."""
    return hashlib.sha256(json.dumps(data, separators=(",", ":")).encode()).hexdigest()


def _line(line: Line) -> list[Any]:
    asked = [line.bank, line.kind, line.category, line.count, str(line.points)]
    return [*asked, line.difficulty, line.post_kind, line.choice]


def _held(traits: Traits, questions: Iterable[PoolQuestion]) -> list[Any]:
    of = [traits.bank, traits.kind, traits.category, traits.difficulty]
    suits = [sorted(traits.industries), sorted(traits.post_kinds)]
    return [*of, *suits, [[q.question, q.version, "".join(q.keys)] for q in questions]]
