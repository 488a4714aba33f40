"""One worker's go at an exam."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from exams.models.exams import Exam, ExamState
from exams.models.make_ups import MakeUp
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
    ENDED = "ended", _("Ended by the invigilator")


# what was not the worker's own doing, and can be opened again by giving time
NOT_BY_WORKER = (SubmittedBy.DEADLINE, SubmittedBy.ENDED)


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

    def out_of_time(self, moment: datetime) -> AttemptQuerySet:
        """Sittings under way whose time is up; those that are paused are left alone."""
        return self.filter(state=AttemptState.IN_PROGRESS, paused_at__isnull=True, deadline__lt=moment)

    def with_time(self, moment: datetime) -> AttemptQuerySet:
        """Sittings under way whose time is not up."""
        has_time = Q(paused_at__isnull=False) | Q(deadline__gte=moment)
        return self.filter(has_time, state=AttemptState.IN_PROGRESS)


class Attempt(models.Model):
    """One worker's sitting of an exam, for the team he was in that day.

    While PREPARED it is his seat: somebody whose seat stays PREPARED when the exam closes was absent. `paper` is
    [[version id, [option keys in the order shown], points], …]: what he was asked, in his order.

    The deadline is `min(start + duration, end of the window + pauses of the seat) + extra time`: extra time alone may
    pass the end of the window. From `paused_at` until the pause is over the clock stands. `told` holds the messages of
    the invigilator, one {"at": milliseconds, "text": …} a line. `full_points` are what the score is out of.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # other indexes begin with the exam; nobody asks by pool or by who voided: each index less makes a hand-in cheaper
    exam = models.ForeignKey(
        Exam, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("exam"), db_index=False
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("worker")
    )
    number = models.PositiveSmallIntegerField(_("sitting"), default=1)
    make_up = models.ForeignKey(
        MakeUp,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="seats",
        verbose_name=_("make-up"),
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of that day"))
    enterprise = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enterprise"))
    employee_no = models.CharField(_("employee number"), max_length=20)
    state = models.CharField(_("state"), max_length=12, choices=AttemptState, default=AttemptState.PREPARED)
    paper: models.JSONField[list[Any], list[Any]] = models.JSONField(_("paper"), default=list)
    drawn_at = models.DateTimeField(_("paper drawn at"), null=True, blank=True, editable=False)
    pool = models.ForeignKey(
        DrawnPool, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+", db_index=False
    )
    device = models.UUIDField(_("current device"), null=True, blank=True, editable=False)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    extra_seconds = models.PositiveIntegerField(_("extra time in seconds"), default=0, editable=False)
    paused_at = models.DateTimeField(_("paused since"), null=True, blank=True, editable=False)
    paused_for = models.DurationField(_("paused in all"), default=timedelta, editable=False)
    told = models.TextField(_("messages"), blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    submitted_by = models.CharField(_("handed in by"), max_length=10, choices=SubmittedBy, blank=True)
    receipt = models.CharField(_("receipt code"), max_length=9, null=True, blank=True, unique=True)
    score = models.DecimalField(_("score"), max_digits=6, decimal_places=2, null=True, blank=True)
    full_points = models.DecimalField(_("full points"), max_digits=6, decimal_places=2, default=Decimal(100))
    passed = models.BooleanField(_("passed"), null=True, blank=True)
    void_reason = models.CharField(_("reason for voiding"), max_length=200, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    void_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
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

    @property
    def extra_time(self) -> timedelta:
        return timedelta(seconds=self.extra_seconds)

    @property
    def held_by(self) -> Exam | MakeUp:
        """What this seat is in: the exam itself, or a make-up of it, each with a window of its own."""
        return self.make_up or self.exam

    @property
    def is_held(self) -> bool:
        """Whether that was published and is not closed."""
        return self.exam.state == ExamState.PUBLISHED if self.make_up is None else self.make_up.closed_at is None

    @property
    def window_ends(self) -> datetime:
        """Until when this seat can be taken: a pause before the start moves it. The exam has to be loaded."""
        return self.held_by.closes_at + self.paused_for

    def deadline_if_begun(self, moment: datetime) -> datetime:
        """Return the deadline of a sitting that begins then. The exam has to be loaded."""
        return min(moment + timedelta(minutes=self.exam.duration_minutes), self.window_ends) + self.extra_time

    def is_out_of_time(self, moment: datetime) -> bool:
        """Whether the time is up; never while the sitting is paused."""
        return self.deadline is not None and self.paused_at is None and moment > self.deadline

    def go_on(self, moment: datetime) -> None:
        """End the pause of this sitting on the object: the deadline moves by as long as the clock stood."""
        if self.paused_at is None:
            return
        stood = max(moment - self.paused_at, timedelta())
        self.paused_at, self.paused_for = None, self.paused_for + stood
        if self.deadline is not None:
            self.deadline += stood
