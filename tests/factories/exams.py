"""Banks, questions, papers, exams, and sittings in each of their states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from exams.importing.drafts import stem_key
from exams.models import (
    Attempt,
    AttemptState,
    Category,
    Exam,
    ExamState,
    Grading,
    GradingCause,
    Paper,
    PaperPart,
    Question,
    QuestionBank,
    QuestionCase,
    QuestionKind,
    QuestionState,
    QuestionVersion,
    SubmittedBy,
)
from exams.receipts.codes import new_receipt
from organizations.models import Unit
from tests.factories.organizations import BureauFactory, MembershipFactory, UserFactory

FULL_POINTS = Decimal(100)


class QuestionBankFactory(DjangoModelFactory):
    class Meta:
        model = QuestionBank

    slug = factory.Sequence(lambda number: f"bank-{number}")
    name = factory.Sequence(lambda number: f"题库{number}")
    owner = factory.SubFactory(BureauFactory)


class QuestionVersionFactory(DjangoModelFactory):
    """Another version of a question; `QuestionFactory` makes the first."""

    class Meta:
        model = QuestionVersion

    kind = factory.SelfAttribute("question.kind")
    number = factory.LazyAttribute(lambda version: version.question.versions.count() + 1)
    stem = "下井前先做什么？"
    options = factory.LazyFunction(lambda: [{"key": key, "text": f"做法{key}"} for key in "ABCD"])
    answer = factory.LazyFunction(lambda: ["A"])
    explanation = "先检查，再下井。"


class QuestionFactory(DjangoModelFactory):
    """A question in use with its first version; `stem`, `options`, `answer`, `explanation` … belong to the version."""

    class Meta:
        model = Question

    class Params:
        true_false = factory.Trait(
            kind=QuestionKind.TRUE_FALSE, options=[{"key": "T", "text": "对"}, {"key": "F", "text": "错"}], answer=["T"]
        )
        multiple = factory.Trait(kind=QuestionKind.MULTIPLE, answer=["A", "C"])
        ordered = factory.Trait(kind=QuestionKind.ORDER, answer=["C", "A", "D", "B"])
        written = factory.Trait(kind=QuestionKind.FILL, options=[], answer=["自救器"])
        number = factory.Trait(kind=QuestionKind.FILL, options=[], answer=["1.5"], tolerance=Decimal("0.1"), unit="米")

    bank = factory.SubFactory(QuestionBankFactory)
    kind = QuestionKind.SINGLE
    category = Category.LAW
    state = QuestionState.IN_USE
    stem = factory.Sequence(lambda number: f"第{number}题：下井前先做什么？")

    @classmethod
    def _create(cls, model_class: type[Question], *args: Any, **kwargs: Any) -> Question:
        own = {field: kwargs.pop(field) for field in ("bank", "kind", "category", "state")}
        own |= {field: kwargs.pop(field) for field in ("difficulty", "industries") if field in kwargs}
        question: Question = Question.objects.create(
            **own, stem_key=stem_key(kwargs.get("background", "") + kwargs["stem"])
        )
        question.current = QuestionVersionFactory(question=question, number=1, **kwargs)
        question.save(update_fields=["current"])
        return question


class QuestionCaseFactory(DjangoModelFactory):
    """A case without questions; `a_case_of` makes one that can be drawn."""

    class Meta:
        model = QuestionCase

    bank = factory.SubFactory(QuestionBankFactory)
    title = factory.Sequence(lambda number: f"案例{number}")
    category = Category.EMERGENCY
    text = factory.Sequence(lambda number: f"案例{number}：夜班，掘进面有人闻到烟味。")


def a_case_of(size: int, **fields: Any) -> QuestionCase:
    """Return a whole case with so many questions in use; `fields` are the case's."""
    case: QuestionCase = QuestionCaseFactory(**fields)
    for place in range(1, size + 1):
        question = QuestionFactory(bank=case.bank, background=case.text, stem=f"{place}、接下来怎么办？")
        Question.objects.filter(pk=question.pk).update(case=case, case_place=place)
    return case


class PaperFactory(DjangoModelFactory):
    """A blueprint without parts; `filled_paper` makes one that can be drawn."""

    class Meta:
        model = Paper

    name = factory.Sequence(lambda number: f"试卷{number}")
    owner = factory.SubFactory(BureauFactory)


class PaperPartFactory(DjangoModelFactory):
    class Meta:
        model = PaperPart

    paper = factory.SubFactory(PaperFactory)
    bank = factory.SubFactory(QuestionBankFactory)
    kind = QuestionKind.SINGLE
    category = Category.LAW
    count = 4
    points = Decimal(25)


def filled_paper(*, owner: Unit | None = None, questions: int = 4, spare: int = 2) -> Paper:
    """Return a paper of that many single choices, 100 points in all, and a bank that holds a few more."""
    owner = owner or BureauFactory()
    part = PaperPartFactory(paper__owner=owner, bank__owner=owner, count=questions, points=FULL_POINTS / questions)
    QuestionFactory.create_batch(questions + spare, bank=part.bank, category=part.category)
    paper: Paper = part.paper
    return paper


class ExamFactory(DjangoModelFactory):
    """A published exam that is open now, for everybody below its owner unless `audience` names units."""

    class Meta:
        model = Exam

    class Params:
        draft = factory.Trait(state=ExamState.DRAFT)
        upcoming = factory.Trait(opens_at=factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1)))
        over = factory.Trait(
            state=ExamState.CLOSED, opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=2))
        )

    title = factory.Sequence(lambda number: f"第{number}次安全知识考试")
    owner = factory.SubFactory(BureauFactory)
    paper = factory.SubFactory(PaperFactory, owner=factory.SelfAttribute("..owner"))
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    closes_at = factory.LazyAttribute(lambda exam: exam.opens_at + timedelta(hours=3))
    pass_points = Decimal(80)
    state = ExamState.PUBLISHED

    @classmethod
    def _create(cls, model_class: type[Exam], *args: Any, **kwargs: Any) -> Exam:
        audience: Sequence[Unit] | None = kwargs.pop("audience", None)
        exam: Exam = super()._create(model_class, *args, **kwargs)
        exam.audience.set([exam.owner] if audience is None else audience)
        return exam


class AttemptFactory(DjangoModelFactory):
    """A worker's seat, not taken; with a trait a sitting under way, graded (80 points unless told) or voided.

    `membership` says who sits and where he belongs that day. Its paper is empty: who needs a drawn one calls the
    services.
    """

    class Meta:
        model = Attempt
        exclude = ("began",)

    class Params:
        membership = factory.SubFactory(MembershipFactory)
        in_progress = factory.Trait(
            state=AttemptState.IN_PROGRESS,
            started_at=factory.SelfAttribute("began"),
            deadline=factory.LazyAttribute(
                lambda seat: min(seat.began + timedelta(minutes=seat.exam.duration_minutes), seat.exam.closes_at)
            ),
        )
        graded = factory.Trait(
            state=AttemptState.GRADED,
            started_at=factory.SelfAttribute("began"),
            deadline=factory.LazyAttribute(lambda seat: seat.began + timedelta(minutes=seat.exam.duration_minutes)),
            finished_at=factory.LazyAttribute(lambda seat: seat.began + timedelta(minutes=30)),
            submitted_by=SubmittedBy.WORKER,
            receipt=factory.LazyFunction(new_receipt),
            score=Decimal(80),
            passed=factory.LazyAttribute(lambda seat: seat.score >= seat.exam.pass_points),
        )
        voided = factory.Trait(
            graded=True,
            state=AttemptState.VOIDED,
            void_reason="有人替考",
            voided_by=factory.SubFactory(UserFactory),
            void_approved_by=factory.SubFactory(UserFactory),
        )

    exam = factory.SubFactory(ExamFactory)
    worker = factory.LazyAttribute(lambda seat: seat.membership.user)
    unit = factory.LazyAttribute(lambda seat: seat.membership.unit)
    enterprise = factory.LazyAttribute(lambda seat: seat.membership.enterprise)
    employee_no = factory.LazyAttribute(lambda seat: seat.membership.employee_no)
    began = factory.LazyAttribute(lambda seat: seat.exam.opens_at + timedelta(minutes=5))

    @classmethod
    def _create(cls, model_class: type[Attempt], *args: Any, **kwargs: Any) -> Attempt:
        attempt: Attempt = super()._create(model_class, *args, **kwargs)
        if attempt.score is not None:
            Grading.objects.create(
                attempt=attempt,
                cause=GradingCause.SUBMIT,
                score=attempt.score,
                full_points=FULL_POINTS,
                passed=bool(attempt.passed),
                marks=[],
            )
        return attempt
