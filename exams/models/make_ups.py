"""One more go at an exam: for whom, when, and after what."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from exams.models.exams import Exam
from exams.models.papers import Paper
from organizations.models import Unit


class MakeUpQuerySet(models.QuerySet["MakeUp"]):
    def open(self) -> MakeUpQuerySet:
        return self.filter(closed_at__isnull=True)


class MakeUp(models.Model):
    """One more sitting (补考) of a closed exam, for who failed it, missed it, or had his sitting annulled.

    The exam's own window stays as it was. Its seats are attempts of the exam with a number of their own; nobody begins
    before his retraining is done: `assignment`, learned after his last sitting, or somebody's word (Retraining).
    Rankings and bonus go by the first valid sitting (`first_valid`), whatever this one brings.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="make_ups", verbose_name=_("exam"))
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("held by"))
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+", verbose_name=_("paper"))
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    assignment = models.ForeignKey(
        "courses.Assignment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("retraining"),
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    results_released_at = models.DateTimeField(_("results released at"), null=True, blank=True, editable=False)
    results_released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects: ClassVar = MakeUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("make-up")
        verbose_name_plural = _("make-ups")
        ordering = ("opens_at", "made_at")
        constraints = (
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="make_up_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(results_released_at__isnull=True, results_released_by__isnull=True)
                | Q(results_released_at__isnull=False, results_released_by__isnull=False),
                name="make_up_results_released_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return _("Make-up of the exam: %s") % self.exam
