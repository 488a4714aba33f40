"""Setting a competition up: who holds it, by which rules, what counts how much, which steps are marked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exams.models import Exam
from leaderboard.errors import CompetitionRefused
from leaderboard.models import HOLDERS, Competition, PartKind
from leaderboard.services.drafts import ChecklistRow, PartPlan, StagePlan, check_weights
from leaderboard.viewsets.checklist_source import procedure_field, rows_of
from leaderboard.viewsets.checklist_text import read_checklist, write_checklist
from organizations.scopes import Reach, bureau_units, units_in_reach
from organizations.viewsets.base import ScopedForm
from organizations.viewsets.choices import UnitField

if TYPE_CHECKING:
    from courses.models import ProcedureVersion
    from organizations.models import User

USUAL = {PartKind.THEORY: 40, PartKind.ORAL: 30, PartKind.PRACTICAL: 30}
STAGES = ("heats", "final")
WEIGHT = {"required": False, "min_value": 0, "max_value": 100, "decimal_places": 2}


def _fields_of(stage: str) -> dict[str, forms.Field]:
    """Return the fields of a stage: for each part its weight, and the exam or the steps that it is marked by."""
    named = {"stage": gettext("Heats") if stage == "heats" else gettext("Final")}
    own: dict[str, forms.Field] = {}
    for kind in PartKind:
        label = gettext("%(stage)s: weight of %(part)s in percent") % {**named, "part": kind.label}
        own[f"{stage}_{kind}_weight"] = forms.DecimalField(label=label, **WEIGHT)  # type: ignore[arg-type]
        if kind == PartKind.THEORY:
            exams = forms.ModelChoiceField(Exam.objects.none(), required=False)
            exams.label = gettext("%(stage)s: exam that theory comes from") % named
            own[f"{stage}_{kind}_exam"] = exams
            continue
        own[f"{stage}_{kind}_steps"] = forms.CharField(
            label=gettext("%(stage)s: steps of %(part)s") % {**named, "part": kind.label},
            required=False,
            widget=forms.Textarea(attrs={"rows": 6}),
            help_text=gettext(
                "A line a step: its points, a space, what to do. A * before the points makes it critical."
            ),
        )
    return own


def _short(number: Decimal) -> str:
    """Return 30 for 30.00: what somebody typed."""
    return f"{number.normalize():f}"


class CompetitionForm(ScopedForm):
    """A draft of a competition, with up to two stages. An empty weight means that this part isn't asked."""

    owner = UnitField(label=_("held by"))

    class Meta(ScopedForm.Meta):
        model = Competition
        fields: tuple[str, ...] = (
            *("title", "owner", "kind", "post", "entries_until"),
            *("appeal_days", "least_judges", "trim_from", "spread_limit"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedure"] = procedure_field(self.for_user, self.instance)
        self._taken_from: dict[str, ProcedureVersion | None] = {}
        self.fields["go_on"] = forms.IntegerField(
            label=gettext("From the heats so many go on"),
            required=False,
            min_value=1,
            max_value=1000,
            help_text=gettext("Empty: there are no heats, only a final."),
        )
        for stage in STAGES:
            self.fields.update(_fields_of(stage))
            exams: Any = self.fields[f"{stage}_{PartKind.THEORY}_exam"]
            exams.queryset = self._exams()
        self._begin()

    def limit(self, user: User) -> None:
        owner: Any = self.fields["owner"]
        owner.queryset = units_in_reach(user, Reach.MAKE_COMPETITIONS).filter(kind__in=HOLDERS)
        self._reached = units_in_reach(user, Reach.MANAGE_EXAMS)

    def _exams(self) -> Any:
        return Exam.objects.filter(Q(owner__in=self._reached) | Q(owner__in=bureau_units())).order_by("-opens_at")

    def _begin(self) -> None:
        """Fill in what is kept; a new one begins with the weights of the trade."""
        if self.instance._state.adding:
            self.initial |= {f"final_{kind}_weight": weight for kind, weight in USUAL.items()}
            return
        self.initial["spread_limit"] = _short(self.instance.spread_limit)
        stages = list(
            self.instance.stages.order_by("-place").prefetch_related("parts__items", "parts__procedure_version")
        )
        for name, stage in zip(reversed(STAGES), stages, strict=False):
            self.initial |= {"go_on": stage.go_on} if name == "heats" else {}
            for part in stage.parts.all():
                self._taken_from[f"{name}_{part.kind}_steps"] = part.procedure_version
                self.initial |= {
                    f"{name}_{part.kind}_weight": _short(part.weight),
                    f"{name}_{part.kind}_exam": part.exam_id,
                    f"{name}_{part.kind}_steps": write_checklist(part.items.all()),
                }

    @property
    def has_heats(self) -> bool:
        """Whether something is filled in of the heats, or wrong there."""
        names = ["go_on", *(name for name in self.fields if name.startswith("heats_"))]
        return any(self[name].value() or self[name].errors for name in names)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        self.plans = [plan for plan in (self._plan(stage, data) for stage in STAGES) if plan is not None]
        for plan in self.plans:
            try:
                check_weights(plan)
            except CompetitionRefused as refusal:
                self.add_error(None, str(refusal))
        return data

    def _plan(self, stage: str, data: dict[str, Any]) -> StagePlan | None:
        if stage == "heats" and not data.get("go_on"):
            return None
        parts = [self._part(stage, kind, data) for kind in PartKind if data.get(f"{stage}_{kind}_weight")]
        name = gettext("Heats") if stage == "heats" else gettext("Final")
        return StagePlan(name, parts, data.get("go_on") if stage == "heats" else None)

    def _part(self, stage: str, kind: PartKind, data: dict[str, Any]) -> PartPlan:
        weight: Decimal = data[f"{stage}_{kind}_weight"]
        if kind == PartKind.THEORY:
            return PartPlan(kind, weight, exam=data.get(f"{stage}_{kind}_exam"))
        steps = f"{stage}_{kind}_steps"
        if (version := data.get("procedure")) is not None and not data.get(steps):
            return PartPlan(kind, weight, rows=rows_of(version), taken_from=version)
        rows = self._rows(steps, data)
        return PartPlan(kind, weight, rows=rows, taken_from=self._taken_from.get(steps) if rows else None)

    def _rows(self, field: str, data: dict[str, Any]) -> list[ChecklistRow]:
        try:
            return read_checklist(data.get(field) or "")
        except forms.ValidationError as bad:
            self.add_error(field, bad)
            return []
