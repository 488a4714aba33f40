"""What the measurement needs: one enterprise, its workers with PINs, a bank, and an exam that is open."""

from __future__ import annotations

import sys
from datetime import timedelta
from decimal import Decimal

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.measuring import SEED  # noqa: E402
from benchmarks.wording import question  # noqa: E402
from exams.importing.drafts import QuestionDraft  # noqa: E402
from exams.models import Category, Exam, Paper, PaperPart, Question, QuestionBank, QuestionKind, QuestionState  # noqa: E402
from exams.services.exams import publish_exam  # noqa: E402
from exams.services.papers import prepare_papers  # noqa: E402
from exams.services.questions import add_questions, review_questions  # noqa: E402
from organizations.hashers import PinHasher  # noqa: E402
from organizations.models import Industry, Unit, UnitKind, User  # noqa: E402
from organizations.roster.layout import RosterRow  # noqa: E402
from organizations.roster.plan import plan_roster  # noqa: E402
from organizations.services.roster_import import write_roster  # noqa: E402
from organizations.services.units import create_enterprise, create_unit  # noqa: E402

CODE, PIN, QUESTIONS = "BENCH", "246813", 50


def set_stage(workers: int) -> Exam:
    """Return the open exam; worker numbers run from 1."""
    bureau = Unit.objects.filter(kind=UnitKind.BUREAU).first() or create_unit(
        parent=None, kind=UnitKind.BUREAU, name="bench", by=None
    )
    enterprise = create_enterprise(parent=bureau, name="bench", code=CODE, industry=Industry.UNDERGROUND_MINE, by=None)
    rows = [
        RosterRow(number=n, name=f"工{n}", employee_no=str(n), workshop="车间", team=f"班{n % 40}")
        for n in range(1, workers + 1)
    ]
    write_roster(
        enterprise=enterprise,
        plan=plan_roster(enterprise=enterprise, rows=rows, bad=(), creates_units=True),
        by=None,
    )
    User.objects.update(pin=make_password(PIN, hasher=PinHasher.algorithm))
    return _exam(bureau, _bank(bureau))


def _bank(bureau: Unit) -> QuestionBank:
    bank = QuestionBank.objects.create(slug="bench", name="bench", owner=bureau)
    add_questions(bank=bank, drafts=[_draft(n) for n in range(300)], by=None)
    review_questions(questions=Question.objects.filter(bank=bank), state=QuestionState.IN_USE, by=None)
    return bank


def _draft(number: int) -> QuestionDraft:
    stem, options = question(number)
    return QuestionDraft(
        place="",
        kind=QuestionKind.SINGLE,
        stem=stem,
        options=tuple(zip("ABCD", options, strict=True)),
        answer=("A",),
        explanation="水变大变浑，是透水前的样子。",
        category=Category.EMERGENCY,
    )


def _exam(bureau: Unit, bank: QuestionBank) -> Exam:
    paper = Paper.objects.create(name="bench", owner=bureau)
    PaperPart.objects.create(
        paper=paper,
        bank=bank,
        kind=QuestionKind.SINGLE,
        category=Category.EMERGENCY,
        count=QUESTIONS,
        points=Decimal(2),
    )
    now = timezone.now()
    hours = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=9)}
    exam = Exam.objects.create(title="bench", owner=bureau, paper=paper, seed=SEED, **hours)
    exam.audience.set([bureau])
    exam = publish_exam(exam=exam, by=None)
    prepare_papers(exam=exam)
    return exam


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    print(set_stage(int(sys.argv[1])).pk)
