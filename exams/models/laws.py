"""The legal texts that questions rest on, each in the version that is in force."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAY = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")


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

    def clean(self) -> None:
        """Write title and version as they are cited; what is no day, or one to come, is no version in force."""
        self.title = self.title.strip().strip("《》").strip()
        day = _day(self.version)
        if day > timezone.localdate():
            raise ValidationError({"version": _("This day is still to come: write the version that is in force now.")})
        self.version = day.isoformat()


def _day(text: str) -> date:
    found = DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups() if found else ()))
    except (TypeError, ValueError) as error:
        raise ValidationError({"version": _("Write the day of the version, like 2021-06-10.")}) from error
