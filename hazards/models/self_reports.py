"""What somebody says of himself: a slip of his own, or a near miss. It costs nobody points, pay or place (R36)."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.models.violations import LONGEST_PLACE, LONGEST_WHAT, ViolationKind
from organizations.models import Unit, UnitKind
from organizations.models.append_only import AppendOnlyModel, AppendOnlyQuerySet

LONGEST_ANSWER = 200  # characters


class Slip(models.TextChoices):
    """What it was, as the worker says it: one of the three, or something that nearly went wrong."""

    NEAR_MISS = "near_miss", _("Near miss")
    WORK = ViolationKind.WORK.value, ViolationKind.WORK.label
    ORDERS = ViolationKind.ORDERS.value, ViolationKind.ORDERS.label
    DISCIPLINE = ViolationKind.DISCIPLINE.value, ViolationKind.DISCIPLINE.label


class SelfReportQuerySet(AppendOnlyQuerySet["SelfReport"]):
    def standing(self) -> SelfReportQuerySet:
        """Return those that nobody took back."""
        return self.filter(withdrawal__isnull=True)

    def waiting(self) -> SelfReportQuerySet:
        """Return those that stand and that nobody has answered yet."""
        return self.standing().filter(answer__isnull=True)


class SelfReport(AppendOnlyModel):
    """A worker's word about himself, for the unit of that day. It is no Violation and is never counted as one.

    Who it was is read by the safety officer of his enterprise and the leader of his team alone, of an order against
    the rules by the officer alone; above them there are only numbers. `key` comes from the page, so that what a phone
    sends twice is one report.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="self_reports", verbose_name=_("person")
    )
    enterprise = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="self_reports",
        limit_choices_to={"kind": UnitKind.ENTERPRISE},
        verbose_name=_("enterprise"),
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of the day"))
    kind = models.CharField(_("kind"), max_length=10, choices=Slip)
    what = models.CharField(_("what happened"), max_length=LONGEST_WHAT)
    place = models.CharField(_("place"), max_length=LONGEST_PLACE)
    happened_on = models.DateField(_("day"))
    said_at = models.DateTimeField(_("said at"), default=timezone.now, editable=False)
    key = models.UUIDField(editable=False)

    objects: ClassVar = SelfReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-report")
        verbose_name_plural = _("self-reports")
        ordering = ("-said_at",)
        constraints = (models.UniqueConstraint(fields=["worker", "key"], name="self_report_once_a_key"),)
        indexes = (
            # a year is counted by month for all units that somebody reaches
            models.Index(fields=["unit", "happened_on"], name="self_report_of_unit"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.happened_on}"


class SelfReportAnswer(AppendOnlyModel):
    """The sentence with which his leader or the safety officer thanks him and says what was done."""

    report = models.OneToOneField(SelfReport, on_delete=models.PROTECT, related_name="answer")
    text = models.CharField(_("answer"), max_length=LONGEST_ANSWER)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    at = models.DateTimeField(_("answered at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("answer to a self-report")
        verbose_name_plural = _("answers to self-reports")

    def __str__(self) -> str:
        return self.text


class SelfReportWithdrawal(AppendOnlyModel):
    """He took his word back while nobody had answered it: it is counted and read no more, and he needs no reason."""

    report = models.OneToOneField(SelfReport, on_delete=models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField(_("taken back at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("self-report taken back")
        verbose_name_plural = _("self-reports taken back")

    def __str__(self) -> str:
        return f"{self.report_id} · {self.at:%Y-%m-%d %H:%M}"
