"""What somebody proposes about a question that people have sat: what becomes of it, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exams.models import QuestionKind, Treatment
from exams.models.corrections import LONGEST_REASON
from exams.rulings import Ruling

if TYPE_CHECKING:
    from django.http import QueryDict

    from exams.models import QuestionVersion

BETWEEN_TEXTS = re.compile(r"[;；\n]+")
NOT_A_STEP = re.compile(r"[^A-Z]")
WITH_ANSWERS = frozenset({Treatment.KEY, Treatment.ALSO})
CHOSEN_ONE_BY_ONE = frozenset({QuestionKind.SINGLE, QuestionKind.TRUE_FALSE})


class CorrectionForm(forms.Form):
    """A proposal about one question; which fields there are depends on its kind."""

    treatment = forms.ChoiceField(
        label=_("What becomes of the question"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )
    answers = forms.MultipleChoiceField(label=_("Right is"), required=False, widget=forms.CheckboxSelectMultiple)
    text = forms.CharField(label=_("Right is"), required=False, max_length=200)
    points = forms.DecimalField(
        label=_("Points it is worth"),
        required=False,
        max_digits=6,
        decimal_places=2,
        help_text=_("The full points of the paper stay: the score is what was earned of the points in force."),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody whose result changes reads it. Name the article that it rests on."),
        error_messages={"required": _("Say why. Everybody whose result changes reads it.")},
    )

    def __init__(self, data: QueryDict | None, *, version: QuestionVersion) -> None:
        super().__init__(data)
        self.version = version
        fields: dict[str, Any] = self.fields
        is_hazard = version.kind == QuestionKind.HAZARD
        fields["treatment"].choices = [
            choice for choice in Treatment.choices if not (is_hazard and choice[0] in WITH_ANSWERS)
        ]
        if version.kind in (QuestionKind.FILL, QuestionKind.ORDER, QuestionKind.HAZARD):
            del fields["answers"]
        else:
            fields["answers"].choices = [
                (option["key"], f"{option['key']}　{option['text']}".rstrip()) for option in version.options
            ]
            del fields["text"]
        if is_hazard:
            del fields["text"]
        elif version.kind == QuestionKind.FILL:
            fields["text"].help_text = _("Several answers that are right: with “；” between them.")
        elif version.kind == QuestionKind.ORDER:
            fields["text"].help_text = _("The letters of the steps in their order, for example CADB.")

    @property
    def ruling(self) -> Ruling:
        """What was proposed; asked for when the form is valid."""
        said = self.cleaned_data
        treatment = Treatment(said["treatment"])
        if treatment == Treatment.POINTS:
            return Ruling(treatment, points=said["points"])
        return Ruling(treatment, self._answers() if treatment in WITH_ANSWERS else ())

    def _answers(self) -> tuple[tuple[str, ...], ...]:
        chosen = self.cleaned_data.get("answers", [])
        match self.version.kind:
            case QuestionKind.FILL:
                texts = BETWEEN_TEXTS.split(self.cleaned_data["text"])
                return tuple((text.strip(),) for text in texts if text.strip())
            case QuestionKind.ORDER:
                steps = tuple(NOT_A_STEP.sub("", self.cleaned_data["text"].upper()))
                return (steps,) if steps else ()
            case kind if kind in CHOSEN_ONE_BY_ONE:
                return tuple((key,) for key in chosen)
        return (tuple(sorted(chosen)),) if chosen else ()
