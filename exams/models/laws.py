"""The legal texts that questions rest on, each in the version that is in force."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LawText(models.Model):
    """A law, rule or standard, and the version of it that is in force: its day, as the text itself is cited."""

    title = models.CharField(_("legal text"), max_length=60, unique=True, help_text=_("In full, without 《》."))
    version = models.CharField(
        _("version in force"), max_length=20, help_text=_("The day of this version, like 2021-06-10.")
    )

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        ordering = ("title",)

    def __str__(self) -> str:
        return f"《{self.title}》（{self.version}）"
