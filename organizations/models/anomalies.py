"""What the odd things in exams and in learning have in common: evidence for a person to judge, never a verdict."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)
LONGEST_JUDGEMENT = 200  # characters


class AnomalyQuerySet(models.QuerySet[Row_co]):
    def open(self) -> Self:
        return self.filter(judged_at__isnull=True)

    def judged(self) -> Self:
        return self.filter(judged_at__isnull=False)

    def counted_by_kind(self) -> dict[str, tuple[int, int]]:
        """Return how many of each kind are open and judged. One query."""
        rows = self.order_by().values("kind")
        counts = rows.annotate(judged=Count("pk", filter=Q(judged_at__isnull=False)), every=Count("pk"))
        return {row["kind"]: (row["every"] - row["judged"], row["judged"]) for row in counts}


class AnomalyModel(models.Model):
    """One odd thing of some `kind`: open until somebody has written what he found out."""

    judgement = models.CharField(_("judgement"), max_length=LONGEST_JUDGEMENT, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("judged by"),
    )
    judged_at = models.DateTimeField(_("judged at"), null=True, blank=True)

    objects: ClassVar = AnomalyQuerySet.as_manager()

    class Meta:
        abstract = True
