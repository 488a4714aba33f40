"""Somebody's word that a worker was retrained before his make-up."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt
from organizations.models.append_only import AppendOnlyModel


class Retraining(AppendOnlyModel):
    """That the worker of this make-up seat was retrained, though no learning task shows it: when, where, by whom."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="retraining")
    note = models.CharField(_("what was done"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("retraining")
        verbose_name_plural = _("retrainings")
        constraints = (models.CheckConstraint(condition=~models.Q(note=""), name="retraining_has_a_note"),)

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.note}"
