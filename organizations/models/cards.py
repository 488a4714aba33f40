"""The printed card with which a worker gets in for the first time."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SignInCardQuerySet(models.QuerySet["SignInCard"]):
    def usable(self) -> SignInCardQuerySet:
        return self.filter(used_at__isnull=True, voided_at__isnull=True)


class SignInCard(models.Model):
    """A printed card with a signed one-time link that lets its worker set his PIN; the officer can void it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cards", verbose_name=_("person")
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    issued_at = models.DateTimeField(_("issued at"), auto_now_add=True)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True)

    objects: ClassVar = SignInCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in card")
        verbose_name_plural = _("sign-in cards")
        constraints = (
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, voided_at__isnull=True),
                name="card_one_usable_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.issued_at:%Y-%m-%d}"
