"""Who looked at a procedure's version on its way into force."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.procedures import LONG, ProcedureVersion, VersionState
from organizations.models import Role, UnitKind
from organizations.models.append_only import AppendOnlyModel


class ReviewOutcome(models.TextChoices):
    PASSED = "passed", _("let pass")
    RETURNED = "returned", _("sent back")


class Stage(models.TextChoices):
    """Who looks at a version: the values are the states in which it lies with them."""

    WORKSHOP = VersionState.WORKSHOP.value, UnitKind.WORKSHOP.label
    OFFICER = VersionState.OFFICER.value, Role.SAFETY_OFFICER.label
    APPROVAL = VersionState.APPROVAL.value, Role.ENTERPRISE_HEAD.label


class ProcedureReview(AppendOnlyModel):
    """Somebody looked at a version at one stage, and let it pass or sent it back with his reason."""

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("version")
    )
    stage = models.CharField(pgettext_lazy("review of a procedure", "stage"), max_length=8, choices=Stage)
    outcome = models.CharField(_("outcome"), max_length=8, choices=ReviewOutcome)
    remark = models.CharField(_("remark"), max_length=LONG, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("reviewed by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("review of a procedure")
        verbose_name_plural = _("reviews of procedures")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(outcome="returned") | ~Q(remark=""), name="review_returned_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.version_id} · {self.stage} · {self.outcome}"
