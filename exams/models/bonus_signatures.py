"""Signatures under bonus sheets: two people, one after the other."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exams.models.bonus_sheets import BonusSheet
from organizations.private_files import private_storage


class SignedAs(models.TextChoices):
    OFFICER = "officer", _("Safety officer")
    HEAD = "head", _("Head of the enterprise")


def signature_path(signature: BonusSignature, filename: str) -> str:
    return f"bonus_signatures/{signature.sheet_id}/{signature.pk}.webp"


class BonusSignatureQuerySet(models.QuerySet["BonusSignature"]):
    def standing(self) -> BonusSignatureQuerySet:
        """Those that hold: not taken back with the sheet."""
        return self.filter(withdrawn_at__isnull=True)


class BonusSignature(models.Model):
    """A drawn signature under a sheet, and the digest of what was signed.

    When the sheet is sent back it holds no more, but stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(BonusSheet, on_delete=models.PROTECT, related_name="signatures")
    signed_as = models.CharField(_("signed as"), max_length=7, choices=SignedAs)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("full name"), max_length=40)
    at = models.DateTimeField(_("signed at"))
    file = models.FileField(_("file"), storage=private_storage, upload_to=signature_path)
    digest = models.CharField("SHA-256", max_length=64)
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_because = models.CharField(_("reason"), max_length=200, blank=True)

    objects = BonusSignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature under a bonus sheet")
        verbose_name_plural = _("signatures under bonus sheets")
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=["sheet", "signed_as"], condition=Q(withdrawn_at__isnull=True), name="bonus_signed_once_a_role"
            ),
            models.UniqueConstraint(
                fields=["sheet", "by"], condition=Q(withdrawn_at__isnull=True), name="bonus_signed_by_two_people"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_signed_as_display()} {self.name}"
