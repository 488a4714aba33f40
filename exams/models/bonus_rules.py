"""The rules by which enterprises let exams move the bonus, version by version."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit


class BonusRuleQuerySet(models.QuerySet["BonusRule"]):
    def published(self) -> BonusRuleQuerySet:
        return self.filter(published_at__isnull=False)

    def in_force(self, month: date) -> BonusRuleQuerySet:
        """Published rules that reach the month, the one that counts first: the latest, of those the newest version."""
        return self.published().filter(in_force_from__lte=month).order_by("-in_force_from", "-version")


class BonusRule(models.Model):
    """One version of an enterprise's bonus rule (奖金挂钩办法), in force from a month on until a later one is.

    `data` is the rule as exams/bonus/rule_data.py writes it. A draft can be changed; a published version never. The
    rule touches the workers' interests directly, so `resolution` says which workers' congress passed it and when
    (Labour Contract Law Art. 4).
    """

    enterprise = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="bonus_rules", verbose_name=_("enterprise")
    )
    version = models.PositiveSmallIntegerField(_("version"), editable=False)
    name = models.CharField(_("name of the rule"), max_length=40)
    in_force_from = models.DateField(_("in force from"), help_text=_("The first day of the first month."))
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(_("rule"), editable=False)
    resolution = models.CharField(
        _("resolution"),
        max_length=200,
        blank=True,
        help_text=_("Which workers' congress passed it, and when. It can be left empty for now."),
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    objects: ClassVar = BonusRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bonus rule")
        verbose_name_plural = _("bonus rules")
        ordering = ("enterprise", "-version")
        constraints = (
            models.UniqueConstraint(fields=["enterprise", "version"], name="bonus_rule_once_a_version"),
            models.CheckConstraint(condition=Q(in_force_from__day=1), name="bonus_rule_from_a_first_day"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="bonus_rule_published_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return _("%(name)s, version %(version)d") % {"name": self.name, "version": self.version}

    @property
    def is_published(self) -> bool:
        return self.published_at is not None
