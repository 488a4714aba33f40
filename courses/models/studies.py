"""One person's way through one page: delivered, opened, taken in, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.records import LearningCategory

if TYPE_CHECKING:
    from collections.abc import Collection


class StudyQuerySet(models.QuerySet["Study"]):
    def complete(self) -> StudyQuerySet:
        return self.filter(completed_at__isnull=False)

    def of_all(self, pages: Collection[int]) -> models.QuerySet[Study, Any]:
        """Return the people who have completed every one of these pages, as {"worker": pk}; to be used in a query."""
        done = self.complete().filter(page__in=pages).order_by().values("worker")
        return done.annotate(pages=models.Count("pk")).filter(pages=len(pages)).values("worker")


class Study(models.Model):
    """What one person has done with one case or lecture.

    `seconds` is time by the server's clock while the page was seen or its video played. `reached` and `position` are
    seconds into the video: how far it was ever watched, and where to go on. One opening of the page counts at a time:
    `opening`, with the seconds since it began. `completed_at` is set once, when the page was taken in (`read_at`) and
    its questions, where it has any, were answered (`checked_at`).
    """

    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="studies", verbose_name=_("person")
    )
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    category = models.CharField(_("category"), max_length=12, choices=LearningCategory)
    delivered_at = models.DateTimeField(_("delivered at"), auto_now_add=True)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    seconds = models.PositiveIntegerField(_("seconds"), default=0)
    reached = models.PositiveIntegerField(_("watched up to"), default=0)
    position = models.PositiveIntegerField(_("goes on at"), default=0)
    opening = models.UUIDField(null=True, blank=True, editable=False)
    opening_began_at = models.DateTimeField(null=True, blank=True, editable=False)
    opening_seconds = models.PositiveIntegerField(default=0, editable=False)
    beat_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)

    objects: ClassVar = StudyQuerySet.as_manager()

    class Meta:
        verbose_name = _("study")
        verbose_name_plural = _("studies")
        constraints = (
            models.UniqueConstraint(fields=["worker", "page"], name="study_once_a_page"),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True) | Q(read_at__isnull=False), name="study_completed_after_reading"
            ),
            models.CheckConstraint(condition=Q(position__lte=F("reached")), name="study_position_was_watched"),
        )
        indexes = (
            # coverage asks who has completed this page, of a hundred thousand
            models.Index(fields=["page", "worker"], name="study_completed", condition=Q(completed_at__isnull=False)),
            # the sweep looks for openings that nobody closed
            models.Index(fields=["beat_at"], name="study_open", condition=Q(opening__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.worker_id} · {self.page_id}"
