"""The text that everybody signs, as it is written at the desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hazards.models.pledges import LONGEST_PLEDGE


class PledgeForm(forms.Form):
    """One text; what it may be is said by the service (services/pledges.py)."""

    text = forms.CharField(
        label=_("One promise a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 9, "maxlength": LONGEST_PLEDGE, "required": True}),
    )
