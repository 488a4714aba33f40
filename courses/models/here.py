"""What people said of their own workplace after an accident elsewhere."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.here import Here
from organizations.models import Unit
from organizations.models.append_only import AppendOnlyModel, AppendOnlyQuerySet


class HereAnswerQuerySet(AppendOnlyQuerySet["HereAnswer"]):
    def standing(self) -> HereAnswerQuerySet:
        """Return what each person said last to each question, for each unit where he was asked."""
        same = self.order_by().values("worker", "page", "question", "unit")
        return self.filter(pk__in=same.annotate(last=models.Max("pk")).values("last"))


class HereAnswer(AppendOnlyModel):
    """One person's answer to "could it happen here?", for the unit he was in that day.

    The question is kept in the words in which it was asked. A change of mind is another row: the last one counts, and
    the one before shows that somebody looked into it.
    """

    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit of the day")
    )
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    question = models.CharField(_("question"), max_length=120)
    answer = models.CharField(_("answer"), max_length=6, choices=Here)
    answered_at = models.DateTimeField(_("answered at"), auto_now_add=True)

    objects: ClassVar = HereAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer for one's own workplace")
        verbose_name_plural = _("answers for one's own workplace")
        constraints = (
            models.CheckConstraint(condition=models.Q(answer__in=Here.values), name="here_one_of_three_answers"),
        )
        # what a reader said last, and what a case brought to light
        indexes = (models.Index(fields=["page", "worker", "question"], name="here_of_page"),)

    def __str__(self) -> str:
        return f"{self.worker_id} · {self.question} · {self.answer}"
