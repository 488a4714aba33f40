"""The bonus of a month as it was counted, shown, signed and locked."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exams.models.exams import Exam
from organizations.models import Unit
from organizations.models.append_only import AppendOnlyModel

MARK_LENGTH = 16


class SheetState(models.TextChoices):
    COMPUTED = "computed", _("Counted")
    PUBLISHED = "published", _("Shown to the teams")
    SIGNED = "signed", _("Signed by the safety officer")
    LOCKED = "locked", _("Locked")


class BonusSheetQuerySet(models.QuerySet["BonusSheet"]):
    def shown(self) -> BonusSheetQuerySet:
        """Those that workers and team leaders see: published at least."""
        return self.exclude(state=SheetState.COMPUTED)

    def locked(self) -> BonusSheetQuerySet:
        return self.filter(state=SheetState.LOCKED)

    def in_work(self) -> BonusSheetQuerySet:
        """Those of a month that has a sheet which is not locked: itself, or a supplement."""
        others = BonusSheet.objects.filter(enterprise=OuterRef("enterprise"), month=OuterRef("month"))
        return self.filter(Exists(others.exclude(state=SheetState.LOCKED)))


class BonusSheet(models.Model):
    """The bonus sheet of an enterprise for the exams of one month; number 0, and after its lock supplements 1, 2, ….

    `paid_in` is the month in whose pay it goes: the month itself, and for a supplement a later one. `rule` is what it
    was counted by, with the number of its version where the enterprise had published one. `digest` is the SHA-256 of
    every figure, name and rule on it. `reason` says why it was counted again, or what a supplement is for.
    `touched_at`, on the main sheet for all of its month, says since when what they rest on may be otherwise (None: it
    is not); what happens while an exam of the month is open is not noted there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enterprise"))
    month = models.DateField(_("month"))
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    paid_in = models.DateField(_("paid in"))
    state = models.CharField(_("state"), max_length=10, choices=SheetState, default=SheetState.COMPUTED)
    rule: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(_("rule"))
    rule_version = models.PositiveIntegerField(_("version of the rule"), null=True, blank=True)
    exams = models.ManyToManyField(Exam, related_name="+", verbose_name=_("exams"))
    is_provisional = models.BooleanField(_("an exam was still running"), default=False)
    voided = models.PositiveIntegerField(_("people whose sitting was voided"), default=0)
    unasked = models.PositiveIntegerField(_("people without a seat"), default=0)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    digest = models.CharField("SHA-256", max_length=64)
    computed_at = models.DateTimeField(_("counted at"))
    computed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    appeals_until = models.DateTimeField(_("appeals until"), null=True, blank=True)
    locked_at = models.DateTimeField(_("locked at"), null=True, blank=True)
    touched_at = models.DateTimeField(_("touched at"), null=True, blank=True, editable=False)

    objects: ClassVar = BonusSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("bonus sheet")
        verbose_name_plural = _("bonus sheets")
        ordering = ("-month", "enterprise", "number")
        constraints = (
            models.UniqueConstraint(fields=["enterprise", "month", "number"], name="bonus_sheet_once_a_month"),
            models.CheckConstraint(
                name="bonus_sheet_published_has_window",
                condition=Q(state=SheetState.COMPUTED)
                | Q(published_at__isnull=False, published_by__isnull=False, appeals_until__isnull=False),
            ),
            models.CheckConstraint(
                name="bonus_sheet_locked_says_when",
                condition=Q(state=SheetState.LOCKED, locked_at__isnull=False)
                | (~Q(state=SheetState.LOCKED) & Q(locked_at__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.enterprise} {self.month:%Y-%m} {self.number or ''}".strip()

    @property
    def is_supplement(self) -> bool:
        return self.number > 0

    @property
    def takes_appeals(self) -> bool:
        """Whether a worker may still say that his line is wrong."""
        return (
            self.state == SheetState.PUBLISHED
            and self.appeals_until is not None
            and timezone.now() < self.appeals_until
        )

    @property
    def mark(self) -> str:
        """The first sixteen digits of the digest, as they stand on paper: 4c1f 9a02 77de 51b8."""
        return " ".join(self.digest[start : start + 4] for start in range(0, MARK_LENGTH, 4))


class BonusLine(AppendOnlyModel):
    """One worker on a sheet: how he did, what it makes of his bonus, and from what (`inputs`).

    `team` is the one of the day he sat. `amount` is the yuan that this sheet moves: base × combined coefficient, and on
    a supplement the difference to what the sheets before it said (`earlier_combined`, `earlier_amount`). Both are None
    where no base was brought. `inputs` is {"exams": [{"title", "at", "score", "state"}, …], "team": {…}}.
    """

    sheet = models.ForeignKey(BonusSheet, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField(_("place on the sheet"))
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bonus_lines")
    name = models.CharField(_("full name"), max_length=40)
    employee_no = models.CharField(_("employee number"), max_length=20)
    team = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("team of that day"))
    team_name = models.CharField(_("name of the team"), max_length=60)
    is_dispatched = models.BooleanField(_("dispatched"), default=False)
    exams = models.PositiveSmallIntegerField(_("exams"))
    sat = models.PositiveSmallIntegerField(_("exams sat"))
    score = models.DecimalField(_("score"), max_digits=6, decimal_places=2, null=True, blank=True)
    worker_coefficient = models.DecimalField(_("worker's coefficient"), max_digits=4, decimal_places=2)
    team_coefficient = models.DecimalField(_("team's coefficient"), max_digits=4, decimal_places=2)
    combined = models.DecimalField(_("combined coefficient"), max_digits=4, decimal_places=2)
    base = models.DecimalField(_("base in yuan"), max_digits=10, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("amount in yuan"), max_digits=11, decimal_places=2, null=True, blank=True)
    earlier_combined = models.DecimalField(
        _("coefficient before"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    earlier_amount = models.DecimalField(
        _("amount before in yuan"), max_digits=11, decimal_places=2, null=True, blank=True
    )
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    inputs: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(_("how it came"), default=dict)

    class Meta:
        verbose_name = _("line of a bonus sheet")
        verbose_name_plural = _("lines of bonus sheets")
        ordering = ("sheet", "place")
        constraints = (
            models.UniqueConstraint(fields=["sheet", "worker"], name="bonus_line_once_a_worker"),
            models.CheckConstraint(name="bonus_line_sat_of_exams", condition=Q(sat__lte=F("exams"))),
        )
        indexes = (models.Index(fields=["sheet", "team"], name="bonus_line_of_team"),)

    def __str__(self) -> str:
        return f"{self.employee_no} {self.name}"

    @property
    def attended(self) -> bool:
        return self.sat > 0

    @property
    def difference(self) -> Decimal:
        """How far a supplement moves the combined coefficient."""
        return self.combined - (self.earlier_combined or Decimal(0))


class BonusTeamLine(AppendOnlyModel):
    """One team on a sheet: its people, how they did, its coefficient, and what its lines come to.

    Without a mean and rates everybody of it was excused.
    """

    sheet = models.ForeignKey(BonusSheet, on_delete=models.CASCADE, related_name="teams")
    place = models.PositiveIntegerField(_("place on the sheet"))
    team = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("team"))
    name = models.CharField(_("name of the team"), max_length=60)
    people = models.PositiveIntegerField(_("people"))
    sat = models.PositiveIntegerField(_("sat"))
    passed = models.PositiveIntegerField(_("passed"), default=0)
    mean = models.DecimalField(_("mean"), max_digits=6, decimal_places=2, null=True, blank=True)
    attendance = models.DecimalField(_("attendance in percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    pass_rate = models.DecimalField(_("pass rate in percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    coefficient = models.DecimalField(_("team's coefficient"), max_digits=4, decimal_places=2)
    base = models.DecimalField(_("bases in yuan"), max_digits=13, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("amounts in yuan"), max_digits=13, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("team on a bonus sheet")
        verbose_name_plural = _("teams on bonus sheets")
        ordering = ("sheet", "place")
        constraints = (models.UniqueConstraint(fields=["sheet", "team"], name="bonus_team_once_a_sheet"),)

    def __str__(self) -> str:
        return self.name
