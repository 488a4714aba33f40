"""A paper that asks in every way that a phone can answer without a picture."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from exams.models import Attempt, Paper, QuestionKind, QuestionVersion
from organizations.models import Unit
from tests.factories.exams import PaperFactory, PaperPartFactory, QuestionBankFactory, QuestionFactory
from tests.judging import Asked

WORDS = ("自救器", " 自救器。", "安全帽", "1.5", "１.５５米", "1.7", "八", "")  # what people write, right or wrong
KINDS: dict[QuestionKind, dict[str, Any]] = {
    QuestionKind.SINGLE: {},
    QuestionKind.MULTIPLE: {"multiple": True},
    QuestionKind.TRUE_FALSE: {"true_false": True},
    QuestionKind.ORDER: {"ordered": True},
}


def a_mixed_paper(owner: Unit, *, of_each: int = 1) -> Paper:
    """Return a paper of so many questions of each kind and twice as many to be written, words and numbers."""
    bank = QuestionBankFactory(owner=owner)
    paper: Paper = PaperFactory(owner=owner)
    for kind, trait in KINDS.items():
        QuestionFactory.create_batch(of_each, bank=bank, **trait)
        PaperPartFactory(paper=paper, bank=bank, kind=kind, count=of_each, points=Decimal("12.5"))
    QuestionFactory.create_batch(of_each, bank=bank, written=True)
    QuestionFactory.create_batch(of_each, bank=bank, number=True)
    PaperPartFactory(paper=paper, bank=bank, kind=QuestionKind.FILL, count=2 * of_each, points=Decimal(25))
    return paper


def asked_on(attempt: Attempt) -> list[Asked]:
    """Return the questions of the attempt's paper as the second opinion wants them."""
    versions = QuestionVersion.objects.in_bulk([line[0] for line in attempt.paper])
    return [
        Asked(
            kind=versions[version].kind,
            right=tuple(versions[version].answer),
            points=Decimal(points),
            tolerance=None if versions[version].tolerance is None else str(versions[version].tolerance),
            unit=versions[version].unit,
        )
        for version, _keys, points in attempt.paper
    ]
