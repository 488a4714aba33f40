"""The tree: bureau, town centre, enterprise, workshop, team."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from organizations.models.sounding import SortNameField, Sounded, SoundedQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable


class UnitKind(models.TextChoices):
    BUREAU = "bureau", _("County bureau")
    TOWN = "town", _("Town centre")
    ENTERPRISE = "enterprise", _("Enterprise")
    WORKSHOP = "workshop", _("Workshop")
    TEAM = "team", _("Team")


PARENT_KINDS: dict[str, frozenset[str]] = {
    UnitKind.BUREAU: frozenset(),
    UnitKind.TOWN: frozenset({UnitKind.BUREAU}),
    UnitKind.ENTERPRISE: frozenset({UnitKind.TOWN, UnitKind.BUREAU}),
    UnitKind.WORKSHOP: frozenset({UnitKind.ENTERPRISE}),
    UnitKind.TEAM: frozenset({UnitKind.WORKSHOP, UnitKind.ENTERPRISE}),
}


class Industry(models.TextChoices):
    """Kinds of enterprise the notice of 2024 is addressed to (R05): non-coal mines, then industry and trade."""

    UNDERGROUND_MINE = "underground_mine", _("Underground mine")
    OPEN_PIT_MINE = "open_pit_mine", _("Open-pit mine")
    TAILINGS_POND = "tailings_pond", _("Tailings pond")
    METALLURGY = "metallurgy", _("Metallurgy")
    NONFERROUS = "nonferrous", _("Non-ferrous metals")
    BUILDING_MATERIALS = "building_materials", _("Building materials")
    MACHINERY = "machinery", _("Machinery")
    LIGHT_INDUSTRY = "light_industry", _("Light industry")
    TEXTILE = "textile", _("Textiles")
    TOBACCO = "tobacco", _("Tobacco")


class UnitQuerySet(SoundedQuerySet, MP_NodeQuerySet):  # type: ignore[type-arg]  # at run time it has no types
    def within(self, roots: Iterable[Unit]) -> UnitQuerySet:
        """Return the roots and everything below them; nothing for no roots."""
        reach = models.Q(pk__in=[])
        for root in roots:
            reach |= models.Q(path__startswith=root.path)
        return self.filter(reach)

    def enterprises(self) -> UnitQuerySet:
        return self.filter(kind=UnitKind.ENTERPRISE)

    def teams(self) -> UnitQuerySet:
        return self.filter(kind=UnitKind.TEAM)


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]  # made at run time
    """Units in the order of the tree: each before what lies below it."""

    def get_queryset(self) -> UnitQuerySet:
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class Unit(Sounded, MP_Node):
    """A node of the organisation tree: the bureau, a town centre, an enterprise, a workshop or a team."""

    kind = models.CharField(_("kind"), max_length=12, choices=UnitKind)
    name = models.CharField(_("name"), max_length=60)
    sort_name = SortNameField()
    code = models.CharField(
        _("code"),
        max_length=20,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9]{2,20}$", _("Only capital letters and digits, 2 to 20 of them."))],
        help_text=_("Workers type it when they sign in with their employee number. Short, capital letters and digits."),
    )
    industry = models.CharField(_("industry"), max_length=20, choices=Industry, blank=True)
    is_demo = models.BooleanField(_("invented, for demonstration"), default=False)

    objects: ClassVar = UnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = (
            models.CheckConstraint(
                name="unit_enterprise_has_code_and_industry",
                condition=~models.Q(kind=UnitKind.ENTERPRISE) | (models.Q(code__isnull=False) & ~models.Q(industry="")),
            ),
        )
        indexes = (models.Index(fields=["kind", "path"], name="unit_kind_path"),)  # rankings group by kind

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name, and 演示 behind it where the unit is invented."""
        mark = gettext("demonstration")
        return f"{self.name}（{mark}）" if self.is_demo else self.name

    def contains(self, other: Unit) -> bool:
        """Whether the other unit is this one or lies below it. No query."""
        return str(other.path).startswith(str(self.path))

    def enterprise(self) -> Unit | None:
        """Return the enterprise this unit is or belongs to; None for the bureau and towns. One query below it."""
        if self.kind == UnitKind.ENTERPRISE:
            return self
        if self.kind in {UnitKind.BUREAU, UnitKind.TOWN}:
            return None
        found: Unit | None = self.get_ancestors().filter(kind=UnitKind.ENTERPRISE).first()
        return found

    def check_parent(self, parent: Unit | None) -> None:
        """Raise ValidationError unless a unit of this kind may hang below that parent."""
        kind = parent.kind if parent else None
        allowed = PARENT_KINDS[self.kind]
        if (kind not in allowed) if allowed else (kind is not None):
            raise ValidationError(
                _("A %(child)s can't be placed below a %(parent)s.")
                % {
                    "child": UnitKind(self.kind).label,
                    "parent": UnitKind(kind).label if kind else _("nothing"),
                },
                code="wrong_parent",
            )
