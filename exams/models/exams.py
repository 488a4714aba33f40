"""A sitting for many: when, for whom, by which paper."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exams.models.papers import Paper
from organizations.models import Unit


class ExamState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CLOSED = "closed", _("Closed")


class ResultsShown(models.TextChoices):
    """When workers see scores, right answers and explanations; exams/release.py goes by it."""

    AT_ONCE = "at_once", _("At once, to each who has handed in")
    AFTER_WINDOW = "after_window", _("When the exam is over for everybody")
    AFTER_APPROVAL = "after_approval", _("When somebody has released the results")


class ExamQuerySet(models.QuerySet["Exam"]):
    def open_at(self, moment: datetime) -> ExamQuerySet:
        return self.filter(state=ExamState.PUBLISHED, opens_at__lte=moment, closes_at__gt=moment)


class Exam(models.Model):
    """One exam: a window in which everybody in the audience sits a paper drawn by its blueprint."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=60)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("held by"))
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="exams", verbose_name=_("paper"))
    audience = models.ManyToManyField(Unit, related_name="+", verbose_name=_("for"))
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    duration_minutes = models.PositiveSmallIntegerField(
        _("minutes allowed"), default=60, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    pass_points = models.DecimalField(_("points to pass"), max_digits=6, decimal_places=2, default=80)
    grace_seconds = models.PositiveIntegerField(
        _("seconds of grace"),
        default=1800,
        help_text=_("Answers chosen in time but sent late, for want of a signal, still count this long after the end."),
    )
    answer_file_days = models.PositiveSmallIntegerField(
        _("days for answer files"),
        default=7,
        validators=[MaxValueValidator(60)],
        help_text=_(
            "So many days after the end a safety officer may still bring the file of a phone that had no signal at all."
        ),
    )
    bonus_month = models.DateField(
        _("month of the bonus"),
        null=True,
        blank=True,
        help_text=_("The first day of the month whose bonus this exam moves; empty if it moves none."),
    )
    certificate_months = models.PositiveSmallIntegerField(
        _("months the certificate is good"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Whoever passes has a certificate that is good for so long. Empty: this exam gives none."),
    )
    results_shown = models.CharField(
        _("workers see their results"),
        max_length=14,
        choices=ResultsShown,
        default=ResultsShown.AT_ONCE,
        help_text=_(
            "Score, right answers and explanations. At once teaches best. Later is safer where people sit one after "
            "the other and could tell each other the answers."
        ),
    )
    retest_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="retests",
        verbose_name=_("re-test of"),
    )
    results_released_at = models.DateTimeField(_("results released at"), null=True, blank=True, editable=False)
    results_released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    # since when grading has to ask for corrections: of most exams there is none, and nothing is asked
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ExamState, default=ExamState.DRAFT, editable=False)
    # the number that every paper of this exam is drawn by, together with its worker; recorded at the first draw
    seed = models.BigIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar = ExamQuerySet.as_manager()

    class Meta:
        verbose_name = _("exam")
        verbose_name_plural = _("exams")
        ordering = ("-opens_at",)
        constraints = (
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="exam_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(bonus_month__isnull=True) | Q(bonus_month__day=1),
                name="exam_bonus_month_is_a_first_day",
            ),
            models.CheckConstraint(
                condition=Q(results_released_at__isnull=True, results_released_by__isnull=True)
                | Q(results_released_at__isnull=False, results_released_by__isnull=False),
                name="exam_results_released_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The exam has to close after it opens.")}, code="closes_first")
        if self.bonus_month and self.bonus_month.day != 1:
            self.bonus_month = self.bonus_month.replace(day=1)

    @property
    def is_open(self) -> bool:
        return self.state == ExamState.PUBLISHED and self.opens_at <= timezone.now() < self.closes_at

    @property
    def is_past(self) -> bool:
        """Whether its window has ended; until it is closed, answers that were given in time may still come."""
        return self.closes_at <= timezone.now()
