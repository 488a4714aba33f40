"""A file of files to take along: of an enterprise, of a lecture, of an exam."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models.units import Unit
from organizations.private_files import private_storage

KEPT = timedelta(days=7)  # long enough to fetch it; what it holds is kept where it came from


class ArchiveState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", _("Taken away")


UNDER_WAY = (ArchiveState.WAITING, ArchiveState.MAKING)


def archive_path(instance: Archive, _filename: str) -> str:
    return f"archives/{instance.pk}.zip"


class ArchiveQuerySet(models.QuerySet["Archive"]):
    def under_way(self) -> ArchiveQuerySet:
        return self.filter(state__in=UNDER_WAY)


class Archive(models.Model):
    """A zip that somebody asked for. It holds nothing but what everybody who reaches `unit` may see.

    `subject` is the key of the lecture, task or exam it is of; empty for an enterprise's. `digest` is the SHA-256 of
    its manifest, `problem` why it failed, `warnings` what has to be said of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20)
    title = models.CharField(_("title"), max_length=160)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    subject = models.CharField(max_length=40, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=ArchiveState, default=ArchiveState.WAITING)
    file = models.FileField(_("file"), storage=private_storage, upload_to=archive_path, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    digest = models.CharField("SHA-256", max_length=64, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    warnings: models.JSONField[list[str], list[str]] = models.JSONField(_("warnings"), default=list)

    objects: ClassVar = ArchiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("archive")
        verbose_name_plural = _("archives")
        ordering = ("-asked_at",)
        constraints = (
            # who asks twice gets the one that is being made
            models.UniqueConstraint(
                fields=["kind", "unit", "subject"],
                condition=Q(state__in=["waiting", "making"]),
                name="archive_one_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(file="") & ~Q(digest="") & Q(made_at__isnull=False)),
                name="archive_ready_has_a_file",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def goes_at(self) -> datetime | None:
        """When its file is taken away."""
        return self.made_at + KEPT if self.made_at else None
