"""What a person was given points for, entry by entry."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leaderboard.points.kinds import PointKind
from organizations.models.append_only import AppendOnlyModel

LONGEST_ABOUT = 60


class PointEntry(AppendOnlyModel):
    """Points for one thing done. Over the day's caps they are 0, and the entry stays: it is not given again tomorrow.

    `about` names the thing: "practice:2024-03-04", "case:<page>", "procedure:<version>", "hazard:<id>". `place` counts
    the entries of a person's day from 0: two that are given at once can't both be the same one.

    Nothing is struck out. What turns out not to be is taken back by an entry of the same day with as many points below
    nought: the sums of that day and its month are then as if it had never been.
    """

    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=9, choices=PointKind)
    day = models.DateField(_("day"))
    about = models.CharField(_("for what"), max_length=LONGEST_ABOUT)
    points = models.SmallIntegerField(pgettext_lazy("points", "points"))
    place = models.PositiveSmallIntegerField(_("entry of the day"))
    takes_back = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_back_by",
        verbose_name=_("takes back"),
    )
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)

    class Meta:
        verbose_name = _("entry of points")
        verbose_name_plural = _("entries of points")
        ordering = ("day", "place")
        constraints = (
            models.UniqueConstraint(
                fields=["worker", "kind", "about"], condition=Q(takes_back__isnull=True), name="points_once_a_thing"
            ),
            models.CheckConstraint(
                name="points_below_nought_take_back",
                condition=Q(takes_back__isnull=True, points__gte=0) | Q(takes_back__isnull=False, points__lte=0),
            ),
            models.UniqueConstraint(fields=["worker", "day", "place"], name="points_one_after_another"),
        )
        indexes = (
            # a month's sums by unit, read off the index alone
            models.Index(fields=["worker", "day", "points"], name="points_of_a_month"),
        )

    def __str__(self) -> str:
        return f"{self.worker_id} · {self.about} · {self.points}"
