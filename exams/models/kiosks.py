"""Shared tablets on which many sit an exam one after the other."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from exams.models.exams import Exam
from organizations.models import Unit


class KioskQuerySet(models.QuerySet["Kiosk"]):
    def standing(self, moment: datetime) -> KioskQuerySet:
        """Those that may be used at that moment: neither over nor taken back."""
        return self.filter(revoked_at__isnull=True, ends_at__gt=moment)


class Kiosk(models.Model):
    """One tablet, allowed by an officer to be used by the people of one unit for one exam, until a time.

    `code` and `token` are kept as SHA-256 only. The code is shown once and works once, on the device that is to be the
    kiosk; from then on that device carries the token in a cookie.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="kiosks", verbose_name=_("exam"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    name = models.CharField(_("where it stands"), max_length=40)
    code = models.CharField(max_length=64, unique=True, editable=False)
    token = models.CharField(max_length=64, null=True, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("allowed by")
    )
    made_at = models.DateTimeField(_("allowed at"), auto_now_add=True)
    claimed_at = models.DateTimeField(_("set up at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects: ClassVar = KioskQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared tablet")
        verbose_name_plural = _("shared tablets")
        ordering = ("-made_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True, token__isnull=True)
                | Q(claimed_at__isnull=False, token__isnull=False),
                name="kiosk_claimed_has_a_token",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="kiosk_ends_after_it_is_made"),
        )

    def __str__(self) -> str:
        return f"{self.name} · {self.exam_id}"
