"""One award: to whom, what for, how much, and the certificate of it."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leaderboard.models.entrants import Entrant
from leaderboard.models.rewards import LONGEST_WHY, OUT, RewardList
from organizations.models import Membership, Unit


class RewardLineQuerySet(models.QuerySet["RewardLine"]):
    def standing(self) -> RewardLineQuerySet:
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at__isnull=True)

    def out(self) -> RewardLineQuerySet:
        """Those of approved lists, withdrawn or not."""
        return self.filter(rewards__state__in=OUT)

    def numbers_chosen(self) -> dict[uuid.UUID, str]:
        """Return by line the employee number of who chose to be nothing else to people outside his team. One query.

        It is the number in the enterprise of that day; empty where he never had one there.
        """
        places = Membership.objects.filter(user=OuterRef("worker"), enterprise=OuterRef("enterprise"))
        number = Subquery(places.order_by("-started_on", "-pk").values("employee_no")[:1])
        chosen = self.filter(worker__name_choice__by_number=True).annotate(employee_no=number)
        return {line: employee_no or "" for line, employee_no in chosen.values_list("pk", "employee_no")}


class RewardLine(models.Model):
    """A worker, or a team, on a list of rewards. Name, unit and enterprise stay as they were that day.

    Of a team `worker` is empty and `members` are who belonged to it. `entrant` and `place` come from the competition.
    `number` is the certificate's, given with the approval; `amount` is in yuan, 0 for honour alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rewards = models.ForeignKey(RewardList, on_delete=models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField(_("order"))
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="awards"
    )
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="team_awards")
    name = models.CharField(_("name"), max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of that day"))
    enterprise = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enterprise"))
    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    prize = models.CharField(pgettext_lazy("reward", "prize"), max_length=20)
    reason = models.CharField(_("reason"), max_length=LONGEST_WHY)
    amount = models.DecimalField(
        _("yuan"), max_digits=8, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(0)]
    )
    number = models.CharField(_("number of the certificate"), max_length=20, unique=True, null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(_("why withdrawn"), max_length=LONGEST_WHY, blank=True)

    objects: ClassVar = RewardLineQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("reward", "award")
        verbose_name_plural = pgettext_lazy("reward", "awards")
        ordering = ("rewards", "order")
        constraints = (
            models.UniqueConstraint(
                fields=["rewards", "entrant"], condition=Q(entrant__isnull=False), name="reward_line_entrant_once"
            ),
            models.CheckConstraint(name="reward_line_not_below_nought", condition=Q(amount__gte=0)),
            models.CheckConstraint(name="reward_line_says_what_for", condition=~Q(reason="") & ~Q(prize="")),
            models.CheckConstraint(
                name="reward_line_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.prize}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_for_team(self) -> bool:
        return self.worker_id is None

    @property
    def belongs(self) -> str:
        """Where the recipient comes from: his enterprise, and his unit where that says more. Both have to be loaded."""
        enterprise = self.enterprise.shown_name
        is_whole = self.is_for_team or self.unit_id == self.enterprise_id
        return enterprise if is_whole else f"{enterprise} · {self.unit.name}"
