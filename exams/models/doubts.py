"""What workers say is wrong with a question, and what they are answered."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt
from exams.models.questions import QuestionVersion

LONGEST_DOUBT, LONGEST_ANSWER = 300, 500


class QuestionDoubtQuerySet(models.QuerySet["QuestionDoubt"]):
    def open(self) -> QuestionDoubtQuerySet:
        return self.filter(answered_at__isnull=True)


class QuestionDoubt(models.Model):
    """A worker's doubt about a question, for who keeps its bank: he reads the words, not the name.

    `attempt` is the sitting in whose result he met it; None where he practised.
    """

    version = models.ForeignKey(
        QuestionVersion, on_delete=models.PROTECT, related_name="doubts", verbose_name=_("question")
    )
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    attempt = models.ForeignKey(
        Attempt, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    text = models.CharField(_("what seems wrong"), max_length=LONGEST_DOUBT)
    created_at = models.DateTimeField(_("said at"), auto_now_add=True)
    answer = models.CharField(_("answer to the worker"), max_length=LONGEST_ANSWER, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)

    objects: ClassVar = QuestionDoubtQuerySet.as_manager()

    class Meta:
        verbose_name = _("doubt about a question")
        verbose_name_plural = _("doubts about questions")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["worker", "version"], condition=Q(answered_at__isnull=True), name="doubt_one_open_a_question"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | (~Q(answer="") & Q(answered_by__isnull=False)),
                name="doubt_answered_by_somebody",
            ),
        )
        indexes = (
            # his own, and how many today
            models.Index(fields=["worker", "created_at"], name="doubt_of_worker"),
        )

    def __str__(self) -> str:
        return self.text
