"""What an invigilator says when he steps in: how long, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from exams.models import InterventionKind
from exams.services.extra_time import LONGEST

if TYPE_CHECKING:
    from django.http import QueryDict

# these can't be taken back by another form: somebody has to say that he means it
TO_BE_CONFIRMED = frozenset({InterventionKind.PAUSE, InterventionKind.END, InterventionKind.PROPOSE_ANNUL})


class InterventionForm(forms.Form):
    """One kind of intervention. `key` is given out with the empty form: sent twice, it is carried out once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=int(LONGEST.total_seconds() // 60), initial=10
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)
    sure = forms.BooleanField(label=_("Yes, I mean these people."))

    def __init__(self, kind: InterventionKind, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"key": uuid4()})
        if kind != InterventionKind.EXTRA_TIME:
            del self.fields["minutes"]
        if kind not in TO_BE_CONFIRMED:
            del self.fields["sure"]
        if kind == InterventionKind.MESSAGE:
            self.fields["reason"].label = _("Message")
            self.fields["reason"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": 200, "required": True})
