"""Papers that are printed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.exams import Exam


class PrintedForm(models.Model):
    """One form of an exam on paper: form A, form B. `paper` is what it asks, in its order, as in an attempt."""

    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="+", verbose_name=_("exam"))
    letter = models.CharField(_("form"), max_length=1)
    code = models.CharField(_("code of the form"), max_length=9, unique=True)
    paper: models.JSONField[list[Any], list[Any]] = models.JSONField(_("paper"))
    seed = models.BigIntegerField(editable=False)
    printed_at = models.DateTimeField(_("made at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("made by")
    )

    class Meta:
        verbose_name = _("printed form")
        verbose_name_plural = _("printed forms")
        ordering = ("exam", "letter")
        constraints = (models.UniqueConstraint(fields=["exam", "letter"], name="printed_form_once_a_letter"),)

    def __str__(self) -> str:
        return f"{self.exam_id} {self.letter}"
