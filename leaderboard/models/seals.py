"""The seal of a unit, as it is printed on its certificates of honour."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.models import Unit
from organizations.private_files import private_storage


def seal_path(seal: Seal, filename: str) -> str:
    return f"seals/{seal.unit_id}/{seal.pk}.png"


class Seal(models.Model):
    """One picture of a unit's seal, its ground transparent. The one in force has no `replaced_at`; the others stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seals", verbose_name=_("unit"))
    file = models.FileField(_("file"), storage=private_storage, upload_to=seal_path)
    digest = models.CharField("SHA-256", max_length=64)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(_("brought at"), auto_now_add=True)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("stamp", "seal")
        verbose_name_plural = pgettext_lazy("stamp", "seals")
        ordering = ("-brought_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["unit"], condition=Q(replaced_at__isnull=True), name="seal_one_in_force_a_unit"
            ),
        )

    def __str__(self) -> str:
        return str(self.unit)
