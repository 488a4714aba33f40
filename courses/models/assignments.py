"""What somebody has been told to learn, and until when."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Post, Unit


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def standing(self) -> AssignmentQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class Assignment(models.Model):
    """A case, a lecture or a list of them, for everybody who is in the audience on the day one looks.

    The audience is whoever works below one of `units`, of one of `industries` and in one of `posts` where any are
    named; so who joins gets it, and who leaves is dropped. `needed_share` is the percentage of a team's people who must
    have completed it before the team counts as reached (see courses/coverage/counting.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=80)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("assigned by unit"))
    units = models.ManyToManyField(Unit, related_name="+", verbose_name=_("for units"))
    industries = models.JSONField(_("for industries"), default=list, blank=True)
    posts = models.ManyToManyField(Post, blank=True, related_name="+", verbose_name=_("for posts"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    needed_share = models.PositiveSmallIntegerField(
        _("share of a team that must be reached, in percent"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    is_push = models.BooleanField(_("an accident elsewhere that everybody must hear of"), default=False)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned by"),
    )
    assigned_at = models.DateTimeField(_("assigned at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)

    objects: ClassVar = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning task")
        verbose_name_plural = _("learning tasks")
        ordering = ("-assigned_at",)

    def __str__(self) -> str:
        return self.title


class AssignmentItem(models.Model):
    """One of the pages of an assignment, in the order they are to be taken."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    place = models.PositiveSmallIntegerField(_("place"))

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=["assignment", "page"], name="item_once_an_assignment"),)

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.place}"
