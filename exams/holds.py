"""What rests on the questions of an import: why it can't be taken back any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from exams.models import (
    Attempt,
    DailyTen,
    Exam,
    ExamState,
    MockExam,
    PaperQuestion,
    PracticeAnswer,
    PrintedForm,
    Question,
    QuestionDoubt,
    QuestionImport,
    QuestionVersion,
    WrongQuestion,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

AT_A_TIME = 200
Papers = Iterable[list[list[Any]]]


def what_holds(record: QuestionImport) -> list[str]:
    """Return, in whole sentences, what rests on how many questions of the import; nothing when it can be taken back.

    Twelve queries; reads the papers that were made since the file came.
    """
    counted = ((len(concerned(record)), words) for concerned, words in HOLDS)
    return [str(words % count) for count, words in counted if count]


def _drawn(record: QuestionImport) -> set[int]:
    """On a seat's paper, whether it was sat or not; on a fixed paper; on a printed form."""
    seats = Attempt.objects.exclude(drawn_at__lt=record.uploaded_at)
    forms = PrintedForm.objects.filter(printed_at__gte=record.uploaded_at)
    fixed = PaperQuestion.objects.filter(version__question__origin=record)
    return _on(record, _papers(seats), _papers(forms)) | set(fixed.values_list("version__question", flat=True))


def _practised(record: QuestionImport) -> set[int]:
    """Answered, in somebody's book, among the ten of a day, or in a mock exam."""
    tens = DailyTen.objects.filter(day__gte=timezone.localdate(record.uploaded_at))
    mocks = MockExam.objects.filter(began_at__gte=record.uploaded_at)
    answers = PracticeAnswer.objects.filter(version__question__origin=record)
    book = WrongQuestion.objects.filter(question__origin=record)
    return (
        _on(record, _papers(tens), _papers(mocks))
        | set(answers.values_list("version__question", flat=True))
        | set(book.values_list("question", flat=True))
    )


def _copied(record: QuestionImport) -> set[int]:
    copies = Question.objects.filter(copied_from__question__origin=record)
    return set(copies.values_list("copied_from__question", flat=True))


def _doubted(record: QuestionImport) -> set[int]:
    doubts = QuestionDoubt.objects.filter(version__question__origin=record)
    return set(doubts.values_list("version__question", flat=True))


def _edited(record: QuestionImport) -> set[int]:
    edited = Question.objects.filter(origin=record).annotate(number=Count("versions")).filter(number__gt=1)
    return set(edited.values_list("pk", flat=True))


def _open_to_be_drawn(record: QuestionImport) -> set[int]:
    """In use while an exam that draws from the bank is published: it may be drawn at this very moment."""
    if not Exam.objects.filter(state=ExamState.PUBLISHED, paper__parts__bank=record.bank_id).exists():
        return set()
    return set(Question.objects.in_use().filter(origin=record).values_list("pk", flat=True))


HOLDS: tuple[tuple[Callable[[QuestionImport], set[int]], Any], ...] = (
    (_drawn, ngettext_lazy("%d question was drawn into a paper.", "%d questions were drawn into papers.")),
    (_practised, ngettext_lazy("%d question was practised by workers.", "%d questions were practised by workers.")),
    (_copied, ngettext_lazy("%d question was copied into another bank.", "%d questions were copied into other banks.")),
    (_doubted, ngettext_lazy("A worker has a doubt about %d question.", "Workers have doubts about %d questions.")),
    (_edited, ngettext_lazy("%d question was changed since.", "%d questions were changed since.")),
    (
        _open_to_be_drawn,
        ngettext_lazy(
            "%d question is in use while a published exam draws from the bank.",
            "%d questions are in use while a published exam draws from the bank.",
        ),
    ),
)


def _papers(made: QuerySet[Any]) -> Papers:
    return made.order_by().values_list("paper", flat=True).iterator(AT_A_TIME)


def _on(record: QuestionImport, *papers: Papers) -> set[int]:
    """Return the questions of the import that stand on any of these papers."""
    versions = QuestionVersion.objects.filter(question__origin=record).order_by()
    known = dict(versions.values_list("pk", F("question_id")))
    return {known[line[0]] for paper in chain(*papers) for line in paper if line[0] in known}
