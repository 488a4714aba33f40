"""A file somebody hands in, checked first and written only when he says so."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models.units import Unit
from organizations.private_files import private_storage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ImportState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    CHECKING = "checking", _("Checking the file")
    CHECKED = "checked", _("Checked")
    WRITING = "writing", _("Writing")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    UNDONE = "undone", _("Taken back")


UNDER_WAY = frozenset({ImportState.WAITING, ImportState.CHECKING, ImportState.WRITING})


def import_path(instance: FileImport, filename: str) -> str:
    return f"imports/{instance._meta.model_name}/{instance.pk}.{filename.rsplit('.', 1)[-1].lower()[:5]}"


class FileImport(models.Model):
    """A file on its way in: checked, shown, then written as a whole or not at all.

    `report` is what a person is shown: counts, samples and every bad row, as plain data, and the digest of the plan.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(_("file"), storage=private_storage, upload_to=import_path)
    filename = models.CharField(_("file name"), max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=8, choices=ImportState, default=ImportState.WAITING)
    report: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(_("report"), default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.filename

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def state_label(self) -> StrOrPromise:
        return str(self.get_state_display())


class RosterImport(FileImport):
    """An enterprise's roster as a file."""

    enterprise = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enterprise"))

    creates_units = models.BooleanField(
        _("create workshops and teams that are new"),
        default=False,
        help_text=_("Otherwise rows whose workshop or team does not exist are bad rows."),
    )

    class Meta:
        verbose_name = _("roster import")
        verbose_name_plural = _("roster imports")
        ordering = ("-uploaded_at",)
