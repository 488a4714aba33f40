"""Questions that are much alike and are meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from exams.models.questions import QuestionVersion

if TYPE_CHECKING:
    from exams.models.banks import QuestionBank


class LeftPairQuerySet(models.QuerySet["LeftPair"]):
    def standing_in(self, bank: QuestionBank) -> LeftPairQuerySet:
        """Those of the bank of which neither question has another version since."""
        return self.filter(
            one__question__bank=bank, one=F("one__question__current"), other=F("other__question__current")
        )


class LeftPair(models.Model):
    """Two questions of one bank that somebody has looked at and left as they are, both, as they were worded then."""

    one = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="+")
    left_at = models.DateTimeField(_("left at"), auto_now_add=True)
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = LeftPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair that was left as it is")
        verbose_name_plural = _("pairs that were left as they are")
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="left_pair_once"),
            models.CheckConstraint(condition=models.Q(one__lt=F("other")), name="left_pair_older_version_first"),
        )

    def __str__(self) -> str:
        return f"{self.one_id} | {self.other_id}"
