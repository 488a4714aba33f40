"""Writing a procedure: for which post it is, and the steps of its draft in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.permissions import permission_policy as picture_policy
from wagtail.images.widgets import AdminImageChooser

from courses.models import Picture, Procedure
from courses.models.procedures import LONG, SHORT
from courses.procedures.steps import MOST_STEPS, WORDS, StepDraft, draft_of
from organizations.models import Post
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.base import ScopedForm
from organizations.viewsets.choices import UnitField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from courses.models import ProcedureVersion
    from organizations.models import User

EMPTY_ROWS = 3


def _text(field: str, longest: int = SHORT, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=WORDS[field], max_length=longest, required=False, widget=widget, **kwargs)


class StepForm(forms.Form):
    """One step; a row in which nothing stands is none."""

    action = _text("action")
    hazard = _text("hazard")
    standard = _text("standard", LONG)
    forbidden = _text("forbidden")
    gear = _text("gear")
    is_critical = forms.BooleanField(label=_("critical step"), required=False)
    picture = forms.ModelChoiceField(
        label=_("picture"), queryset=Picture.objects.none(), required=False, widget=AdminImageChooser()
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = picture_policy.instances_user_has_any_permission_for(user, ["add", "change", "choose"])
        field: Any = self.fields["picture"]
        field.queryset = Picture.objects.filter(Q(pk__in=mine.values("pk")) | Q(pk=self.initial.get("picture")))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.has_changed() and not self.cleaned_data.get("DELETE") and not data.get("action"):
            self.add_error("action", gettext("Say what to do in this step, or take the step away."))
        return data

    def draft(self) -> StepDraft:
        data = self.cleaned_data
        picture = data["picture"]
        words = {field: data[field] for field in WORDS}
        return StepDraft(**words, is_critical=data["is_critical"], picture=picture.pk if picture else None)


StepFormSet = forms.formset_factory(
    StepForm, extra=EMPTY_ROWS, can_order=True, can_delete=True, max_num=MOST_STEPS + EMPTY_ROWS
)


class NewProcedureForm(ScopedForm):
    """Whose procedure it is: an enterprise in reach, and a post that somebody there holds."""

    enterprise = UnitField(label=_("enterprise"))
    post = forms.ModelChoiceField(label=_("post"), queryset=Post.objects.none())
    name = forms.CharField(
        label=_("title"), max_length=80, required=False, help_text=_("Empty: Safe working procedure of the post.")
    )

    class Meta(ScopedForm.Meta):
        model = Procedure
        fields: tuple[str, ...] = ("enterprise", "post", "name")

    def limit(self, user: User) -> None:
        enterprises, posts = self.fields["enterprise"], self.fields["post"]
        reached = units_in_reach(user, Reach.MANAGE_PROCEDURES).enterprises()
        held = Q(memberships__enterprise__in=reached, memberships__ended_on=None)
        enterprises.queryset = reached
        posts.queryset = Post.objects.filter(held).distinct()
        if reached.count() == 1:
            enterprises.initial = reached.get()
            written = Procedure.objects.filter(enterprise=reached.get()).values("post")
            posts.queryset = posts.queryset.exclude(pk__in=written)

    def _post_clean(self) -> None:
        """The service checks the procedure as a whole."""


class ProcedureForm(ScopedForm):
    """The title, and while there is a draft its steps and in words what has changed."""

    class Meta(ScopedForm.Meta):
        model = Procedure
        fields: tuple[str, ...] = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft: ProcedureVersion | None = self.instance.versions.filter(state="draft").first()
        if self.draft is None:
            self.steps = None
            return
        if self.draft.number > 1:
            self.fields["changes"] = forms.CharField(
                label=_("what has changed"),
                max_length=LONG,
                required=False,
                initial=self.draft.changes,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Those who signed the last version read it first."),
            )
        self.steps = StepFormSet(
            self.data if self.is_bound else None,
            initial=[_initial(draft_of(step)) for step in self.draft.steps.all()],
            form_kwargs={"user": self.for_user},
            prefix="steps",
        )

    def is_valid(self) -> bool:
        return super().is_valid() and (self.steps is None or self.steps.is_valid())

    @property
    def media(self) -> forms.Media:
        return super().media + (self.steps.media if self.steps is not None else forms.Media())

    def drafts(self) -> Iterable[StepDraft]:
        """Return the steps as they were sent, in their order."""
        rows: Any = self.steps.ordered_forms if self.steps is not None else ()
        return [row.draft() for row in rows]


def _initial(step: StepDraft) -> dict[str, Any]:
    return {**step.words(), "is_critical": step.is_critical, "picture": step.picture}
