"""The pledge against 三违: its text, version by version, and who has signed which (R36)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit, UnitKind
from organizations.models.append_only import AppendOnlyModel, AppendOnlyQuerySet

LONGEST_PLEDGE = 2000  # characters


class PledgeTextQuerySet(AppendOnlyQuerySet["PledgeText"]):
    def in_force(self) -> PledgeTextQuerySet:
        """Return the newest text of each enterprise."""
        newer = PledgeText.objects.filter(enterprise=OuterRef("enterprise"), number__gt=OuterRef("number"))
        return self.exclude(Exists(newer))


class PledgeText(AppendOnlyModel):
    """What everybody in an enterprise promises. The newest holds; a new one is signed anew by everybody."""

    enterprise = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="pledges",
        limit_choices_to={"kind": UnitKind.ENTERPRISE},
        verbose_name=_("enterprise"),
    )
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), max_length=LONGEST_PLEDGE)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    made_at = models.DateTimeField(_("in force since"), default=timezone.now, editable=False)

    objects: ClassVar = PledgeTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        ordering = ("enterprise", "-number")
        constraints = (models.UniqueConstraint(fields=["enterprise", "number"], name="pledge_number_once"),)

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.number}"

    @property
    def lines(self) -> list[str]:
        """The promises, one a line."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class PledgeSignature(AppendOnlyModel):
    """Somebody has promised, in the unit of that day."""

    pledge = models.ForeignKey(
        PledgeText, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("pledge")
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pledge_signatures", verbose_name=_("person")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of the day"))
    signed_at = models.DateTimeField(_("signed at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("signature under a pledge")
        verbose_name_plural = _("signatures under pledges")
        constraints = (models.UniqueConstraint(fields=["pledge", "worker"], name="pledge_signed_once"),)

    def __str__(self) -> str:
        return f"{self.pledge_id} · {self.worker_id}"
