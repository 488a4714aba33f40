"""Forms of the bonus pages."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exams.models import AppealOutcome
from exams.models.bonus_appeals import LONGEST_ANSWER, LONGEST_APPEAL
from exams.services.bonus_signing import Drawn

DRAWN_BEGINS = "data:image/png;base64,"
MOST_DRAWN = 2_000_000  # characters: a field drawn full makes some 100 000


class SignForm(forms.Form):
    """A signature: drawn in the field, or the photo of one on paper."""

    drawn_png = forms.CharField(required=False, max_length=MOST_DRAWN, widget=forms.HiddenInput())
    photo = forms.FileField(
        label=_("Photo of your signature"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("Instead of drawing: sign on white paper and take a picture of it."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("drawn_png") and not data.get("photo"):
            raise forms.ValidationError(gettext("Sign in the field, or choose the photo of a signature."))
        return data

    def drawn(self) -> Drawn:
        """Return the picture; what was chosen as a photo goes before what was drawn."""
        photo = self.cleaned_data.get("photo")
        if photo:
            return Drawn(photo.name, photo.read())
        _head, _comma, encoded = self.cleaned_data["drawn_png"].partition(DRAWN_BEGINS)
        try:
            return Drawn(gettext("The signature"), b64decode(encoded, validate=True))
        except (Error, ValueError):
            return Drawn(gettext("The signature"), b"")


class AnswerForm(forms.Form):
    """What becomes of an appeal, and why."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=AppealOutcome.choices, widget=forms.RadioSelect())
    answer = forms.CharField(
        label=_("Answer to the worker"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("He reads it beside his line. Say what was looked at, and why it is so."),
        error_messages={"required": _("Say why: the worker reads it.")},
    )

    def clean_outcome(self) -> AppealOutcome:
        return AppealOutcome(self.cleaned_data["outcome"])


class AppealForm(forms.Form):
    """A worker says what is wrong with his line."""

    text = forms.CharField(
        label=_("What is wrong?"),
        max_length=LONGEST_APPEAL,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words about what is wrong.")},
    )


class BasesForm(forms.Form):
    """A table of base amounts."""

    file = forms.FileField(
        label=_("Table with employee numbers and yuan"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={"required": _("Choose the table first.")},
    )
