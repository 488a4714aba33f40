"""Answer sheets on paper, typed in by people."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.exams import Exam
from exams.models.printed_forms import PrintedForm


class Look(models.IntegerChoices):
    """Who read the sheet: two people, neither seeing what the other read; and, where they differ, a third time."""

    FIRST = 1, _("typed once")
    SECOND = 2, _("typed a second time")
    SETTLED = 3, _("settled")


class TypedSheet(models.Model):
    """What one person read on one worker's answer sheet. `answers` holds a list of keys (or one text) for each slot."""

    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey(PrintedForm, on_delete=models.PROTECT, related_name="+")
    look = models.PositiveSmallIntegerField(choices=Look)
    answers: models.JSONField[list[Any], list[Any]] = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    typed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("typed answer sheet")
        verbose_name_plural = _("typed answer sheets")
        ordering = ("look",)
        constraints = (
            models.UniqueConstraint(fields=["exam", "worker", "look"], name="sheet_once_a_look"),
            models.CheckConstraint(condition=models.Q(look__gte=1, look__lte=3), name="sheet_look_1_to_3"),
        )

    def __str__(self) -> str:
        return f"{self.exam_id} {self.worker_id} {self.look}"
