"""Who did what, when, from where, and how it ended. Only ever added to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models.append_only import AppendOnlyModel
from organizations.models.units import Unit


class Outcome(models.TextChoices):
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")


class AuditEntry(AppendOnlyModel):
    """One line of the record that an inspector may ask for; kept at least 180 days (Cybersecurity Law Art. 21)."""

    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    action = models.CharField(_("action"), max_length=40)
    subject = models.CharField(_("subject"), max_length=80, blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.DONE)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        verbose_name = _("audit row")
        verbose_name_plural = _("audit rows")
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=["at"], name="audit_at"),
            # the lock-out counts the refused sign-ins of an account, and of an address, in the last minutes
            models.Index(fields=["subject", "at"], name="audit_refused_subject", condition=Q(outcome="refused")),
            models.Index(fields=["address", "at"], name="audit_refused_address", condition=Q(outcome="refused")),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
