"""Who has read and signed a procedure's version."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.procedures import ProcedureVersion, PublishedNeverChanges
from organizations.models import Unit


class ReadingQuerySet(models.QuerySet["ProcedureReading"]):
    def signed(self) -> Self:
        return self.filter(signed_at__isnull=False)

    def delete(self) -> NoReturn:
        raise PublishedNeverChanges


class ProcedureReading(models.Model):
    """Somebody opened a published version, and later signed that he has read it and will work by it."""

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.PROTECT, related_name="readings", verbose_name=_("version")
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="procedure_readings", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit of the day")
    )
    read_at = models.DateTimeField(_("read at"), auto_now_add=True)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)

    objects: ClassVar = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of a procedure")
        verbose_name_plural = _("readings of procedures")
        constraints = (models.UniqueConstraint(fields=["version", "worker"], name="reading_once_a_version"),)
        indexes = (
            # who has signed the versions in force: the question of every count
            models.Index(fields=["version"], name="reading_signed", condition=Q(signed_at__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.version_id} · {self.worker_id}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PublishedNeverChanges
