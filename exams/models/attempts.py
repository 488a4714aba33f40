"""One worker's go at an exam."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from exams.models.exams import Exam
from exams.models.pools import DrawnPool
from organizations.models import Unit


class AttemptState(models.TextChoices):
    PREPARED = "prepared", _("Not started")
    IN_PROGRESS = "in_progress", _("Under way")
    GRADED = "graded", _("Graded")
    VOIDED = "voided", _("Voided")


class SubmittedBy(models.TextChoices):
    WORKER = "worker", _("Handed in")
    DEADLINE = "deadline", _("Time ran out")
    PAPER = "paper", _("On paper")


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def counted(self) -> AttemptQuerySet:
        """Everything that belongs in a score: sat or missed, but not voided."""
        return self.exclude(state=AttemptState.VOIDED)

    def first_valid(self) -> AttemptQuerySet:
        """One row a worker and exam: the first sitting that is not voided, whatever a make-up brought later."""
        earlier = Attempt.objects.counted().filter(
            exam=OuterRef("exam"), worker=OuterRef("worker"), number__lt=OuterRef("number")
        )
        return self.counted().filter(~Exists(earlier))

    def of_unit(self, unit: Unit) -> AttemptQuerySet:
        return self.filter(unit__path__startswith=unit.path)


class Attempt(models.Model):
    """One worker's sitting of an exam, for the team he was in that day.

    While PREPARED it is his seat: somebody whose seat stays PREPARED when the exam closes was absent. `paper` is
    [[version id, [option keys in the order shown], points], …]: what he was asked, in his order.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("exam"))
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("worker")
    )
    number = models.PositiveSmallIntegerField(_("sitting"), default=1)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of that day"))
    enterprise = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enterprise"))
    employee_no = models.CharField(_("employee number"), max_length=20)
    state = models.CharField(_("state"), max_length=12, choices=AttemptState, default=AttemptState.PREPARED)
    paper: models.JSONField[list[Any], list[Any]] = models.JSONField(_("paper"), default=list)
    drawn_at = models.DateTimeField(_("paper drawn at"), null=True, blank=True, editable=False)
    pool = models.ForeignKey(
        DrawnPool, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    device = models.UUIDField(_("current device"), null=True, blank=True, editable=False)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    submitted_by = models.CharField(_("handed in by"), max_length=10, choices=SubmittedBy, blank=True)
    receipt = models.CharField(_("receipt code"), max_length=9, null=True, blank=True, unique=True)
    score = models.DecimalField(_("score"), max_digits=6, decimal_places=2, null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True, blank=True)
    void_reason = models.CharField(_("reason for voiding"), max_length=200, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    void_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = (
            models.UniqueConstraint(fields=["exam", "worker", "number"], name="attempt_once_a_worker_and_sitting"),
            models.CheckConstraint(
                name="attempt_graded_has_score",
                condition=~Q(state=AttemptState.GRADED) | Q(score__isnull=False, finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="attempt_voided_by_two",
                condition=~Q(state=AttemptState.VOIDED)
                | (~Q(void_reason="") & Q(voided_by__isnull=False) & ~Q(voided_by=models.F("void_approved_by"))),
            ),
        )
        indexes = (
            # rankings and results group an exam's attempts by unit; the sweep looks for what ran out
            models.Index(fields=["exam", "unit"], name="attempt_exam_unit"),
            models.Index(fields=["deadline"], name="attempt_running", condition=Q(state="in_progress")),
        )

    def __str__(self) -> str:
        return f"{self.worker} · {self.exam}"

    @property
    def was_sat(self) -> bool:
        return self.started_at is not None
