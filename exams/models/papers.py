"""The blueprint that papers are drawn by."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from exams.models.banks import QuestionBank
from exams.models.questions import Category, QuestionKind
from organizations.models import Unit


class Paper(ClusterableModel):
    """A blueprint: how many questions of which kind and subject, and what each is worth."""

    name = models.CharField(_("name"), max_length=60)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("kept by"))

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def full_points(self) -> Decimal:
        """The points of the whole paper. One query."""
        return sum((part.count * part.points for part in self.parts.all()), Decimal(0))

    def question_count(self) -> int:
        """How many questions each worker gets. One query."""
        return sum(part.count for part in self.parts.all())


class PaperPart(models.Model):
    """One line of a blueprint: twenty single choices on law from this bank, two points each."""

    paper = ParentalKey(Paper, on_delete=models.CASCADE, related_name="parts")
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="+", verbose_name=_("bank"))
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind)
    category = models.CharField(_("subject area"), max_length=12, choices=Category)
    count = models.PositiveSmallIntegerField(_("number of questions"), validators=[MinValueValidator(1)])
    points = models.DecimalField(
        _("points each"), max_digits=5, decimal_places=2, default=2, validators=[MinValueValidator(Decimal("0.5"))]
    )

    class Meta:
        verbose_name = _("part of a paper")
        verbose_name_plural = _("parts of a paper")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["paper", "bank", "kind", "category"], name="part_once_a_paper"),
            models.CheckConstraint(condition=models.Q(count__gte=1, points__gt=0), name="part_counts_and_is_worth"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}·{self.get_category_display()} {self.count}"
