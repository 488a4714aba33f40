"""Where questions are kept, and the files they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import FileImport, ImportState, Unit

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class QuestionBank(models.Model):
    """A set of questions. The bureau's banks can be used by every enterprise; an enterprise's bank is its own."""

    slug = models.SlugField(_("short name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("kept by"))
    is_for_practice = models.BooleanField(
        _("workers may practise from it"),
        default=True,
        help_text=_("Close it where an exam asks what nobody should have seen before."),
    )

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class QuestionImport(FileImport):
    """A file of questions on its way into a bank, and out of it again when it was taken back.

    `tables` are the beginnings of its tables, for a person who has to say which column is what (ShownTable.as_data);
    `mapping` is what he said (Mapping.as_data; empty: they are told by themselves). `mended` has by the key of a bad
    row the question that stands in its place (QuestionDraft.as_data), or {"left_out": what it said} where the row, or a
    good one, is left out.
    """

    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="imports", verbose_name=_("bank"))
    tables: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        default=list, editable=False
    )
    mapping: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, editable=False)
    mended: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, editable=False)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("question import")
        verbose_name_plural = _("question imports")
        ordering = ("-uploaded_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True) ^ models.Q(state=ImportState.UNDONE),
                name="question_import_undone_at_a_time",
            ),
        )

    @property
    def asks_for_columns(self) -> bool:
        """Whether nobody could tell the columns, and a person has to say them before it goes on."""
        return self.state == ImportState.FAILED and bool(self.report.get("asks_for_columns"))

    @property
    def state_label(self) -> StrOrPromise:
        return _("Waits: which column is what?") if self.asks_for_columns else super().state_label
