"""Judges, their mark sheets, and what is asked of them again. Marks are evidence: only ever added."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leaderboard.models.competitions import Competition
from leaderboard.models.entrants import LONGEST_REASON, Entrant
from leaderboard.models.stages import Part
from organizations.models import Unit
from organizations.models.append_only import AppendOnlyModel

LONGEST_REMARK = 300


class Judge(models.Model):
    """Somebody who marks in a competition. `units` are where he belonged when appointed: he never marks those.

    The chief judge also decides where the others disagree whether a critical step was missed.
    """

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="judges")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="judging")
    units = models.ManyToManyField(Unit, related_name="+", verbose_name=_("belongs to"))
    is_chief = models.BooleanField(_("chief judge"), default=False)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("judge of a competition")
        verbose_name_plural = _("judges of competitions")
        ordering = ("competition", "pk")
        constraints = (
            models.UniqueConstraint(fields=["competition", "user"], name="judge_once"),
            models.UniqueConstraint(
                fields=["competition"], condition=Q(is_chief=True, is_active=True), name="judge_one_chief"
            ),
        )

    def __str__(self) -> str:
        return str(self.user)


class Rescore(models.Model):
    """The judges are asked to mark a part of a competitor anew: `round` 2 and on takes the place of what was before."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="rescores")
    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="rescores")
    round = models.PositiveSmallIntegerField(_("round"))
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)

    class Meta:
        verbose_name = _("re-score")
        verbose_name_plural = _("re-scores")
        ordering = ("part", "entrant", "round")
        constraints = (
            models.UniqueConstraint(fields=["part", "entrant", "round"], name="rescore_one_a_round"),
            models.CheckConstraint(name="rescore_after_the_first", condition=Q(round__gte=2) & ~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.entrant} {self.part} {self.round}"


class MarkSheet(AppendOnlyModel):
    """What one judge gave one competitor in one part. The phone makes the key, so that sending twice stores once.

    `marks` is {step's id: "points"}, `missed` the ids of critical steps that were missed, which count 0 there. `score`
    is what they come to, per hundred. `filled_at` is by the phone's clock, `received_at` by the server's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    judge = models.ForeignKey(Judge, on_delete=models.PROTECT, related_name="sheets")
    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="sheets")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="sheets")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    marks: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(_("marks"))
    missed: models.JSONField[list[int], list[int]] = models.JSONField(
        _("critical steps missed"), default=list, blank=True
    )
    score = models.DecimalField(_("score per hundred"), max_digits=5, decimal_places=2)
    remark = models.CharField(_("remark"), max_length=LONGEST_REMARK, blank=True)
    filled_at = models.DateTimeField(_("filled in at"))
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)

    class Meta:
        verbose_name = _("mark sheet")
        verbose_name_plural = _("mark sheets")
        ordering = ("received_at",)
        constraints = (
            models.UniqueConstraint(fields=["judge", "entrant", "part", "round"], name="mark_sheet_once_a_round"),
            models.CheckConstraint(name="mark_sheet_in_a_hundred", condition=Q(score__gte=0, score__lte=100)),
        )

    def __str__(self) -> str:
        return f"{self.judge_id} {self.entrant_id} {self.part_id}: {self.score}"

    def says_the_same(self, *, marks: dict[int, Decimal], missed: frozenset[int], remark: str) -> bool:
        """Whether another sending of it holds what this one does."""
        own = {int(step): Decimal(points) for step, points in self.marks.items()}
        return own == marks and frozenset(self.missed) == missed and self.remark == remark


class VetoRuling(AppendOnlyModel):
    """The chief judge's word on whether a critical step was missed in a round; of several the last one counts."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="rulings")
    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="rulings")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    is_missed = models.BooleanField(_("a critical step was missed"))
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    judge = models.ForeignKey(Judge, on_delete=models.PROTECT, related_name="rulings")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("ruling of the chief judge")
        verbose_name_plural = _("rulings of chief judges")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.reason
