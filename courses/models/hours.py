"""How many hours of training the rules ask for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit


class Learner(models.TextChoices):
    """Who needs hours: the groups of the Regulation on Safety Training (总局令3号) Art. 9, 13 and of Order 20."""

    MANAGER = "manager", _("Principal heads and safety managers")
    WORKER = "worker", _("Workers")


class HoursNeed(models.Model):
    """The hours of one group in some industries, first and then every year; a county may ask for more than the state.

    Where several fit, the one of the nearest unit holds, and of those the newest. No industries means all of them.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("jurisdiction"))
    learner = models.CharField(_("for"), max_length=8, choices=Learner)
    industries = models.JSONField(_("for industries"), default=list, blank=True)
    first_hours = models.PositiveSmallIntegerField(_("hours before starting work"))
    yearly_hours = models.PositiveSmallIntegerField(_("hours a year"))
    in_force_on = models.DateField(_("in force since"))
    basis = models.CharField(_("basis"), max_length=120)

    class Meta:
        verbose_name = _("need of training hours")
        verbose_name_plural = _("needs of training hours")
        ordering = ("learner", "-in_force_on")

    def __str__(self) -> str:
        return f"{self.get_learner_display()} {self.yearly_hours} h"
