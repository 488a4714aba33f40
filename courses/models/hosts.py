"""Hosts outside to which pages may link."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit, UnitKind


class AllowedHost(models.Model):
    """A host to which pages may link, as the bureau decided; it covers the hosts below it."""

    bureau = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": UnitKind.BUREAU},
        verbose_name=_("bureau"),
    )
    host = models.CharField(_("host"), max_length=100, help_text=_("Like v.example.com; a pasted address will do."))
    why = models.CharField(_("what is there"), max_length=100)
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("allowed by"),
    )
    allowed_at = models.DateTimeField(_("allowed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("allowed host")
        verbose_name_plural = _("allowed hosts")
        ordering = ("host",)
        constraints = (models.UniqueConstraint(fields=["bureau", "host"], name="host_allowed_once"),)

    def __str__(self) -> str:
        return self.host
