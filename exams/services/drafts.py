"""Banks, papers and exams while they are being made: kept with a trace of who changed them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from exams.errors import AlreadyPublished, PaperInUse
from exams.models import Exam, ExamState, Paper, QuestionBank
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import Unit, User


def free_short_name(name: str) -> str:
    """Return a short name that no bank has: the name's own Latin letters and digits, or bank, with a number behind."""
    longest = (QuestionBank._meta.get_field("slug").max_length or 0) - len("-9999")
    begun = slugify(name)[:longest].strip("-_") or "bank"
    taken = set(QuestionBank.objects.filter(slug__startswith=begun).values_list("slug", flat=True))
    return next(made for number in count(1) if (made := f"{begun}-{number}") not in taken)


@transaction.atomic
def keep_bank(*, bank: QuestionBank, by: User | None) -> QuestionBank:
    """Save a new or renamed bank. Raises ValidationError."""
    bank.full_clean()
    bank.save()
    record("bank.save", by=by, subject=bank, unit=bank.owner, name=bank.name)
    return bank


@transaction.atomic
def keep_paper(*, paper: Paper, by: User | None) -> Paper:
    """Save a blueprint with its parts. Raises PaperInUse while a published exam draws by it."""
    if paper.pk and Exam.objects.filter(paper=paper, state=ExamState.PUBLISHED).exists():
        raise PaperInUse(_("An exam that is published draws by this paper. Make another paper for the next one."))
    paper.save()
    record("paper.save", by=by, subject=paper, unit=paper.owner, parts=paper.parts.count())
    return paper


@transaction.atomic
def keep_draft(*, exam: Exam, audience: Iterable[Unit], by: User | None) -> Exam:
    """Save an exam that is not published yet. Raises AlreadyPublished, ValidationError."""
    _require_draft(exam)
    exam.full_clean()
    exam.save()
    exam.audience.set(audience)
    record("exam.save", by=by, subject=exam, unit=exam.owner, title=exam.title)
    return exam


@transaction.atomic
def discard_draft(*, exam: Exam, by: User | None) -> None:
    """Take away an exam that was never published. Raises AlreadyPublished."""
    _require_draft(exam)
    record("exam.discard", by=by, subject=exam, unit=exam.owner, title=exam.title)
    exam.delete()


def _require_draft(exam: Exam) -> None:
    """Lock the row, so that nobody publishes it meanwhile."""
    known = Exam.objects.select_for_update().filter(pk=exam.pk).first()
    if known is not None and known.state != ExamState.DRAFT:
        raise AlreadyPublished(_("This exam was published before: it stands as it is."))
