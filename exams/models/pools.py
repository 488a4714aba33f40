"""What papers were drawn from."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class DrawnPool(models.Model):
    """What the papers of a draw could hold, as it was then: a draw can be repeated after the banks have changed.

    Kept once however many papers were drawn from it. `content` is what exams/drawing/recording.py makes of a plan,
    `digest` its SHA-256.
    """

    digest = models.CharField("SHA-256", max_length=64, primary_key=True)
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()

    class Meta:
        verbose_name = _("pool of a draw")
        verbose_name_plural = _("pools of draws")

    def __str__(self) -> str:
        return self.digest
