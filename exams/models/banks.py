"""Where questions are kept, and the files they come from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import FileImport, ImportState, Unit


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
    """A file of questions on its way into a bank, and out of it again when it was taken back."""

    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="imports", verbose_name=_("bank"))
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
