"""What is filled in at the desk for a violation, and by what the list is narrowed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models import ProcedureStep, VersionState
from hazards.models import Measure, Violation, ViolationKind, ViolationSource
from hazards.models.violations import LONGEST_PLACE, LONGEST_REASON, LONGEST_RULE, LONGEST_WHAT
from hazards.services.violations import Facts
from organizations.models import Membership
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.choices import UnitField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from organizations.models import Unit, User

MOST_OFFERED = 200  # people in a list that opens while one types


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class ViolationForm(forms.Form):
    """What happened, where, when, whose rule, who, and what was done about it."""

    kind = forms.ChoiceField(label=_("kind"), choices=ViolationKind.choices, widget=forms.RadioSelect)
    source = forms.ChoiceField(
        label=_("how it became known"),
        choices=ViolationSource.choices,
        widget=forms.RadioSelect,
        initial=ViolationSource.SEEN.value,
    )
    unit = UnitField(label=_("unit of the day"))
    happened_at = forms.DateTimeField(label=_("happened at"), widget=MomentInput())
    place = forms.CharField(label=_("place"), max_length=LONGEST_PLACE)
    what = forms.CharField(
        label=_("what happened"),
        max_length=LONGEST_WHAT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down what happened, in a few words.")},
    )
    step = forms.TypedChoiceField(
        label=_("critical step that was missed"), coerce=int, empty_value=None, required=False
    )
    rule = forms.CharField(
        label=_("rule in words"),
        max_length=LONGEST_RULE,
        required=False,
        help_text=_("Where it is no critical step: the rule, as it is written or as everybody knows it."),
    )
    person = forms.CharField(
        label=_("person"),
        max_length=40,
        required=False,
        help_text=_("Employee number or full name. May stay empty: the record teaches, it does not punish."),
    )
    measures = forms.MultipleChoiceField(
        label=_("what followed"), choices=Measure.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    photo = forms.FileField(
        label=_("photo"), required=False, max_length=200, widget=forms.FileInput(attrs={"accept": "image/*"})
    )

    def __init__(self, *args: Any, user: User, violation: Violation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _as_written(violation) if violation else {"happened_at": timezone.localtime().replace(second=0)}
        units = units_in_reach(user, Reach.RECORD_VIOLATIONS)
        places = Membership.objects.current().filter(unit__in=units)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a choice field
        self.fields["step"].choices = [  # type: ignore[attr-defined]
            ("", gettext("none of them")),
            *_steps(places.values("post"), places.values("enterprise"), violation),
        ]
        if len(only := units[:2]) == 1:
            self.initial.setdefault("unit", only[0])
        named = list(places.select_related("user").order_by("employee_no")[: MOST_OFFERED + 1])
        self.offered = named if len(named) <= MOST_OFFERED else []
        self.fields["person"].widget.attrs["list"] = "offered-people"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("person") and data.get("unit") and data.get("happened_at"):
            data["person"] = self._person(data["person"].strip(), data["unit"], data["happened_at"])
        return data

    def _person(self, text: str, unit: Unit, moment: Any) -> User | None:
        day = timezone.localtime(moment).date()
        there = Membership.objects.on(day).filter(unit=unit).select_related("user")
        found = list(there.filter(Q(employee_no=text) | Q(user__name=text))[:2])
        words = {"text": text, "unit": unit.name, "day": date_format(day, "n月j日")}
        if not found:
            self.add_error(
                "person", gettext("%(text)s was not in %(unit)s on %(day)s: look at name, unit and day.") % words
            )
        elif len(found) > 1:
            self.add_error("person", gettext("Several people are called %(text)s: write the employee number.") % words)
        return found[0].user if len(found) == 1 else None

    def facts(self) -> Facts:
        data = self.cleaned_data
        step = ProcedureStep.objects.select_related("version__procedure").get(pk=data["step"]) if data["step"] else None
        known = {name: data[name] for name in ("unit", "kind", "source", "happened_at", "place", "what", "rule")}
        return Facts(
            **known, step=step, person=data["person"] or None, measures=data["measures"], photo=data["photo"] or None
        )


class CorrectionForm(ViolationForm):
    """The same, and why it was wrong."""

    reason = forms.CharField(
        label=_("reason"), max_length=LONGEST_REASON, help_text=_("What was wrong, and how you know.")
    )


def _as_written(violation: Violation) -> dict[str, Any]:
    place = violation.person.memberships.on(violation.happened_at.date()).first() if violation.person else None
    return {
        **{name: getattr(violation, name) for name in ("kind", "source", "unit", "place", "what", "rule", "measures")},
        "happened_at": timezone.localtime(violation.happened_at),
        "step": violation.step_id or "",
        "person": place.employee_no if place else violation.person.name if violation.person else "",
    }


def _steps(posts: Any, enterprises: Any, violation: Violation | None) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the critical steps in force of these posts, by procedure; with the one that was chosen before."""
    in_force = Q(
        version__state=VersionState.IN_FORCE,
        version__procedure__post__in=posts,
        version__procedure__enterprise__in=enterprises,
        is_critical=True,
    )
    chosen = Q(pk=violation.step_id) if violation and violation.step_id else Q(pk__in=[])
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    steps = ProcedureStep.objects.filter(in_force | chosen).select_related("version__procedure")
    for step in steps.order_by("version__procedure__name", "place"):
        found[step.version.procedure.name].append((step.pk, str(step)))
    return list(found.items())


class ViolationFilter(forms.Form):
    """Since how many months, of which unit, of which kind."""

    months = forms.TypedChoiceField(
        label=_("period"),
        coerce=int,
        choices=[(3, _("3 months")), (6, _("6 months")), (12, _("12 months"))],
    )
    unit = UnitField(label=_("workshop or team"), required=False)
    kind = forms.ChoiceField(label=_("kind"), required=False, choices=[("", _("all")), *ViolationKind.choices])

    def __init__(self, data: Mapping[str, str], *, user: User) -> None:
        super().__init__({"months": "6", **{key: data[key] for key in ("months", "unit", "kind") if data.get(key)}})
        units: Any = self.fields["unit"]
        units.queryset, units.empty_label = units_in_reach(user, Reach.SEE_VIOLATIONS), _("all")
