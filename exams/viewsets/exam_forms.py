"""Setting an exam up: by which paper, for whom, when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exams.models import Exam, Paper
from exams.points import points_words
from exams.viewsets.banks import KEEPERS, offer_owners
from organizations.models import Unit
from organizations.scopes import Reach, bureau_units, units_in_reach
from organizations.viewsets.base import ScopedForm
from organizations.viewsets.choices import SMALL, UnitField, UnitsField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from organizations.models import User

MONTHS_BACK, MONTHS_AHEAD = 2, 6


def months_around(day: date) -> Iterator[date]:
    """Yield the first days of the months that a bonus may be about, seen from that day."""
    now = day.year * 12 + day.month - 1
    for month in range(now - MONTHS_BACK, now + MONTHS_AHEAD + 1):
        yield date(month // 12, month % 12 + 1, 1)


def month_choices(day: date, known: date | None) -> list[tuple[str, str]]:
    months = sorted({*months_around(day), *([known] if known else [])})
    return [("", gettext("no bonus")), *((month.isoformat(), date_format(month, gettext("F Y"))) for month in months)]


class ExamForm(ScopedForm):
    """A draft of an exam. Chosen from: units in reach, papers in reach and the bureau's."""

    owner = UnitField(label=_("held by"))
    audience = UnitsField(
        label=_("for"), help_text=_("Everybody in these units and below them, whoever is on the roster by then.")
    )
    bonus_month = forms.TypedChoiceField(
        label=_("month of the bonus"),
        required=False,
        coerce=date.fromisoformat,
        empty_value=None,
        help_text=_("The month whose bonus the scores move."),
    )

    class Meta(ScopedForm.Meta):
        model = Exam
        fields: tuple[str, ...] = (
            "title",
            "owner",
            "paper",
            "audience",
            "opens_at",
            "closes_at",
            "duration_minutes",
            "pass_points",
            "grace_seconds",
            "answer_file_days",
            "results_shown",
            "bonus_month",
            "certificate_months",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months: Any = self.fields["bonus_month"]
        months.choices = month_choices(timezone.localdate(), self.instance.bonus_month)
        if self.instance.bonus_month:
            self.initial["bonus_month"] = self.instance.bonus_month.isoformat()

    def limit(self, user: User) -> None:
        units = units_in_reach(user, Reach.MANAGE_EXAMS)
        papers: Any = self.fields["paper"]
        papers.queryset = Paper.objects.filter(Q(owner__in=units) | Q(owner__in=bureau_units()))
        offer_owners(self.fields["owner"], user, Reach.MANAGE_EXAMS)
        audience: Any = self.fields["audience"]
        # who reaches beyond an enterprise addresses enterprises as a whole, or the list would have thousands of lines
        beyond = units.exclude(kind__in=SMALL).count() > 1
        chosen = self.instance.audience.values("pk") if self.instance.pk else Unit.objects.none().values("pk")
        offered = units.filter(kind__in=KEEPERS) if beyond else units
        audience.queryset = Unit.objects.filter(Q(pk__in=offered) | Q(pk__in=chosen))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        owner: Unit | None = data.get("owner")
        paper: Paper | None = data.get("paper")
        if owner:
            strangers = [unit.name for unit in data.get("audience") or () if not owner.contains(unit)]
            if strangers:
                said = gettext("%(units)s: not below %(owner)s.") % {"units": "、".join(strangers), "owner": owner}
                self.add_error("audience", said)
            if paper and not paper.owner.contains(owner):
                said = gettext("“%(paper)s” belongs to another unit.") % {"paper": paper}
                self.add_error("paper", said)
        full = paper.full_points() if paper else None
        if full is not None and data.get("pass_points") is not None and data["pass_points"] > full:
            said = gettext("The whole paper is worth %(full)s points: nobody could pass.") % {
                "full": points_words(full)
            }
            self.add_error("pass_points", said)
        return data
