"""Cases: what happened, told once, and the questions under it, which stay together in their order."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from exams.models.banks import QuestionBank
from exams.models.questions import Category, QuestionKind, QuestionState

FEWEST, MOST = 2, 10  # questions under one case
CASE = "case"
# what a part of a paper can ask for: questions of a kind, or whole cases with questions of any kind
PART_KINDS = [*QuestionKind.choices, (CASE, _("Case with several questions"))]

ASKED = Count("questions", filter=~Q(questions__state=QuestionState.RETIRED))
IN_USE = Count("questions", filter=Q(questions__state=QuestionState.IN_USE))


class QuestionCaseQuerySet(models.QuerySet["QuestionCase"]):
    def counted(self) -> QuestionCaseQuerySet:
        """Say how many questions each has (`asked`), and how many of them are in use; retired ones have left it."""
        return self.annotate(asked=ASKED, in_use=IN_USE)

    def whole(self) -> QuestionCaseQuerySet:
        """What can be drawn: two to ten questions, and all of them in use."""
        counted = self.annotate(asked=ASKED, in_use=IN_USE)
        return counted.filter(asked=F("in_use"), asked__gte=FEWEST, asked__lte=MOST)


class QuestionCase(models.Model):
    """What happened, with two to ten questions under it that are drawn and shown together.

    The text stands in every version of its questions too: what a worker was told stays readable when it changes.
    """

    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="cases", verbose_name=_("bank"))
    title = models.CharField(_("title"), max_length=60)
    category = models.CharField(_("subject area"), max_length=12, choices=Category, default=Category.GENERAL)
    text = models.TextField(_("what happened"))

    objects: ClassVar = QuestionCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case with questions")
        verbose_name_plural = _("cases with questions")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title
