"""Spans of days that are ranked as a whole: a campaign, a safety month."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit


class NamedPeriod(models.Model):
    """A span with a name; both days belong to it."""

    bureau = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("bureau"))
    name = models.CharField(_("name"), max_length=40)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("period with a name")
        verbose_name_plural = _("periods with a name")
        ordering = ("-first_day", "name")
        constraints = (
            models.UniqueConstraint(fields=["name"], name="named_period_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="named_period_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError(
                {"last_day": _("It ends before it begins: choose a last day that is not before the first.")},
                code="ends_first",
            )
