"""Phones that are there though they have nothing to save."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt


class Presence(models.Model):
    """When the phone of a sitting last asked for news. Written only by phones that had saved nothing for a while.

    A narrow row of its own: written anew every minute, an attempt would drag its paper along.
    """

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, primary_key=True, related_name="presence")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.at:%H:%M:%S}"
