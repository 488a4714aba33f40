"""A file of procedures on its way in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import FileImport, Unit


class ProcedureImport(FileImport):
    """An enterprise's procedures as a file; what it brings are drafts."""

    enterprise = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enterprise"))

    class Meta:
        verbose_name = _("procedure import")
        verbose_name_plural = _("procedure imports")
        ordering = ("-uploaded_at",)
