"""Big screens in halls and control rooms: asked for by a code, allowed by an officer, switched off again."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exams.models import Exam
from leaderboard.models.competitions import Competition
from organizations.models import Unit

CODE_GOOD_FOR = timedelta(minutes=10)
CODE_LENGTH = 6
HEARD_WITHIN = timedelta(minutes=4)  # a screen's sign of life is written down every second minute


class ScreenDeviceQuerySet(models.QuerySet["ScreenDevice"]):
    def waiting(self) -> ScreenDeviceQuerySet:
        """Those whose code nobody has typed yet, run out or not."""
        return self.filter(approved_at__isnull=True)

    def asking(self, moment: datetime) -> ScreenDeviceQuerySet:
        """Those whose code can be typed at that moment."""
        return self.waiting().filter(made_at__gt=moment - CODE_GOOD_FOR)

    def showing(self) -> ScreenDeviceQuerySet:
        """Those that were allowed and not switched off."""
        return self.filter(approved_at__isnull=False, revoked_at__isnull=True)


class ScreenDevice(models.Model):
    """One browser in a hall. It waits with a code, then shows what an officer chose for one unit, to whoever walks by.

    The browser carries its key in a signed cookie, so knowing the key alone is of no use.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=CODE_LENGTH, editable=False)
    address = models.GenericIPAddressField(_("asked from"), null=True, blank=True, editable=False)
    made_at = models.DateTimeField(_("asked at"), default=timezone.now, editable=False)
    name = models.CharField(_("where it hangs"), max_length=20, blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    competition = models.ForeignKey(
        Competition, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("competition")
    )
    exam = models.ForeignKey(
        Exam, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("exam")
    )
    shows_live = models.BooleanField(_("standings while judges mark"), default=True)
    approved_at = models.DateTimeField(_("allowed at"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    seen_at = models.DateTimeField(_("last heard of"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("switched off at"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects: ClassVar = ScreenDeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("big screen")
        verbose_name_plural = _("big screens")
        ordering = ("unit", "name", "made_at")
        constraints = (
            models.UniqueConstraint(
                fields=["code"], condition=Q(approved_at__isnull=True), name="screen_one_waits_with_a_code"
            ),
            models.CheckConstraint(
                name="screen_allowed_for_a_unit",
                condition=Q(approved_at__isnull=True, approved_by__isnull=True, unit__isnull=True, name="")
                | (Q(approved_at__isnull=False, approved_by__isnull=False, unit__isnull=False) & ~Q(name="")),
            ),
            models.CheckConstraint(
                name="screen_switched_off_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False, approved_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.code

    @property
    def has_run_out(self) -> bool:
        """Whether nobody has typed its code in time."""
        return self.approved_at is None and self.made_at <= timezone.now() - CODE_GOOD_FOR

    @property
    def is_heard(self) -> bool:
        """Whether it has asked for its numbers a moment ago."""
        return self.seen_at is not None and self.seen_at > timezone.now() - HEARD_WITHIN
