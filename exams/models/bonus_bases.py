"""What coefficients are multiplied with, where an enterprise wants yuan on its sheet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit


class BonusBase(models.Model):
    """A worker's base amount of one month, in yuan, as his enterprise brought it."""

    enterprise = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enterprise"))
    month = models.DateField(_("month"))
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("worker")
    )
    yuan = models.DecimalField(_("base in yuan"), max_digits=10, decimal_places=2)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("brought by")
    )
    brought_at = models.DateTimeField(_("brought at"))

    class Meta:
        verbose_name = _("base amount")
        verbose_name_plural = _("base amounts")
        constraints = (
            models.UniqueConstraint(fields=["enterprise", "month", "worker"], name="bonus_base_once_a_month"),
            models.CheckConstraint(name="bonus_base_not_negative", condition=Q(yuan__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.worker} {self.month:%Y-%m}"
