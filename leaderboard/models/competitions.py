"""A competition on the procedures: who holds it, by which rules, and what is asked in it."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaderboard.scoring import JudgingRules
from organizations.models import Post, Unit, UnitKind


class EventKind(models.TextChoices):
    """Who competes: each for himself, or teams as a whole."""

    INDIVIDUAL = "individual", _("Individuals")
    TEAM = "team", _("Teams")


class CompetitionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Entries are open")
    RUNNING = "running", _("Running")
    SHOWN = "shown", _("Results are shown")
    FROZEN = "frozen", _("Final result")


HOLDERS = frozenset({UnitKind.BUREAU, UnitKind.TOWN, UnitKind.ENTERPRISE, UnitKind.WORKSHOP})


class CompetitionQuerySet(models.QuerySet["Competition"]):
    def published(self) -> CompetitionQuerySet:
        """Those whose rules are out, and stand."""
        return self.exclude(state=CompetitionState.DRAFT)


class Competition(models.Model):
    """One competition (R34), by rules that stand once entries are open.

    Its level is that of its owner: county, town, enterprise or workshop. The defaults are those of domain.md §3.13.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=60)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("held by"))
    kind = models.CharField(_("who competes"), max_length=10, choices=EventKind, default=EventKind.INDIVIDUAL)
    post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only for this post"),
        help_text=_("Empty: for every post."),
    )
    entries_until = models.DateTimeField(_("entries until"))
    appeal_days = models.PositiveSmallIntegerField(
        _("days for appeals"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("So long after the results are shown a competitor may say that something is wrong."),
    )
    least_judges = models.PositiveSmallIntegerField(
        _("judges at least"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(15)],
        help_text=_("So many have to mark each part of each competitor."),
    )
    trim_from = models.PositiveSmallIntegerField(
        _("highest and lowest dropped from"),
        default=5,
        validators=[MinValueValidator(3), MaxValueValidator(15)],
        help_text=_("With so many judges or more, one highest and one lowest score are left out."),
    )
    spread_limit = models.DecimalField(
        _("judges may differ by"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(15),
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Points of a hundred. Where they differ by more, a re-score can be asked for."),
    )
    state = models.CharField(
        _("state"), max_length=8, choices=CompetitionState, default=CompetitionState.DRAFT, editable=False
    )
    shown_at = models.DateTimeField(_("results shown at"), null=True, blank=True, editable=False)
    appeals_until = models.DateTimeField(_("appeals until"), null=True, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("final since"), null=True, blank=True, editable=False)

    objects: ClassVar = CompetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("competition")
        verbose_name_plural = _("competitions")
        ordering = ("-entries_until", "title")
        constraints = (
            models.CheckConstraint(
                name="competition_shown_has_window",
                condition=Q(shown_at__isnull=True, appeals_until__isnull=True)
                | Q(shown_at__isnull=False, appeals_until__isnull=False),
            ),
            models.CheckConstraint(
                name="competition_frozen_says_when",
                condition=Q(state=CompetitionState.FROZEN, frozen_at__isnull=False)
                | (~Q(state=CompetitionState.FROZEN) & Q(frozen_at__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_for_teams(self) -> bool:
        return self.kind == EventKind.TEAM

    @property
    def rewarded_by(self) -> Unit:
        """The unit that rewards the winners: who holds it, for a workshop's own its enterprise. At most one query."""
        return self.owner.enterprise() or self.owner

    @property
    def judging(self) -> JudgingRules:
        return JudgingRules(self.least_judges, self.trim_from, self.spread_limit)

    @property
    def takes_entries(self) -> bool:
        return self.state == CompetitionState.OPEN and timezone.now() < self.entries_until

    @property
    def takes_appeals(self) -> bool:
        return (
            self.state == CompetitionState.SHOWN
            and self.appeals_until is not None
            and timezone.now() < self.appeals_until
        )

    @property
    def is_out(self) -> bool:
        """Whether competitors see the results."""
        return self.state in {CompetitionState.SHOWN, CompetitionState.FROZEN}
