"""The ten of the day, and answering what is practised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from random import SystemRandom
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import NotAnAnswer
from exams.models import DailyTen, PracticeAnswer, QuestionKind, QuestionVersion, WrongQuestion
from exams.possible import is_possible
from exams.practice.choosing import choose
from exams.practice.drawing import PracticePaper
from exams.practice.questions import as_practice, open_questions, questions_for
from exams.rightness import Key
from exams.services.wrong_questions import note_answers
from exams.signals import ten_done

if TYPE_CHECKING:
    from datetime import datetime

    from exams.models.practice import WrongQuestionQuerySet
    from organizations.models import User

TEN = 10
NOT_AGAIN_DAYS = 30
TENS_KEPT_DAYS = 30  # a page that was left open goes on; the answers are kept by themselves
WORTH = 1  # in practice every question is worth the same


def todays_ten(*, worker: User) -> DailyTen | None:
    """Return the worker's questions of this day, chosen when he first asks for them; None where there are none for him.

    What is due in his wrong-question book comes first, then what suits his work and he has not met lately; there may be
    fewer than ten. At most sixteen queries, one once they are chosen.
    """
    day = timezone.localdate()
    known = DailyTen.objects.filter(worker=worker, day=day).first()
    if known is not None:
        return known
    paper = _chosen(worker)
    if not paper:
        return None
    new = DailyTen(worker=worker, day=day, paper=paper)
    DailyTen.objects.bulk_create([new], ignore_conflicts=True)  # a double tap finds the first one's ten
    return DailyTen.objects.get(worker=worker, day=day)


def book_of(worker: User) -> WrongQuestionQuerySet:
    """Return the worker's wrong questions that he may practise now, the next due first."""
    rows: WrongQuestionQuerySet = WrongQuestion.objects.all()
    return rows.filter(worker=worker, question__in=open_questions(worker))


@transaction.atomic
def answer_practice(
    *, worker: User, version: QuestionVersion, keys: Sequence[str], answer: list[str], occasion: UUID
) -> PracticeAnswer:
    """Keep the answer, move the question in the wrong-question book, and return what was kept.

    Who answers again on the same occasion gets his first answer back. Raises NotAnAnswer where there is none, or one
    that was not offered; `keys` are those of the options.
    """
    if not any(answer) or not is_possible(keys, answer):
        raise NotAnAnswer(_("Choose or write an answer first."))
    if version.kind == QuestionKind.ORDER and len(answer) < len(keys):
        raise NotAnAnswer(_("Give every step its number first."))
    is_right = Key.of(version).accepts(answer)
    kept, is_new = PracticeAnswer.objects.get_or_create(
        worker=worker, occasion=occasion, defaults={"version": version, "answer": answer, "is_right": is_right}
    )
    if is_new:
        note_answers(worker=worker.pk, results={version.question_id: is_right}, day=timezone.localdate())
    return kept


def tell_done(ten: DailyTen) -> None:
    """Say that the last question of the ten was answered, today; harmless when repeated."""
    day = timezone.localdate()
    transaction.on_commit(partial(ten_done.send, sender=DailyTen, ten=ten, day=day), robust=True)


def forget_old_tens() -> int:
    """The tens of days long gone are no more, what was answered stays; return how many went."""
    oldest = timezone.localdate() - timedelta(days=TENS_KEPT_DAYS)
    return DailyTen.objects.filter(day__lt=oldest).delete()[0]


def _chosen(worker: User) -> PracticePaper:
    rng = SystemRandom()
    book = dict(book_of(worker).values_list("question_id", "due_on"))
    due = [question for question, due_on in book.items() if due_on <= timezone.localdate()]
    # what is in the book comes on its own day
    pool = {question.question: question for question in as_practice(questions_for(worker).exclude(pk__in=book))}
    lately = timezone.now() - timedelta(days=NOT_AGAIN_DAYS)
    chosen = choose(due=due, pool=pool, met=_met(worker, lately), since=lately, count=TEN, rng=rng)
    due_now = {question.question: question for question in as_practice(open_questions(worker).filter(pk__in=due))}
    known = pool | due_now
    return [known[question].line(WORTH, rng) for question in chosen if question in known]


def _met(worker: User, since: datetime) -> dict[int, datetime]:
    """Return when the worker last practised each question since then. One query."""
    answers = PracticeAnswer.objects.filter(worker=worker, answered_at__gte=since)
    return dict(answers.values_list("version__question").annotate(last=Max("answered_at")).order_by())
