"""What looks odd in an exam's sittings. Evidence for a person to judge, never a verdict of ours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exams.models.exams import Exam
from organizations.models import Unit
from organizations.models.anomalies import AnomalyModel

GIVEN_UP_AFTER = timedelta(hours=1)


class OddKind(models.TextChoices):
    """What the search looks for; exams/anomalies says how, kind by kind."""

    SAME_ANSWERS = "same_answers", _("The same wrong answers")
    ONE_PHONE = "one_phone", _("Many sittings from one phone")
    QUICK_PAPER = "quick_paper", _("Whole paper faster than it can be read")
    QUICK_ANSWERS = "quick_answers", _("Questions faster than they can be read")
    ALL_FULL = "all_full", _("A whole team with full marks")
    PHONES = "phones", _("Changed the phone")
    AWAY = "away", _("Left the page")
    AT_NIGHT = "at_night", _("At another time than his team")


class Verdict(models.TextChoices):
    """What a person makes of it. None of them changes a score."""

    NOTHING = "nothing", _("Nothing to see")
    TALK = "talk", _("Talked to them")
    RESIT = "resit", _("Should sit it again")
    RETEST = "retest", _("Should be tested by the county")


class ExamAnomaly(AnomalyModel):
    """One odd thing about one sitting, one team or one phone in an exam; the same thing stands once.

    `about` names the object within exam and kind. `evidence` is {"attempts": [keys], …}: whose sittings it is about,
    and what exams/anomalies/sentences.py says of it. A new search brings it up to date until somebody has judged it.
    """

    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="anomalies")
    kind = models.CharField(_("kind"), max_length=14, choices=OddKind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of the day"))
    about = models.CharField(max_length=64)
    evidence: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(_("evidence"))
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict, blank=True)

    class Meta:
        verbose_name = _("anomaly of an exam")
        verbose_name_plural = _("anomalies of exams")
        constraints = (
            models.UniqueConstraint(fields=["exam", "kind", "about"], name="exam_anomaly_once"),
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True, verdict="") | (Q(judged_at__isnull=False) & ~Q(verdict="")),
                name="exam_anomaly_judged_with_a_verdict",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.exam_id}"


class AnomalySearch(models.Model):
    """The last search of one exam: asked for, and done when `done_at` is filled."""

    exam = models.OneToOneField(Exam, on_delete=models.CASCADE, related_name="anomaly_search")
    asked_at = models.DateTimeField(_("asked at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    sittings = models.PositiveIntegerField(_("sittings looked at"), default=0)

    class Meta:
        verbose_name = _("search for anomalies")
        verbose_name_plural = _("searches for anomalies")

    def __str__(self) -> str:
        return f"{self.exam_id} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_under_way(self) -> bool:
        """Whether somebody still works on it; after an hour nobody does any more, and it can be asked for again."""
        return self.done_at is None and timezone.now() - self.asked_at < GIVEN_UP_AFTER
