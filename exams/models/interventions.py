"""What the people who watch over an exam did to it: evidence, like the journal itself."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt
from exams.models.exams import Exam
from organizations.models import Unit
from organizations.models.append_only import AppendOnlyModel, AppendOnlyQuerySet

PAUSE_IS_FORGOTTEN_AFTER = timedelta(minutes=30)  # longer than a failure of the power should last unlooked at


class InterventionKind(models.TextChoices):
    EXTRA_TIME = "extra", _("Extra time")
    PAUSE = "pause", _("Pause")
    RESUME = "resume", _("Pause over")
    MESSAGE = "message", _("Message")
    END = "end", _("Ended now")
    PROPOSE_ANNUL = "propose", _("Annulment proposed")
    ANNUL = "annul", _("Annulled")
    KEEP = "keep", _("Not annulled")


class InterventionQuerySet(AppendOnlyQuerySet["Intervention"]):
    def unanswered(self, kind: InterventionKind) -> InterventionQuerySet:
        """Those of a kind that nothing has answered: pauses that last, annulments that wait for a second person."""
        return self.filter(kind=kind, answer__isnull=True)


class Intervention(AppendOnlyModel):
    """One thing that an invigilator did to the sittings of a unit, or to a single one, and why.

    `answers` ties the end of a pause to the pause, and the second person's word to what the first proposed; each has
    one answer at most. `key` was given out with the form: a double tap finds what the first one did. `seconds` is the
    extra time. `reason` is, of a message, its text. `people` says how many sittings were touched.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="interventions", verbose_name=_("exam"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    attempt = models.ForeignKey(
        Attempt,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="interventions",
        verbose_name=_("sitting"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=InterventionKind)
    seconds = models.PositiveIntegerField(_("seconds"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    answers = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answer", verbose_name=_("answers")
    )
    people = models.PositiveIntegerField(_("people"), default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    objects: ClassVar = InterventionQuerySet.as_manager()

    class Meta:
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        ordering = ("exam", "pk")
        constraints = (
            models.CheckConstraint(name="intervention_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="intervention_extra_time_has_seconds",
                condition=~Q(kind=InterventionKind.EXTRA_TIME) | Q(seconds__gt=0),
            ),
        )

    @property
    def next_key(self) -> uuid.UUID:
        """The key of the form that answers this one: whoever opens it, twice or not, it is answered once."""
        return uuid.uuid5(self.key, "answer")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.exam}"
