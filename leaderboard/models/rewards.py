"""Who is rewarded for what: a list with its prizes, which one person draws up and another approves (R35)."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leaderboard.models.competitions import Competition
from organizations.models import Unit, UnitKind

GIVERS = frozenset({UnitKind.BUREAU, UnitKind.TOWN, UnitKind.ENTERPRISE})
LONGEST_WHY = 200


class RewardState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    HANDED = "handed", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    GIVEN = "given", _("Given out")


OUT = frozenset({RewardState.APPROVED, RewardState.GIVEN})


class RewardListQuerySet(models.QuerySet["RewardList"]):
    def out(self) -> RewardListQuerySet:
        """Those that are approved: their awards stand."""
        return self.filter(state__in=OUT)


class RewardList(models.Model):
    """The rewards that a unit gives on one occasion: a competition whose places are final, or one said in words.

    What it holds changes only while it is a draft. Sent back it is a draft again, and `returned_because` says why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("given by"))
    title = models.CharField(_("title"), max_length=60)
    occasion = models.CharField(_("occasion"), max_length=80)
    competition = models.ForeignKey(
        Competition, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("competition")
    )
    state = models.CharField(_("state"), max_length=8, choices=RewardState, default=RewardState.DRAFT, editable=False)
    drafted_at = models.DateTimeField(_("drafted at"), auto_now_add=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    handed_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    returned_because = models.CharField(_("why it was sent back"), max_length=LONGEST_WHY, blank=True, editable=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    given_at = models.DateTimeField(_("given out at"), null=True, editable=False)

    objects: ClassVar = RewardListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of rewards")
        verbose_name_plural = _("lists of rewards")
        ordering = ("-drafted_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "competition"],
                condition=Q(competition__isnull=False),
                name="reward_list_once_a_competition",
            ),
            models.CheckConstraint(
                name="reward_list_approved_by_somebody",
                condition=Q(state__in=OUT, approved_at__isnull=False, approved_by__isnull=False)
                | (~Q(state__in=OUT) & Q(approved_at__isnull=True, approved_by__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == RewardState.DRAFT

    @property
    def is_out(self) -> bool:
        return self.state in OUT


class PrizeRule(models.Model):
    """So many prizes of this name, each with so many yuan; the first `order` is the highest."""

    rewards = models.ForeignKey(RewardList, on_delete=models.CASCADE, related_name="prizes")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(pgettext_lazy("reward", "prize"), max_length=20)
    count = models.PositiveSmallIntegerField(_("how many"), validators=[MinValueValidator(1)])
    amount = models.DecimalField(
        _("yuan each"), max_digits=8, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("prize rule")
        verbose_name_plural = _("prize rules")
        ordering = ("rewards", "order")
        constraints = (
            models.UniqueConstraint(fields=["rewards", "order"], name="prize_rule_one_an_order"),
            models.CheckConstraint(name="prize_rule_counts", condition=Q(count__gte=1, amount__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.count} × {self.amount}"
