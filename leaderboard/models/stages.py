"""What is gone through in a competition: stages, their parts, and the steps that judges look at."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exams.models import Exam
from leaderboard.models.competitions import Competition


class Stage(models.Model):
    """Heats or the final: the parts that are gone through in one go, and how many go on from here."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="stages")
    place = models.PositiveSmallIntegerField(_("place"))
    name = models.CharField(_("name"), max_length=20)
    go_on = models.PositiveSmallIntegerField(_("so many go on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ("competition", "place")
        constraints = (models.UniqueConstraint(fields=["competition", "place"], name="stage_one_a_place"),)

    def __str__(self) -> str:
        return self.name


class PartKind(models.TextChoices):
    THEORY = "theory", _("Theory")
    ORAL = "oral", _("Oral walk-through")
    PRACTICAL = "practical", _("Practical")


class Part(models.Model):
    """One part of a stage: its weight in percent, and what it is marked by.

    Theory takes its score from an exam. The others are marked by judges, item by item; `full_points` is what the items
    come to.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(_("kind"), max_length=10, choices=PartKind)
    weight = models.DecimalField(_("weight in percent"), max_digits=5, decimal_places=2)
    full_points = models.DecimalField(_("full points"), max_digits=6, decimal_places=2, default=Decimal(100))
    exam = models.ForeignKey(
        Exam, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("exam")
    )
    procedure_version = models.ForeignKey(
        "courses.ProcedureVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("its steps were taken from"),
    )

    class Meta:
        verbose_name = _("part of a competition")
        verbose_name_plural = _("parts of competitions")
        ordering = ("stage", "pk")
        constraints = (
            models.UniqueConstraint(fields=["stage", "kind"], name="part_one_a_kind"),
            models.CheckConstraint(name="part_weight_in_percent", condition=Q(weight__gt=0, weight__lte=100)),
            models.CheckConstraint(
                name="part_theory_alone_has_an_exam",
                condition=Q(kind=PartKind.THEORY) | Q(exam__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def is_judged(self) -> bool:
        return self.kind != PartKind.THEORY


class ChecklistItem(models.Model):
    """One step that judges look at: what has to be done or said, its worth, and whether missing it is a veto."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField(_("place"))
    text = models.CharField(_("step"), max_length=200)
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)
    is_critical = models.BooleanField(_("critical: missing it is a veto"), default=False)

    class Meta:
        verbose_name = _("step of a checklist")
        verbose_name_plural = _("steps of checklists")
        ordering = ("part", "place")
        constraints = (
            models.UniqueConstraint(fields=["part", "place"], name="checklist_one_a_place"),
            models.CheckConstraint(name="checklist_points_above_nought", condition=Q(points__gt=0)),
        )

    def __str__(self) -> str:
        return self.text
