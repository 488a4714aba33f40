"""Boards as they were at the close, so that history stays."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.models import Exam
from leaderboard.models.competitions import Competition
from leaderboard.ranking.arithmetic import Counted, Method
from leaderboard.ranking.levels import Absent, By, Source
from organizations.models import Unit
from organizations.models.append_only import AppendOnlyModel


class RankingSnapshot(AppendOnlyModel):
    """One board at one moment, with the rules that it was counted by. What a correction moves is another number.

    It is about one exam, one competition, or a span of days (`period`: 2024-03, 2024-q1, span-7). `arena` is the unit
    inside which everybody was compared; seats, sat and earned are those of everybody together.
    """

    source = models.CharField(pgettext_lazy("ranking", "from"), max_length=12, choices=Source)
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    period = models.CharField(_("period"), max_length=20, blank=True)
    by = models.CharField(_("compared"), max_length=10, choices=By)
    arena = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("inside"))
    number = models.PositiveSmallIntegerField(pgettext_lazy("ranking", "number"), default=1)
    taken_at = models.DateTimeField(_("counted at"), default=timezone.now)
    before = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("compared with")
    )
    reason = models.CharField(_("why counted again"), max_length=120, blank=True)
    absent = models.CharField(_("who did not come"), max_length=8, choices=Absent)
    steadying = models.PositiveSmallIntegerField(_("average sittings added"))
    seats = models.PositiveIntegerField(_("seats"))
    sat = models.PositiveIntegerField(_("sat"))
    earned = models.BigIntegerField(_("hundredths of a point in all"))
    named_places = models.PositiveSmallIntegerField(_("places with names"))
    compared = models.PositiveIntegerField(_("compared"))

    class Meta:
        verbose_name = _("ranking as it was")
        verbose_name_plural = _("rankings as they were")
        ordering = ("-taken_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["exam", "by", "arena", "number"], condition=Q(exam__isnull=False), name="snapshot_of_exam_once"
            ),
            models.UniqueConstraint(
                fields=["competition", "by", "arena", "number"],
                condition=Q(competition__isnull=False),
                name="snapshot_of_competition_once",
            ),
            models.UniqueConstraint(
                fields=["source", "period", "by", "arena", "number"],
                condition=~Q(period=""),
                name="snapshot_of_period_once",
            ),
            models.CheckConstraint(
                name="snapshot_is_about_one_thing",
                condition=Q(exam__isnull=False, competition__isnull=True, period="")
                | Q(exam__isnull=True, competition__isnull=False, period="")
                | (Q(exam__isnull=True, competition__isnull=True) & ~Q(period="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.exam_id or self.competition_id or self.period} {self.by} {self.number}"

    @property
    def method(self) -> Method:
        return Method(Absent(self.absent), self.steadying)

    @property
    def everybody(self) -> Counted:
        return Counted(self.seats, self.sat, self.earned)


class SnapshotRow(AppendOnlyModel):
    """One line of it; its name is as it was. `unit` is what was placed, or where the worker belonged.

    `shown` is hundredths of a point.
    """

    snapshot = models.ForeignKey(RankingSnapshot, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveIntegerField(_("order"))
    place = models.PositiveIntegerField(pgettext_lazy("ranking", "place"))
    place_before = models.PositiveIntegerField(_("place last time"), null=True, blank=True)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    above = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("belongs to"))
    name = models.CharField(_("name"), max_length=60)
    employee_no = models.CharField(_("employee number"), max_length=20, blank=True)
    shown = models.PositiveIntegerField(_("value that is placed by"))
    seats = models.PositiveIntegerField(_("seats"))
    sat = models.PositiveIntegerField(_("sat"))
    earned = models.BigIntegerField(_("hundredths of a point in all"))

    class Meta:
        verbose_name = _("line of a ranking as it was")
        verbose_name_plural = _("lines of rankings as they were")
        ordering = ("snapshot", "position")
        constraints = (models.UniqueConstraint(fields=["snapshot", "position"], name="snapshot_row_position_once"),)
        indexes = (
            # one's own line, wherever it stands
            models.Index(fields=["snapshot", "worker"], name="snapshot_row_worker"),
            models.Index(fields=["snapshot", "unit"], name="snapshot_row_unit"),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.name}"

    @property
    def counted(self) -> Counted:
        return Counted(self.seats, self.sat, self.earned)
