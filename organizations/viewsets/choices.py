"""Choosing units: shown as the tree they are."""

from __future__ import annotations

from typing import Any

from django.forms import CheckboxSelectMultiple, ModelChoiceField, ModelMultipleChoiceField
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit, UnitKind

STEP = "　"  # an ideographic space: a browser folds ordinary ones


def unit_label(unit: Unit) -> str:
    """Return the unit's name, set in by its depth."""
    return f"{STEP * (unit.depth - 1)}{unit.shown_name}"


class UnitField(ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """One unit out of those in reach; the form narrows them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), empty_label=_("Choose …"), **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        return unit_label(obj)


class UnitsField(ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several units out of those in reach."""

    widget = CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        return unit_label(obj)


SMALL = frozenset({UnitKind.WORKSHOP, UnitKind.TEAM})
