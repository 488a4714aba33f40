"""The steps of a procedure's version."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.procedures import LONG, PUBLISHED, SHORT, ProcedureVersion, PublishedNeverChanges
from courses.procedures.steps import without_ban


class StepQuerySet(models.QuerySet["ProcedureStep"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        if self.filter(version__state__in=PUBLISHED).exists():
            raise PublishedNeverChanges
        return super().delete()

    def update(self, **kwargs: Any) -> NoReturn:
        raise PublishedNeverChanges


class ProcedureStep(models.Model):
    """One step: what to do, what can happen, how it has to be, what nobody may do, what to wear.

    Missing a critical step costs a life; in a competition it is a veto.
    """

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.PROTECT, related_name="steps", verbose_name=_("version")
    )
    place = models.PositiveSmallIntegerField(_("step"))
    action = models.CharField(_("what to do"), max_length=SHORT)
    hazard = models.CharField(_("hazard"), max_length=SHORT, blank=True)
    standard = models.CharField(_("standard"), max_length=LONG, blank=True)
    forbidden = models.CharField(_("forbidden"), max_length=SHORT, blank=True)
    gear = models.CharField(_("protective gear"), max_length=SHORT, blank=True)
    picture = models.ForeignKey(
        "courses.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    is_critical = models.BooleanField(_("critical step"), default=False)

    objects: ClassVar = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a procedure")
        verbose_name_plural = _("steps of procedures")
        ordering = ("version", "place")
        constraints = (models.UniqueConstraint(fields=["version", "place"], name="step_place_once"),)

    def __str__(self) -> str:
        return f"{self.place}. {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.version.was_published:
            raise PublishedNeverChanges
        super().save(*args, **kwargs)

    @property
    def what_is_forbidden(self) -> str:
        """What stands beside the heading “forbidden”, without that word once more."""
        return without_ban(self.forbidden)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PublishedNeverChanges
