"""What workers say against their lines of a bonus sheet, and what they are answered."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exams.models.bonus_sheets import BonusSheet

LONGEST_APPEAL, LONGEST_ANSWER = 300, 500


class AppealOutcome(models.TextChoices):
    UPHELD = "upheld", _("Upheld: the sheet is counted again")
    REJECTED = "rejected", _("Rejected")


class BonusAppealQuerySet(models.QuerySet["BonusAppeal"]):
    def open(self) -> BonusAppealQuerySet:
        return self.filter(answered_at__isnull=True)


class BonusAppeal(models.Model):
    """A worker says that his line of a published sheet is wrong, and is answered before anybody signs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(BonusSheet, on_delete=models.PROTECT, related_name="appeals")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("what is wrong"), max_length=LONGEST_APPEAL)
    said_at = models.DateTimeField(_("said at"), auto_now_add=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=AppealOutcome, blank=True)
    answer = models.CharField(_("answer to the worker"), max_length=LONGEST_ANSWER, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = BonusAppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal against a bonus line")
        verbose_name_plural = _("appeals against bonus lines")
        ordering = ("said_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["sheet", "worker"], condition=Q(answered_at__isnull=True), name="bonus_appeal_one_open"
            ),
            models.CheckConstraint(
                name="bonus_appeal_answered_in_full",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, outcome="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
            ),
        )

    def __str__(self) -> str:
        return self.text
