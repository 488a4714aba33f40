"""Sittings in which somebody reads the questions aloud."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt


class Assistance(models.Model):
    """That the paper of one worker who can't read well is read to him: by whom and why, said before he starts.

    It goes with a seat that goes, and stays for good once the sitting has begun.
    """

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, related_name="assistance")
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("reader")
    )
    reason = models.CharField(_("reason"), max_length=100)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("marked by")
    )
    marked_at = models.DateTimeField(_("marked at"), auto_now_add=True)

    class Meta:
        verbose_name = _("assisted sitting")
        verbose_name_plural = _("assisted sittings")

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.helper_id}"
