"""That somebody had a reason to miss an exam."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.exams import Exam

LONGEST_REASON = 200


class ExcusedAbsence(models.Model):
    """A worker's excuse for missing an exam: sick leave, a shift underground. Bonus rules treat him otherwise (R32).

    It says nothing of who sat after all. Taken back, the row is gone, and the audit log tells of both.
    """

    exam = models.ForeignKey(
        Exam, on_delete=models.PROTECT, related_name="excused_absences", verbose_name=_("exam"), db_index=False
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="excused_absences", verbose_name=_("worker")
    )
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("excused absence")
        verbose_name_plural = _("excused absences")
        constraints = (
            models.UniqueConstraint(fields=["exam", "worker"], name="excused_once_an_exam"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="excused_for_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.exam_id} {self.worker_id}: {self.reason}"
