"""How rankings are counted, as the bureau has set it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leaderboard.ranking.arithmetic import Method
from leaderboard.ranking.levels import Absent
from organizations.models import Unit
from organizations.models.append_only import AppendOnlyModel


class RankingRules(AppendOnlyModel):
    """One version of the rules; the newest is in force, and what was counted by an older one says so (R51)."""

    bureau = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("bureau"))
    absent = models.CharField(
        _("who did not come"),
        max_length=8,
        choices=Absent,
        default=Absent.NOUGHT,
        help_text=_("The notice leaves it open. With 0, sending only the best helps nobody."),
    )
    steadying = models.PositiveSmallIntegerField(
        _("average sittings added"),
        default=5,
        validators=[MaxValueValidator(50)],
        help_text=_(
            "So many average sittings are added to every group, so that chance moves a small one less. 0: none."
        ),
    )
    named_places = models.PositiveSmallIntegerField(
        _("places with names"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Further down nobody is named to people outside his team."),
    )
    set_at = models.DateTimeField(pgettext_lazy("ranking", "since"), auto_now_add=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("set by"),
    )

    class Meta:
        verbose_name = _("rules of the rankings")
        verbose_name_plural = _("rules of the rankings")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def method(self) -> Method:
        return Method(Absent(self.absent), self.steadying)


def rules_in_force() -> RankingRules:
    """Return the newest version; the defaults, unsaved, where nobody has set any. One query."""
    return RankingRules.objects.order_by("-pk").first() or RankingRules()
