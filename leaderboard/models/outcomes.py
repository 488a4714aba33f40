"""How a competition came out: what is said against it, and the places that stand."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leaderboard.models.competitions import Competition
from leaderboard.models.entrants import Entrant
from leaderboard.models.stages import Part, Stage
from organizations.models.append_only import AppendOnlyModel

LONGEST_APPEAL, LONGEST_ANSWER = 300, 500


class AppealResult(models.TextChoices):
    UPHELD = "upheld", _("Upheld")
    REJECTED = "rejected", _("Rejected")


class CompetitionAppealQuerySet(models.QuerySet["CompetitionAppeal"]):
    def open(self) -> CompetitionAppealQuerySet:
        return self.filter(answered_at__isnull=True)


class CompetitionAppeal(models.Model):
    """A competitor, or his team leader, says that a part was marked wrong; nothing is final before it is answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="appeals")
    part = models.ForeignKey(
        Part, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("competition", "part")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("what is wrong"), max_length=LONGEST_APPEAL)
    said_at = models.DateTimeField(_("said at"), auto_now_add=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=AppealResult, blank=True)
    answer = models.CharField(_("answer"), max_length=LONGEST_ANSWER, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects: ClassVar = CompetitionAppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal in a competition")
        verbose_name_plural = _("appeals in competitions")
        ordering = ("said_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["entrant", "part"],
                condition=Q(answered_at__isnull=True),
                name="competition_appeal_one_open",
            ),
            models.CheckConstraint(
                name="competition_appeal_answered_in_full",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, outcome="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
            ),
        )

    def __str__(self) -> str:
        return self.text


class StandingRow(AppendOnlyModel):
    """One line of the final result, as it was when it was frozen, with how each number came (`parts`).

    `stage` is the furthest the competitor got. `parts` is [{"stage", "part", "kind", "weight", "score", "spread",
    "vetoed", "ruling", "sheets": [{"judge", "round", "score", "dropped", "missed"}, …], "sitters": [{"name", "score",
    "attempt"}, …]}, …]: decimals as text.
    """

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="rows")
    order = models.PositiveSmallIntegerField(_("order"))
    place = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="rows")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    total = models.DecimalField(_("total"), max_digits=5, decimal_places=2, null=True, blank=True)
    is_vetoed = models.BooleanField(_("vetoed"), default=False)
    parts: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(_("how it came"))

    class Meta:
        verbose_name = _("final place")
        verbose_name_plural = _("final places")
        ordering = ("competition", "order")
        constraints = (models.UniqueConstraint(fields=["competition", "entrant"], name="standing_row_once"),)

    def __str__(self) -> str:
        return f"{self.place} {self.entrant_id}"
