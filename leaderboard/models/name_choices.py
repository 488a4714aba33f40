"""How a worker wants to be shown on boards."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NameChoice(models.Model):
    """What people outside his team see of a worker: his name, which is so without a choice, or only his number."""

    worker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="name_choice")
    by_number = models.BooleanField(_("only my number"), default=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("name on boards")
        verbose_name_plural = _("names on boards")

    def __str__(self) -> str:
        return f"{self.worker_id}: {self.by_number}"
