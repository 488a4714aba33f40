"""Practice: what was answered, what was wrong and comes back, the ten of the day, mock exams."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.exams import Exam
from exams.models.questions import Question, QuestionVersion
from exams.practice.schedule import RIGHT_TO_LEAVE, Box
from organizations.models.append_only import AppendOnlyModel


class PracticeAnswer(AppendOnlyModel):
    """One answer that a worker practised with. `answer` is what Grading calls chosen.

    `occasion` is what he answered it for: a place among the ten of a day, a question of his book on a day. Each is
    answered once, so that a second tap or a reload changes nothing.
    """

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    occasion = models.UUIDField()
    answer: models.JSONField[list[str], list[str]] = models.JSONField(_("answer"))
    is_right = models.BooleanField(_("answered rightly"))
    answered_at = models.DateTimeField(_("answered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("practice answer")
        verbose_name_plural = _("practice answers")
        constraints = (models.UniqueConstraint(fields=["worker", "occasion"], name="practice_once_an_occasion"),)
        indexes = (
            # when the ten of a day are chosen: what he has met lately
            models.Index(fields=["worker", "answered_at"], name="practice_met"),
        )

    def __str__(self) -> str:
        return f"{self.worker_id} · {self.version_id}"


class WrongQuestionQuerySet(models.QuerySet["WrongQuestion"]):
    def due(self, day: date) -> WrongQuestionQuerySet:
        return self.filter(due_on__lte=day)


class WrongQuestion(models.Model):
    """A question that a worker has answered wrongly: it comes back until it was right five times in a row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    right_in_a_row = models.PositiveSmallIntegerField(_("right in a row"), default=0)
    due_on = models.DateField(_("due on"))
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects: ClassVar = WrongQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("wrong question")
        verbose_name_plural = _("wrong questions")
        ordering = ("due_on", "entered_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["worker", "question"], name="wrong_once_a_worker"),
            models.CheckConstraint(
                condition=models.Q(right_in_a_row__lt=RIGHT_TO_LEAVE), name="wrong_leaves_after_five_right"
            ),
        )
        indexes = (
            # what is due, on his page and for the ten of the day
            models.Index(fields=["worker", "due_on"], name="wrong_due"),
        )

    def __str__(self) -> str:
        return f"{self.worker_id} · {self.question_id}"

    @property
    def box(self) -> Box:
        return Box(self.right_in_a_row, self.due_on)

    def occasion(self, day: date) -> uuid.UUID:
        """Return what an answer from the book on that day is for."""
        return uuid.uuid5(self.pk, day.isoformat())


class DailyTen(models.Model):
    """The questions of one worker's day, the same all day. `paper` is as in Attempt."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    paper: models.JSONField[list[Any], list[Any]] = models.JSONField(_("questions"), default=list)

    class Meta:
        verbose_name = _("ten of a day")
        verbose_name_plural = _("tens of days")
        constraints = (models.UniqueConstraint(fields=["worker", "day"], name="ten_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.worker_id} · {self.day}"

    def occasion(self, slot: int) -> uuid.UUID:
        """Return what an answer to the question at that place, from 0, is for."""
        return uuid.uuid5(self.pk, str(slot))


class MockExam(models.Model):
    """An exam to practise: nobody but the worker sees it, and it counts nowhere.

    `exam` lent its blueprint. `paper` is as in Attempt; `chosen` the answers by place, once some were sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    exam = models.ForeignKey(Exam, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    paper: models.JSONField[list[Any], list[Any]] = models.JSONField(_("questions"), default=list)
    chosen: models.JSONField[list[list[str]] | None, list[list[str]] | None] = models.JSONField(
        _("answers"), null=True, blank=True
    )
    began_at = models.DateTimeField(_("began at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mock exam")
        verbose_name_plural = _("mock exams")
        ordering = ("-began_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["worker"], condition=models.Q(finished_at__isnull=True), name="mock_one_under_way"
            ),
        )

    def __str__(self) -> str:
        return f"{self.worker_id} · {self.began_at}"

    @property
    def ends_at(self) -> datetime | None:
        """When its time is over, as in the exam that it is made like; None where there is none. Reads the exam."""
        return self.began_at + timedelta(minutes=self.exam.duration_minutes) if self.exam else None

    def occasion(self, slot: int) -> uuid.UUID:
        """Return what an answer to the question at that place, from 0, is for."""
        return uuid.uuid5(self.pk, str(slot))
