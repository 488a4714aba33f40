"""What was counted of an exam's questions: figures that cannot be had from all papers while somebody waits."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exams.models.anomalies import GIVEN_UP_AFTER
from exams.models.exams import Exam
from exams.models.questions import Category, QuestionVersion
from organizations.models import Unit


class ExamAnalysis(models.Model):
    """The last count of one exam: asked for, and done when `done_at` is filled. It says what was there at `read_at`.

    Of everybody the first sitting that is not voided counts, as everywhere. Points are points of the paper; the
    deviation is that of all who sat (their number is the denominator); `reliability` is by the formula that `basis`
    names, see exams/analysis/reliability.py.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exam = models.OneToOneField(Exam, on_delete=models.CASCADE, related_name="analysis")
    asked_at = models.DateTimeField(_("asked at"))
    read_at = models.DateTimeField(_("counted what was there at"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    sittings = models.PositiveIntegerField(_("sittings counted"), default=0)
    mean = models.FloatField(_("mean"), null=True, blank=True)
    deviation = models.FloatField(_("standard deviation"), null=True, blank=True)
    reliability = models.FloatField(_("reliability"), null=True, blank=True)
    basis = models.CharField(_("by which formula"), max_length=5, blank=True)
    suspicious = models.PositiveIntegerField(_("questions that want a look"), default=0)

    class Meta:
        verbose_name = _("count of an exam's questions")
        verbose_name_plural = _("counts of exams' questions")

    def __str__(self) -> str:
        return f"{self.exam_id} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_under_way(self) -> bool:
        """Whether somebody still works on it; after an hour nobody does any more, and it can be asked for again."""
        return self.done_at is None and timezone.now() - self.asked_at < GIVEN_UP_AFTER


class QuestionFigures(models.Model):
    """One version of a question in an exam: the sums of everybody who was asked it, see exams.analysis.items.ItemSums.

    Points are whole hundredths; `rest` is what the same people earned on all their other questions.
    """

    analysis = models.ForeignKey(ExamAnalysis, on_delete=models.CASCADE, related_name="questions")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    asked = models.PositiveIntegerField(_("asked"))
    omitted = models.PositiveIntegerField(_("left out"))
    right = models.PositiveIntegerField(_("right"))
    earned = models.BigIntegerField()
    worth = models.BigIntegerField()
    earned_squares = models.BigIntegerField()
    rest = models.BigIntegerField()
    rest_squares = models.BigIntegerField()
    products = models.BigIntegerField()

    class Meta:
        verbose_name = _("figures of a question")
        verbose_name_plural = _("figures of questions")
        constraints = (
            models.UniqueConstraint(fields=["analysis", "version"], name="question_figures_once_a_count"),
            models.CheckConstraint(condition=Q(asked__gte=1), name="question_figures_of_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.version_id}: {self.right}/{self.asked}"


class AnswerFigures(models.Model):
    """One answer that was given to a question: by how many, and what they earned on all their other questions."""

    question = models.ForeignKey(QuestionFigures, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(_("answer"), max_length=120)
    is_right = models.BooleanField(_("right"))
    people = models.PositiveIntegerField(_("people"))
    rest = models.BigIntegerField()
    rest_squares = models.BigIntegerField()

    class Meta:
        verbose_name = _("figures of an answer")
        verbose_name_plural = _("figures of answers")
        constraints = (models.UniqueConstraint(fields=["question", "answer"], name="answer_figures_once_a_question"),)

    def __str__(self) -> str:
        return f"{self.answer}: {self.people}"


class CategoryFigures(models.Model):
    """What the people of one unit earned on the questions of one subject, in whole hundredths of a point."""

    analysis = models.ForeignKey(ExamAnalysis, on_delete=models.CASCADE, related_name="categories")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of that day"))
    category = models.CharField(_("subject area"), max_length=12, choices=Category)
    asked = models.PositiveIntegerField(_("questions asked"))
    earned = models.BigIntegerField()
    worth = models.BigIntegerField()

    class Meta:
        verbose_name = _("figures of a subject in a unit")
        verbose_name_plural = _("figures of subjects in units")
        constraints = (
            models.UniqueConstraint(fields=["analysis", "unit", "category"], name="category_figures_once_a_unit"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.category}: {self.earned}/{self.worth}"
