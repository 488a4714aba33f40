"""Choosing units: shown as the tree they are."""

from __future__ import annotations

from typing import Any

from django.forms import CheckboxSelectMultiple, ModelChoiceField, ModelMultipleChoiceField
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit, UnitKind

STEP = "　"  # an ideographic space: a browser folds ordinary ones
SMALL = frozenset({UnitKind.WORKSHOP, UnitKind.TEAM})


class TreeLabels:
    """Names of units set in by their depth, the highest of them at the edge. Asked in the order of the tree."""

    def __init__(self) -> None:
        self.edge: int | None = None

    def label(self, unit: Unit) -> str:
        """Return the name to show; that it is invented is said once, at the enterprise."""
        depth = int(unit.depth)
        self.edge = depth if self.edge is None else min(self.edge, depth)
        return f"{STEP * (depth - self.edge)}{unit.name if unit.kind in SMALL else unit.shown_name}"


class UnitField(ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """One unit out of those in reach; the form narrows them."""

    def __init__(self, **kwargs: Any) -> None:
        self.tree = TreeLabels()
        super().__init__(Unit.objects.none(), empty_label=_("Choose …"), **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        return self.tree.label(obj)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        copy = super().__deepcopy__(memo)
        copy.tree = TreeLabels()  # each form begins at its own edge
        return copy


class UnitsField(ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several units out of those in reach."""

    widget = CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        self.tree = TreeLabels()
        super().__init__(Unit.objects.none(), **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        return self.tree.label(obj)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        copy = super().__deepcopy__(memo)
        copy.tree = TreeLabels()
        return copy
