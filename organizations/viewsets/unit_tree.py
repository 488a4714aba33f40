"""Ticking units in their tree: what lies below a unit is folded away until it is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField

from organizations.models import Unit
from organizations.viewsets.choices import SMALL

FEW = 12  # so many are shown at once


@dataclass(slots=True)
class Branch:
    """One box to tick, and the boxes of what lies below it."""

    option: dict[str, Any]
    below: list[Branch] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether something below is ticked. No query."""
        return any(branch.option["selected"] or branch.is_open for branch in self.below)


class UnitTree(CheckboxSelectMultiple):
    """Boxes in the shape of the tree. Its choices come in the order of the tree."""

    template_name = "organizations/forms/unit_tree.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _name, group, _index in context["widget"]["optgroups"] for option in group]
        return {**context, "branches": branches(options), "all_open": len(options) <= FEW}


def branches(options: list[dict[str, Any]]) -> list[Branch]:
    """Return the highest units as branches, each with what lies below it among these options."""
    found: list[Branch] = []
    line: list[tuple[str, Branch]] = []  # from the highest unit to the one before
    for option in options:
        path, branch = str(option["value"].instance.path), Branch(option)
        while line and not path.startswith(line[-1][0]):
            line.pop()
        (line[-1][1].below if line else found).append(branch)
        line.append((path, branch))
    return found


class UnitTreeField(ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Several units out of those in reach; the form narrows them."""

    widget = UnitTree

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        return obj.name if obj.kind in SMALL else obj.shown_name
