"""Who competes, for the unit of the day he was entered."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leaderboard.models.competitions import Competition
from leaderboard.models.stages import Stage
from organizations.models import Unit

LONGEST_REASON = 200


class EntrantQuerySet(models.QuerySet["Entrant"]):
    def competing(self) -> EntrantQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class Entrant(models.Model):
    """A worker, or a team, in a competition. Name, unit and enterprise stay as they were that day.

    `number` is the start number. Of a team event `worker` is empty, and `members` are who competes for the team.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="entrants")
    number = models.PositiveSmallIntegerField(_("start number"))
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("members"))
    name = models.CharField(_("name"), max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of that day"))
    enterprise = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enterprise"))
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(_("why withdrawn"), max_length=LONGEST_REASON, blank=True)

    objects: ClassVar = EntrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("competitor")
        verbose_name_plural = _("competitors")
        ordering = ("competition", "number")
        constraints = (
            models.UniqueConstraint(fields=["competition", "number"], name="entrant_one_a_number"),
            models.UniqueConstraint(
                fields=["competition", "worker"], condition=Q(worker__isnull=False), name="entrant_worker_once"
            ),
            models.UniqueConstraint(
                fields=["competition", "unit"], condition=Q(worker__isnull=True), name="entrant_team_once"
            ),
            models.CheckConstraint(
                name="entrant_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
            ),
        )

    def __str__(self) -> str:
        starter = gettext("Starter %(number)s") % {"number": self.number}
        return f"{starter} {self.name}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class StageEntrant(models.Model):
    """That somebody is in a stage: in the first everybody, in the next who went on."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="starters")
    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="starts")

    class Meta:
        verbose_name = _("competitor in a stage")
        verbose_name_plural = _("competitors in stages")
        constraints = (models.UniqueConstraint(fields=["stage", "entrant"], name="stage_entrant_once"),)

    def __str__(self) -> str:
        return f"{self.stage}: {self.entrant}"
