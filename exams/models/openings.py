"""From which phone a paper was opened."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt

# network records are kept for at least six months (Cybersecurity Law Art. 21 (3)), and no longer than that
PERSONAL_KEPT = timedelta(days=184)


class Opening(models.Model):
    """One opening of the paper's page. `device` is the number of that page in the journal, `phone` of the phone.

    Phone, address and agent are personal data, kept only for the list of what looks odd; they are blank after
    PERSONAL_KEPT. The row itself stays: how a sitting was sat belongs to its result.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="openings", db_index=False)
    device = models.UUIDField()
    phone = models.CharField(max_length=32, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    agent = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField(default=timezone.now)
    is_kiosk = models.BooleanField(default=False)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("opening of a paper")
        verbose_name_plural = _("openings of papers")
        constraints = (models.UniqueConstraint(fields=["attempt", "device"], name="opening_once_a_page"),)
        indexes = (
            # what is to be made blank; and results ask for each sitting whether it was on a shared tablet
            models.Index(fields=["at"], name="opening_personal", condition=~Q(phone="")),
            models.Index(fields=["attempt"], name="opening_at_kiosk", condition=Q(is_kiosk=True)),
        )

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.at:%Y-%m-%d %H:%M}"
