"""What an attempt was worth, each time it was graded."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt
from exams.models.corrections import Correction


class GradingCause(models.TextChoices):
    SUBMIT = "submit", _("Handed in")
    DEADLINE = "deadline", _("Time ran out")
    ENDED = "ended", _("Ended by the invigilator")
    LATE_ANSWERS = "late", _("Late answers came in")
    CORRECTION = "correction", _("A question was corrected")


class Grading(models.Model):
    """One grading of an attempt; the attempt shows the newest, the older ones stay.

    `marks` is [{"version": id, "chosen": [keys], "points": "2.00"}, …] in the order of the paper; "full_points" stands
    there too where a correction has changed what the question is worth. `correction` is the one that made this grading
    necessary.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="gradings")
    graded_at = models.DateTimeField(_("graded at"), auto_now_add=True)
    cause = models.CharField(_("cause"), max_length=10, choices=GradingCause)
    correction = models.ForeignKey(
        Correction, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="gradings"
    )
    score = models.DecimalField(_("score"), max_digits=6, decimal_places=2)
    full_points = models.DecimalField(_("full points"), max_digits=6, decimal_places=2)
    passed = models.BooleanField(_("passed"))
    marks: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(_("marks"))

    class Meta:
        verbose_name = _("grading")
        verbose_name_plural = _("gradings")
        ordering = ("attempt", "pk")

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.score}/{self.full_points}"
