"""Who learned what, when and for how long: the evidence an inspector asks for (Work Safety Law Art. 28)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit
from organizations.models.append_only import AppendOnlyModel, AppendOnlyQuerySet


class LearningCategory(models.TextChoices):
    """What the hours were spent on."""

    CASE = "case", _("Accident cases")
    LECTURE = "lecture", _("Warning lectures")
    TRAINING = "training", _("Safety training")


class LearnedBy(models.TextChoices):
    PAGE = "page", _("Read")
    VIDEO = "video", _("Watched")
    SESSION = "session", _("In person")
    CORRECTION = "correction", _("Correction")


class LearningRecord(AppendOnlyModel):
    """A stretch of learning by the server's clock. Only ever added; a correction is a row that names the one it mends.

    `seconds` were really spent; `counted_seconds` are those that count as training hours: none that lie in two places
    at once, none above the day's cap. A correction carries the difference, which may be negative.
    """

    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="learning", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit of the day")
    )
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("page")
    )
    session = models.ForeignKey(
        "courses.Session",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="records",
        verbose_name=_("session in person"),
    )
    title = models.CharField(_("title"), max_length=255)
    category = models.CharField(_("category"), max_length=12, choices=LearningCategory)
    how = models.CharField(_("how"), max_length=12, choices=LearnedBy)
    began_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"))
    seconds = models.IntegerField(_("seconds"))
    counted_seconds = models.IntegerField(_("seconds that count"))
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects: ClassVar = AppendOnlyQuerySet["LearningRecord"].as_manager()

    class Meta:
        verbose_name = _("learning record")
        verbose_name_plural = _("learning records")
        ordering = ("-ended_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(ended_at__gte=F("began_at")), name="learning_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=False, how="correction") & ~Q(reason="")
                | Q(corrects__isnull=True, seconds__gte=0, counted_seconds__gte=0) & ~Q(how="correction"),
                name="learning_correction_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["session", "worker"], condition=Q(corrects__isnull=True), name="learning_once_a_session"
            ),
        )
        # the file of a person, his hours of a year, and what else he did in the same minutes
        indexes = (models.Index(fields=["worker", "ended_at"], name="learning_of_worker"),)

    def __str__(self) -> str:
        return f"{self.worker_id} · {self.title} · {self.seconds} s"
