"""A question put right after people have sat it: what was proposed, who approved it, and whom it moves."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt
from exams.models.exams import Exam
from exams.models.questions import QuestionVersion

GIVEN_UP_AFTER = timedelta(hours=1)
LONGEST_REASON = 300


class Treatment(models.TextChoices):
    """What becomes of the question in this exam."""

    KEY = "key", _("Another answer is right")
    ALSO = "also", _("A further answer counts too")
    POINTS = "points", _("It is worth other points")
    DROP = "drop", _("It counts for nobody")
    GIVE = "give", _("Everybody has its points")


class Decision(models.TextChoices):
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def in_force(self) -> CorrectionQuerySet:
        """What grading goes by: approved, and not replaced by a later one."""
        return self.filter(decision=Decision.APPROVED, replaced_at__isnull=True)

    def waiting(self) -> CorrectionQuerySet:
        """What a second person has to decide on."""
        return self.filter(decision="")


class Correction(models.Model):
    """One question of one exam put right after the exam: proposed by one person, decided by another.

    `answers` holds, for KEY and ALSO, each answer that is right, written as Grading's `chosen`; `points` is for POINTS
    alone. `asked_at` is when the dry run was asked for, or after the approval the grading of all. The dry run was done
    at `tried_at`, on all gradings up to the key `tried_upto`. `sittings` were looked at, `empty` of them would have no
    question left that counts, `changed` were graded anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("exam"))
    version = models.ForeignKey(
        QuestionVersion, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("question")
    )
    treatment = models.CharField(_("what becomes of it"), max_length=6, choices=Treatment)
    answers: models.JSONField[list[list[str]], list[list[str]]] = models.JSONField(
        _("right answers"), default=list, blank=True
    )
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2, null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"))
    asked_at = models.DateTimeField(_("asked at"))
    tried_at = models.DateTimeField(_("tried at"), null=True, blank=True)
    tried_upto = models.PositiveBigIntegerField(null=True, blank=True)
    sittings = models.PositiveIntegerField(_("sittings looked at"), default=0)
    empty = models.PositiveIntegerField(_("sittings with nothing left that counts"), default=0)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_because = models.CharField(_("what was said to it"), max_length=LONGEST_REASON, blank=True)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    applied_at = models.DateTimeField(_("everything graded anew at"), null=True, blank=True)
    changed = models.PositiveIntegerField(_("sittings graded anew"), default=0)

    objects: ClassVar = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("-proposed_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["exam", "version"],
                condition=Q(decision=Decision.APPROVED, replaced_at__isnull=True),
                name="correction_one_in_force_a_question",
            ),
            models.UniqueConstraint(
                fields=["exam", "version"], condition=Q(decision=""), name="correction_one_waiting_a_question"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | (
                    ~Q(decision="")
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                ),
                name="correction_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(treatment=Treatment.POINTS, points__isnull=False)
                | (~Q(treatment=Treatment.POINTS) & Q(points__isnull=True)),
                name="correction_points_with_their_treatment",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.get_treatment_display()} · {self.exam_id}"

    @property
    def is_waiting(self) -> bool:
        return not self.decision

    @property
    def is_approved(self) -> bool:
        return self.decision == Decision.APPROVED

    @property
    def is_in_force(self) -> bool:
        return self.is_approved and self.replaced_at is None

    @property
    def is_unfinished(self) -> bool:
        """Whether its dry run, or after the approval the grading of all, is still to be done."""
        return (self.is_waiting and self.tried_at is None) or (self.is_approved and self.applied_at is None)

    @property
    def is_under_way(self) -> bool:
        """Whether somebody still works on it; after an hour nobody does any more, and it can be asked for again."""
        return self.is_unfinished and timezone.now() - self.asked_at < GIVEN_UP_AFTER


class CorrectionEffect(models.Model):
    """What a correction moves for one sitting, as its dry run found it. A place is shared by equal scores.

    Places are within the enterprise, among first valid sittings; another sitting has none. Coefficients and yuan are of
    the bonus line of its worker, where the exam moves a bonus: they also move for who did not sit, and has no score.
    """

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="effects")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="+")
    score_before = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    score_after = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    passed_before = models.BooleanField(null=True)
    passed_after = models.BooleanField(null=True)
    place_before = models.PositiveIntegerField(null=True)
    place_after = models.PositiveIntegerField(null=True)
    coefficient_before = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    coefficient_after = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    amount_before = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    amount_after = models.DecimalField(max_digits=10, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("effect of a correction")
        verbose_name_plural = _("effects of corrections")
        constraints = (
            models.UniqueConstraint(fields=["correction", "attempt"], name="correction_effect_once_a_sitting"),
        )

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.score_before} → {self.score_after}"
