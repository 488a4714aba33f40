"""Shared tablets on which many sit an exam one after the other."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt
from exams.models.exams import Exam
from organizations.models import Unit


class KioskQuerySet(models.QuerySet["Kiosk"]):
    def open(self, moment: datetime) -> KioskQuerySet:
        """Those on which a sitting may be begun at that moment: neither over nor taken back."""
        return self.filter(revoked_at__isnull=True, ends_at__gt=moment)

    def sat_on(self, moment: datetime) -> KioskQuerySet:
        """Each with `is_sat_on`: whether a sitting that was opened on it is under way and has time, or is paused."""
        return self.annotate(is_sat_on=Exists(Attempt.objects.with_time(moment).filter(kiosks=OuterRef("pk"))))

    def standing(self, moment: datetime) -> KioskQuerySet:
        """Those that may be used: the open ones, and those that are over while somebody has yet to finish on them."""
        in_use = Q(ends_at__gt=moment) | Q(is_sat_on=True)
        return self.sat_on(moment).filter(in_use, revoked_at__isnull=True)


class Kiosk(models.Model):
    """One tablet, allowed by an officer to be used by the people of one unit for one exam, until a time.

    `sittings` are those that were opened on it. Who has begun one of them finishes it here after that time too, when he
    was given more time or was paused.
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
    sittings = models.ManyToManyField(Attempt, related_name="kiosks", editable=False, verbose_name=_("sittings"))

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
