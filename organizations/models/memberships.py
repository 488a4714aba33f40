"""Who belongs where, from which day to which day."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models.posts import Post
from organizations.models.units import Unit


class Employment(models.TextChoices):
    """How somebody is employed. All of them count as staff (Work Safety Law Art. 28)."""

    REGULAR = "regular", _("Regular")
    DISPATCHED = "dispatched", _("Dispatched")
    CONTRACTED = "contracted", _("Contracted")
    TEMPORARY = "temporary", _("Temporary")
    INTERN = "intern", _("Intern")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        """Return the memberships that hold on that day; the day of leaving no longer counts."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), started_on__lte=day)

    def current(self) -> MembershipQuerySet:
        return self.filter(ended_on__isnull=True)

    def within(self, unit: Unit) -> MembershipQuerySet:
        return self.filter(unit__path__startswith=unit.path)


class Membership(models.Model):
    """One person's place in a team, workshop or enterprise, from a day to a day; a transfer begins another."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("unit"))
    enterprise = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enterprise"))
    employee_no = models.CharField(_("employee number"), max_length=20)
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("post")
    )
    employment = models.CharField(_("employment"), max_length=12, choices=Employment, default=Employment.REGULAR)
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_on__isnull=True),
                name="membership_one_current_place_a_person",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "employee_no"],
                condition=Q(ended_on__isnull=True),
                name="membership_employee_no_once_an_enterprise",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="membership_ends_after_start",
            ),
        )
        indexes = (
            # "the roster of this enterprise" is the question of every coverage, ranking and bonus sheet
            models.Index(fields=["enterprise", "ended_on"], name="membership_roster"),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.unit}"
