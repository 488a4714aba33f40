"""Violations (三违): seen by somebody, written down, and followed by teaching; never by a register of fines (R36)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit, UnitKind
from organizations.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from organizations.private_files import private_storage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_WHAT, LONGEST_PLACE, LONGEST_RULE, LONGEST_REASON = 300, 60, 200, 200  # characters


class ViolationKind(models.TextChoices):
    """The three of the trade: 违章指挥, 违章作业, 违反劳动纪律."""

    ORDERS = "orders", _("Ordering against the rules")
    WORK = "work", _("Working against the rules")
    DISCIPLINE = "discipline", _("Breach of labour discipline")


class ViolationSource(models.TextChoices):
    """How it came to be known. What somebody says of himself is no violation but a SelfReport."""

    SEEN = "seen", _("Seen by a leader or the safety officer")
    REPORTED = "reported", _("Reported by a colleague")


class Measure(models.TextChoices):
    """What was done so that it doesn't happen again. Teaching only: money has no place here."""

    MENDED = "mended", _("Put right on the spot")
    TALK = "talk", _("Talked over")
    STEPS = "steps", _("Steps of the procedure done again")
    CASE = "case", _("Accident case read")
    RETRAINING = "retraining", _("Trained anew")
    MENTOR = "mentor", _("Works beside a mentor")


def photo_path(instance: Violation, filename: str) -> str:
    return f"violations/{instance.pk}/{uuid.uuid4()}.webp"


class ViolationQuerySet(AppendOnlyQuerySet["Violation"]):
    def standing(self) -> ViolationQuerySet:
        """Return those that were neither taken back nor put right by another."""
        return self.filter(withdrawal__isnull=True, correction__isnull=True)


class Violation(AppendOnlyModel):
    """Somebody worked, or had others work, against a rule: what, where, when, and what was done about it.

    The unit is that of the day; a later transfer changes nothing. It never changes: a correction is another row with
    a reason, and what was none is taken back with a reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="violations",
        limit_choices_to={"kind": UnitKind.ENTERPRISE},
        verbose_name=_("enterprise"),
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of the day"))
    kind = models.CharField(_("kind"), max_length=10, choices=ViolationKind)
    source = models.CharField(_("how it became known"), max_length=8, choices=ViolationSource)
    happened_at = models.DateTimeField(_("happened at"))
    place = models.CharField(_("place"), max_length=LONGEST_PLACE)
    what = models.CharField(_("what happened"), max_length=LONGEST_WHAT)
    step = models.ForeignKey(
        "courses.ProcedureStep",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("critical step"),
    )
    rule = models.CharField(_("rule in words"), max_length=LONGEST_RULE, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="violations",
        verbose_name=_("person"),
    )
    measures = models.JSONField(_("what followed"), default=list, blank=True)
    photo = models.FileField(_("photo"), storage=private_storage, upload_to=photo_path, max_length=160, blank=True)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="correction",
        verbose_name=_("puts right"),
    )
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    objects: ClassVar = ViolationQuerySet.as_manager()

    class Meta:
        verbose_name = _("violation")
        verbose_name_plural = _("violations")
        ordering = ("-happened_at", "-recorded_at")
        constraints = (
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="violation_correction_has_reason"
            ),
        )
        indexes = (
            # a year is counted by month for all units that somebody reaches
            models.Index(fields=["unit", "happened_at"], name="violation_of_unit"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.what}"

    @property
    def measure_names(self) -> list[StrOrPromise]:
        """What was done, in words."""
        return [Measure(measure).label for measure in self.measures]


class ViolationWithdrawal(AppendOnlyModel):
    """A violation that was none: who took it back, and why."""

    violation = models.OneToOneField(
        Violation, on_delete=models.PROTECT, related_name="withdrawal", verbose_name=_("violation")
    )
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("taken back by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("violation taken back")
        verbose_name_plural = _("violations taken back")

    def __str__(self) -> str:
        return f"{self.violation_id} · {self.reason}"
