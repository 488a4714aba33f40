"""Answer files: what came from a phone that could not get through, brought by a person."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt
from organizations.models.append_only import AppendOnlyModel
from organizations.private_files import private_storage


def answer_file_path(answer_file: AnswerFile, filename: str) -> str:
    return f"answer_files/{answer_file.attempt_id}/{answer_file.pk}.txt"


class AnswerFile(AppendOnlyModel):
    """A file as it was brought, kept for good: whose sitting, who brought it and when, the SHA-256 of its bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attempt = models.ForeignKey(
        Attempt, on_delete=models.PROTECT, related_name="answer_files", verbose_name=_("attempt")
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to=answer_file_path)
    filename = models.CharField(_("file name"), max_length=200)
    digest = models.CharField("SHA-256", max_length=64, unique=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), db_index=True)

    class Meta:
        verbose_name = _("answer file")
        verbose_name_plural = _("answer files")
        ordering = ("uploaded_at",)

    def __str__(self) -> str:
        return self.filename


class Step(models.TextChoices):
    """What was done with an answer file. Pay depends on it, so after the grace it takes two people."""

    ASKED = "asked", _("waits for a second person")
    ENTERED = "entered", _("entered")


class AnswerFileStep(AppendOnlyModel):
    """Somebody asked for a file to be entered, with a reason, or entered it: so many answers were new."""

    answer_file = models.ForeignKey(AnswerFile, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("step"), max_length=8, choices=Step)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    new_answers = models.PositiveSmallIntegerField(_("new answers"), default=0)

    class Meta:
        verbose_name = _("step of an answer file")
        verbose_name_plural = _("steps of answer files")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["answer_file", "step"], name="answer_file_step_once"),)

    def __str__(self) -> str:
        return f"{self.answer_file_id} {self.step}"
