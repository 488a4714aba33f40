"""A judge's sheet as a form: points for each step, a tick for each critical one that was missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from leaderboard.models.judging import LONGEST_REMARK
from leaderboard.services.marking import Filled

if TYPE_CHECKING:
    from leaderboard.models import ChecklistItem

LATEST_MS = 4_102_444_800_000  # the year 2100


@dataclass(frozen=True, slots=True)
class StepFields:
    """A step with its fields."""

    item: ChecklistItem
    points: forms.BoundField
    missed: forms.BoundField | None


class MarkForm(forms.Form):
    """The steps of a part. What lies outside the scale is refused by the service, which names the step."""

    id = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput())
    round = forms.IntegerField(min_value=1, max_value=99, widget=forms.HiddenInput())
    filled_at = forms.IntegerField(min_value=0, max_value=LATEST_MS, required=False, widget=forms.HiddenInput())
    remark = forms.CharField(
        label=_("Remark"), max_length=LONGEST_REMARK, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, items: Sequence[ChecklistItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"points-{item.pk}"] = forms.DecimalField(
                label=item.text,
                required=False,
                widget=forms.NumberInput(
                    attrs={"min": 0, "max": f"{item.points.normalize():f}", "step": "any", "inputmode": "decimal"}
                ),
            )
            if item.is_critical:
                self.fields[f"missed-{item.pk}"] = forms.BooleanField(label=_("Missed"), required=False)

    def steps(self) -> list[StepFields]:
        return [
            StepFields(item, self[f"points-{item.pk}"], self[f"missed-{item.pk}"] if item.is_critical else None)
            for item in self.items
        ]

    def filled(self) -> Filled:
        """Return what was given. Steps left empty are left out."""
        data = self.cleaned_data
        points = {item.pk: data[f"points-{item.pk}"] for item in self.items}
        moment = data["filled_at"]
        return Filled(
            id=data["id"],
            marks={step: given for step, given in points.items() if given is not None},
            missed=frozenset(item.pk for item in self.items if data.get(f"missed-{item.pk}")),
            remark=data["remark"].strip(),
            round=data["round"],
            filled_at=None if moment is None else datetime.fromtimestamp(moment / 1000, UTC),
        )
