"""What the measurement of draws needs: an enterprise with its people, a full bank, a paper with parts by post."""

from __future__ import annotations

import sys
from decimal import Decimal
from itertools import cycle

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from courses.models import PostKind  # noqa: E402
from exams.importing.drafts import QuestionDraft  # noqa: E402
from exams.models import Category, Paper, PaperPart, Question, QuestionBank, QuestionKind, QuestionState  # noqa: E402
from exams.services.questions import add_questions, review_questions  # noqa: E402
from organizations.models import Industry, Membership, Post, Unit, UnitKind, User  # noqa: E402
from organizations.services.units import create_enterprise, create_unit  # noqa: E402

BATCH, TEAM_SIZE = 5000, 50
POSTS = {"井下采掘工": "采掘", "炉前工": "炉前熔炼", "电工": "电工机电", "会计": ""}
BY_POST = 0.2  # of the bank
COMMON, OWN = ((Category.LAW, 15), (Category.EMERGENCY, 15), (Category.RESUMPTION, 10)), 10


def set_stage(workers: int, questions: int) -> None:
    bureau = create_unit(parent=None, kind=UnitKind.BUREAU, name="bench", by=None)
    enterprise = create_enterprise(
        parent=bureau, name="bench", code="BENCH", industry=Industry.UNDERGROUND_MINE, by=None
    )
    _people(enterprise, workers)
    bank = QuestionBank.objects.create(slug="bench", name="bench", owner=bureau)
    add_questions(bank=bank, drafts=[_draft(number, questions) for number in range(questions)], by=None)
    review_questions(questions=Question.objects.filter(bank=bank), state=QuestionState.IN_USE, by=None)
    _paper(bureau, bank)


def _people(enterprise: Unit, workers: int) -> None:
    teams = [
        create_unit(parent=enterprise, kind=UnitKind.TEAM, name=f"班{number}", by=None)
        for number in range(-(-workers // TEAM_SIZE))
    ]
    posts = cycle([Post.objects.get_or_create(name=name)[0] for name in POSTS])
    people = User.objects.bulk_create((User(name=f"工{number}") for number in range(workers)), batch_size=BATCH)
    Membership.objects.bulk_create(
        (
            Membership(
                user=person,
                unit=teams[number // TEAM_SIZE],
                enterprise=enterprise,
                employee_no=str(number),
                post=next(posts),
                started_on=timezone.localdate(),
            )
            for number, person in enumerate(people)
        ),
        batch_size=BATCH,
    )


def _draft(number: int, of: int) -> QuestionDraft:
    kinds = [kind for kind in POSTS.values() if kind]
    own = number < of * BY_POST
    subjects = [category for category, _count in COMMON]
    return QuestionDraft(
        place="",
        kind=QuestionKind.SINGLE,
        stem=f"第 {number} 题：井下淋水突然变大、发浑的时候，当班的人首先应该怎么做？",
        options=tuple((key, f"{key} 马上停下手里的活，按避灾路线撤到安全的地方") for key in "ABCD"),
        answer=("A",),
        category=Category.PROCEDURE if own else subjects[number % len(subjects)],
        posts=(kinds[number % len(kinds)],) if own else (),
    )


def _paper(owner: Unit, bank: QuestionBank) -> None:
    """Fifty questions: forty for all, ten for the post; who has no such post is asked ten more on law."""
    paper = Paper.objects.create(name="bench", owner=owner)
    for category, count in COMMON:
        _part(paper, bank, category, count)
    for name in filter(None, POSTS.values()):
        _part(paper, bank, Category.PROCEDURE, OWN, choice=1, post_kind=PostKind.objects.get(name=name))
    _part(paper, bank, Category.LAW, OWN, choice=1)


def _part(paper: Paper, bank: QuestionBank, category: Category, count: int, **fields: object) -> None:
    single = {"kind": QuestionKind.SINGLE, "category": category}
    PaperPart.objects.create(paper=paper, bank=bank, count=count, points=Decimal(2), **single, **fields)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    set_stage(*map(int, sys.argv[1:]))
    print("set")
