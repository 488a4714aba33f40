"""Who becomes a judge of a competition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leaderboard.models import Competition, Judge
from organizations.models import Membership, Role, Unit, User
from organizations.named import person_named
from organizations.scopes import Reach, units_in_reach


class JudgeForm(forms.Form):
    """One of those who have the role here and aren't appointed yet, or anybody in the holder's reach by his number."""

    user: Any = forms.ModelChoiceField(User.objects.none(), label=_("Judge"), empty_label=_("Choose …"), required=False)
    number = forms.CharField(label=_("Phone or employee number"), max_length=40, required=False)
    is_chief = forms.BooleanField(label=_("Chief judge"), required=False)

    def __init__(self, competition: Competition, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user: Any = self.fields["user"]
        user.queryset = possible_judges(competition)
        if not user.queryset.exists():
            del self.fields["user"]
        own = competition.owner.enterprise()
        self.by, self.competition, self.enterprise_code = by, competition, (own.code if own else "") or ""
        example = gettext("NEAR/0213: the enterprise's code before an employee number.")
        self.fields["number"].help_text = "" if own else example

    def clean_number(self) -> User | None:
        """Find who is meant, among those who work in the holder's reach today."""
        text = self.cleaned_data["number"].strip()
        if not text:
            return None
        person = person_named(text, enterprise_code=self.enterprise_code)
        here = Membership.objects.current().filter(unit__in=units_in_reach(self.by, Reach.HOLD_COMPETITIONS))
        if person is None or not person.is_active or not here.filter(user=person).exists():
            raise ValidationError(gettext("%s: nobody among your people has this number today.") % text)
        if Judge.objects.filter(competition=self.competition, user=person, is_active=True).exists():
            raise ValidationError(gettext("%s is a judge here already.") % person.name)
        return person

    def clean(self) -> dict[str, Any]:
        """See to it that one person is meant, and call him `judge`."""
        data: dict[str, Any] = super().clean() or {}
        named = [person for person in (data.get("user"), data.get("number")) if person is not None]
        if not self.errors and len(named) != 1:
            raise ValidationError(gettext("Choose who becomes a judge, or type his number: one person at a time."))
        data["judge"] = named[0] if named else None
        return data


def possible_judges(competition: Competition) -> Any:
    """Return who has the role of a judge at the holder, above or below it, and isn't appointed."""
    owner, step = competition.owner, Unit.steplen
    above = [owner.path[:end] for end in range(step, len(owner.path) + 1, step)]
    granted = {"grants__role": Role.JUDGE, "grants__revoked_at__isnull": True}
    here = User.objects.filter(**granted, grants__unit__path__in=above)
    below = User.objects.filter(**granted, grants__unit__path__startswith=owner.path)
    appointed = Judge.objects.filter(competition=competition, is_active=True).values("user")
    return (here | below).filter(is_active=True).exclude(pk__in=appointed).distinct().order_by("name", "pk")
