"""The sample of a re-test: who was drawn, from whom, by which number, and who supervises it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exams.models.exams import Exam


class SpotCheck(models.Model):
    """How the people of a re-test (抽考) were drawn, so that anybody can draw them again (exams/drawing/samples.py).

    `drawn_from` is {key of the enterprise: [keys of its workers who had sat the exam, rising]}. Of each enterprise
    `people` are drawn, or `percent` of them: one of the two is given. The drawn have the seats of `exam`.
    """

    exam = models.OneToOneField(Exam, on_delete=models.PROTECT, primary_key=True, related_name="spot_check")
    seed = models.BigIntegerField(_("seed"), editable=False)
    people = models.PositiveSmallIntegerField(_("people of each enterprise"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("percent of each enterprise"), null=True, blank=True)
    drawn_from: models.JSONField[dict[str, list[int]], dict[str, list[int]]] = models.JSONField(editable=False)
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("supervised by")
    )
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("spot check")
        verbose_name_plural = _("spot checks")
        constraints = (
            models.CheckConstraint(
                name="spot_check_people_or_percent",
                condition=Q(people__gt=0, percent__isnull=True)
                | Q(people__isnull=True, percent__gt=0, percent__lte=100),
            ),
        )

    def __str__(self) -> str:
        return f"{self.exam_id} {self.seed}"
