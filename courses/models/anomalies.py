"""What looks odd. Evidence for a person to judge, never a verdict."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit
from organizations.models.anomalies import AnomalyModel

LONGEST_DETAIL = 200  # characters


class AnomalyKind(models.TextChoices):
    TWO_PLACES = "two_places", _("Learned in two places at once")
    DAY_CAP = "day_cap", _("More hours in a day than count")
    STALE_CODE = "stale_code", _("An old code from the wall")
    NOT_EXPECTED = "not_expected", _("Signed in, but not expected")
    ONE_DEVICE = "one_device", _("One phone signed in several people")
    SKIPPED = "skipped", _("Tried to skip ahead")


class Anomaly(AnomalyModel):
    """One odd thing about one person's learning; the same thing of the same person on the same object stands once."""

    kind = models.CharField(_("kind"), max_length=12, choices=AnomalyKind)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit of the day")
    )
    about = models.CharField(_("about"), max_length=80)
    detail = models.CharField(_("detail"), max_length=LONGEST_DETAIL, blank=True)
    noticed_at = models.DateTimeField(_("noticed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("anomaly")
        verbose_name_plural = _("anomalies")
        ordering = ("-noticed_at",)
        constraints = (models.UniqueConstraint(fields=["kind", "worker", "about"], name="anomaly_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.worker_id}"
