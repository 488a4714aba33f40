"""What a person may do, and at which unit."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models.units import Unit, UnitKind


class Role(models.TextChoices):
    BUREAU_ADMIN = "bureau_admin", _("Bureau administrator")
    CURATOR = "curator", _("Case curator")
    INSPECTOR = "inspector", _("Inspector")
    TOWN_OFFICER = "town_officer", _("Town officer")
    ENTERPRISE_HEAD = "enterprise_head", _("Head of the enterprise")
    SAFETY_OFFICER = "safety_officer", _("Safety officer")
    TEAM_LEADER = "team_leader", _("Team leader")
    JUDGE = "judge", _("Judge")


ROLE_UNIT_KINDS: dict[str, frozenset[str]] = {
    Role.BUREAU_ADMIN: frozenset({UnitKind.BUREAU}),
    Role.CURATOR: frozenset({UnitKind.BUREAU}),
    Role.INSPECTOR: frozenset({UnitKind.BUREAU}),
    Role.TOWN_OFFICER: frozenset({UnitKind.TOWN}),
    Role.ENTERPRISE_HEAD: frozenset({UnitKind.ENTERPRISE}),
    Role.SAFETY_OFFICER: frozenset({UnitKind.ENTERPRISE}),
    Role.TEAM_LEADER: frozenset({UnitKind.TEAM}),
    Role.JUDGE: frozenset({UnitKind.BUREAU, UnitKind.TOWN, UnitKind.ENTERPRISE}),
}


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def current(self) -> RoleGrantQuerySet:
        return self.filter(revoked_at__isnull=True)


class RoleGrant(models.Model):
    """A role given to a person at a unit; it reaches everything below that unit."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants", verbose_name=_("person")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("granted by"),
    )
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects: ClassVar = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(revoked_at__isnull=True),
                name="grant_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit}"

    def clean(self) -> None:
        if self.unit.kind not in ROLE_UNIT_KINDS[self.role]:
            raise ValidationError({"unit": _("This role can't be given at a unit of this kind.")}, code="wrong_kind")
