"""Taking a whole import back, as long as nothing rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import ImportStands
from exams.holds import what_holds
from exams.models import Question, QuestionBank, QuestionImport, QuestionVersion, VersionPicture
from exams.services.picture_files import forget_pictures
from organizations import audit
from organizations.models import ImportState

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def undo_import(*, record: QuestionImport, by: User | None) -> int:
    """Take every question of the import out of its bank again, all or nothing, and return how many there were.

    Pictures that no other question shows go with them. The same file can be imported again then. The bank is locked
    meanwhile. Raises ImportStands when the import is not written or was taken back before, and when anything rests on
    one of its questions.
    """
    QuestionBank.objects.select_for_update(of=("self",)).get(pk=record.bank_id)
    record = QuestionImport.objects.select_for_update(of=("self",)).select_related("bank__owner").get(pk=record.pk)
    if record.state != ImportState.DONE:
        raise ImportStands(_("This import is not written, or was taken back before."))
    if holds := what_holds(record):
        advice = _(
            "That is why the import can't be taken back any more. Retire the questions that nobody should be asked."
        )
        raise ImportStands("".join([*holds, advice]))
    questions = Question.objects.filter(origin=record)
    count = questions.update(current=None)
    # nothing rests on these versions, so where they show pictures is no evidence: the only rows of the kind that go
    shown: QuerySet[VersionPicture] = QuerySet(VersionPicture).filter(version__question__origin=record)
    pictures = set(shown.values_list("picture", flat=True))
    shown.delete()
    forget_pictures(pictures)
    QuestionVersion.objects.filter(question__origin=record).delete()
    questions.delete()
    record.state, record.undone_at, record.undone_by = ImportState.UNDONE, timezone.now(), by
    record.full_clean()
    record.save(update_fields=["state", "undone_at", "undone_by"])
    audit.record("questions.undo_import", by=by, subject=record, unit=record.bank.owner, questions=count)
    return count
