"""How many hours of training the rules ask for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit


class Learner(models.TextChoices):
    """Who needs hours: the groups of the Regulation on Safety Training (总局令3号) Art. 9 and 13."""

    MANAGER = "manager", _("Principal heads and safety managers")
    WORKER = "worker", _("Workers")


class HoursNeed(models.Model):
    """The hours of one group in some industries, first and then every year; a county may ask for more than the state.

    No unit means the whole country, no industries all of them, no yearly hours that the rule leaves them open. Which
    one holds where several fit is said in courses/hours/needs.py.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("jurisdiction")
    )
    learner = models.CharField(_("for whom"), max_length=8, choices=Learner)
    industries: models.JSONField[list[str], list[str]] = models.JSONField(_("for industries"), default=list, blank=True)
    first_hours = models.PositiveSmallIntegerField(_("hours before starting work"))
    yearly_hours = models.PositiveSmallIntegerField(_("hours a year"), null=True, blank=True)
    in_force_on = models.DateField(_("in force since"))
    basis = models.CharField(_("basis"), max_length=120)

    class Meta:
        verbose_name = _("need of training hours")
        verbose_name_plural = _("needs of training hours")
        ordering = ("learner", "-in_force_on", "pk")

    def __str__(self) -> str:
        return f"{self.get_learner_display()} · {self.place}"

    @property
    def place(self) -> str:
        """The jurisdiction in words. No query where the unit is loaded."""
        return self.unit.shown_name if self.unit else str(_("the whole country"))
