"""Photos and films of a competitor in a part: what marks can be held against."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leaderboard.models.entrants import Entrant
from leaderboard.models.stages import Part
from organizations.models.append_only import AppendOnlyModel
from organizations.private_files import private_storage


class EvidenceKind(models.TextChoices):
    PHOTO = "photo", _("Photo")
    FILM = "film", _("Film")


def evidence_path(instance: Evidence, filename: str) -> str:
    return f"competitions/{instance.entrant_id}/{uuid.uuid4()}.{filename.rsplit('.', 1)[-1]}"


class Evidence(AppendOnlyModel):
    """One photo or film of a competitor in a part. Private: handed out by a view that asks who wants it.

    `digest` is of the file as it was sent, so that sending twice stores once; a photo is kept smaller than that.
    `taken_at` is by the phone's clock.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="evidence")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=5, choices=EvidenceKind)
    file = models.FileField(_("file"), storage=private_storage, upload_to=evidence_path)
    content_type = models.CharField(_("content type"), max_length=20)
    digest = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(_("taken at"))
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)

    class Meta:
        verbose_name = _("evidence of a competition")
        verbose_name_plural = _("evidence of competitions")
        ordering = ("taken_at", "received_at")
        constraints = (
            models.UniqueConstraint(fields=["entrant", "part", "by", "digest"], name="competition_evidence_once"),
        )

    def __str__(self) -> str:
        return f"{self.entrant} {self.part} {self.get_kind_display()}"

    @property
    def is_film(self) -> bool:
        return self.kind == EvidenceKind.FILM
