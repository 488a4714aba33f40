"""What is filled in at the desk for learning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import AccidentCasePage, EvidenceKind, SessionAnalysis
from courses.models.sessions import MOST_MINUTES
from courses.pages.lectures import lectures_for
from courses.speakers import SpeakerLevel
from organizations.models import Industry, Post, Unit, UnitKind
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.choices import SMALL
from organizations.viewsets.unit_tree import UnitTreeField

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.models import Assignment
    from organizations.models import User
    from organizations.models.units import UnitQuerySet

NEWEST_OFFERED = 12
PUSHING = frozenset({UnitKind.BUREAU, UnitKind.TOWN})


def units_to_teach(user: User) -> QuerySet[Unit]:
    """Return the units to choose from: from above an enterprise its workshops and teams are its own business."""
    units = units_in_reach(user, Reach.TEACH)
    return units.exclude(kind__in=SMALL) if units.filter(kind__in=PUSHING).exists() else units


def teaching_unit(user: User) -> Unit:
    """Return the highest unit at which the person teaches: his tasks and sessions are that unit's.

    Raises Unit.DoesNotExist for who teaches nowhere.
    """
    return units_in_reach(user, Reach.TEACH).order_by("depth", "path")[:1].get()


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AssignmentForm(forms.Form):
    """What is to be learned, by whom, until when."""

    title = forms.CharField(label=_("title"), max_length=80)
    pages = forms.TypedMultipleChoiceField(
        label=_("What is to be learned"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Another case: open it and choose “Let it be learned” there."),
    )
    units = UnitTreeField(label=_("for units"))
    industries = forms.MultipleChoiceField(
        label=_("only these industries"),
        choices=Industry.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    posts = forms.ModelMultipleChoiceField(
        Post.objects.none(),
        label=_("only these posts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = forms.DateField(label=_("due on"), required=False, widget=DateInput())
    needed_share = forms.IntegerField(
        label=_("A team counts as reached from so many percent of its people"), min_value=1, max_value=100, initial=100
    )
    is_push = forms.BooleanField(
        label=_("Push to all: an accident elsewhere that everybody must hear of"),
        required=False,
        help_text=_("Receipts are kept, enterprise by enterprise: delivered, opened, read, answered."),
    )

    def __init__(self, *args: Any, user: User, offered: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units, industries = units_in_reach(user, Reach.TEACH), industries_in(units_in_reach(user, Reach.TEACH))
        self.fields["pages"].choices = _offered_pages(user, offered)  # type: ignore[attr-defined]  # a choice field
        self.fields["units"].queryset = units_to_teach(user)  # type: ignore[attr-defined]
        self.fields["industries"].choices = industries  # type: ignore[attr-defined]
        self.fields["posts"].queryset = posts_in(units)  # type: ignore[attr-defined]
        self.fields["due_on"].widget.attrs["min"] = timezone.localdate().isoformat()
        if not units.filter(kind__in=PUSHING).exists():
            del self.fields["is_push"]
        if len(industries) < 2:
            del self.fields["industries"]
        self.initial.setdefault("units", [teaching_unit(user)])


def industries_in(units: UnitQuerySet) -> list[tuple[str, str]]:
    """Return the industries of these enterprises, as choices."""
    found = set(units.enterprises().order_by().values_list("industry", flat=True))
    return [(key, str(label)) for key, label in Industry.choices if key in found]


def posts_in(units: QuerySet[Unit]) -> QuerySet[Post]:
    """Return the posts that people in these units hold."""
    return Post.objects.filter(memberships__ended_on__isnull=True, memberships__unit__in=units).distinct()


def _offered_pages(user: User, offered: list[int]) -> list[tuple[int, str]]:
    """The pages asked for first, then the newest cases and lectures that the person may read."""
    cases = AccidentCasePage.objects.live()
    newest = cases.annotate(newest=Max("first_published_at")).order_by("-newest", "pk")[:NEWEST_OFFERED]
    lectures = lectures_for(user)
    found = {
        page.pk: page
        for page in (
            *cases.filter(pk__in=offered),
            *lectures.filter(pk__in=offered),
            *lectures[:NEWEST_OFFERED],
            *newest,
        )
    }
    return [(key, f"{page.title}（{page._meta.verbose_name}）") for key, page in found.items()]


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class SessionForm(forms.Form):
    """A lecture in person: where, when, who speaks, for whom."""

    title = forms.CharField(label=_("title"), max_length=80)
    speaker = forms.CharField(label=_("speaker"), max_length=60)
    speaker_level = forms.ChoiceField(
        label=_("level of the speaker"), choices=[("", _("Choose …")), *SpeakerLevel.choices]
    )
    place = forms.CharField(label=_("place"), max_length=60)
    begins_at = forms.DateTimeField(label=_("begins at"), widget=MomentInput())
    minutes = forms.IntegerField(label=_("minutes"), min_value=5, max_value=MOST_MINUTES, initial=45)
    units = UnitTreeField(label=_("for units"))
    page = forms.TypedChoiceField(
        label=_("lecture or case"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Who was there has learned it."),
    )

    def __init__(self, *args: Any, user: User, task: Assignment | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units_to_teach(user)  # type: ignore[attr-defined]  # a choice field
        if task is not None:
            del self.fields["page"]  # a make-up is for all the pages of its task
        else:
            self.fields["page"].choices = [("", _("none")), *_offered_pages(user, [])]  # type: ignore[attr-defined]


class AnalysisForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """What a lecture in person came to."""

    class Meta:
        model = SessionAnalysis
        fields = ("pattern", "causes", "lessons", "comparison")


class EvidenceForm(forms.Form):
    """A photo or a document that proves a session."""

    kind = forms.ChoiceField(label=_("What it is"), choices=EvidenceKind.choices)
    file = forms.FileField(label=_("file"), max_length=200)


class CorrectionForm(forms.Form):
    """How many minutes of a record count from now on, and why."""

    minutes = forms.IntegerField(label=_("minutes that count"), min_value=0)
    reason = forms.CharField(
        label=_("reason"), max_length=200, help_text=_("An inspector reads it: say what was wrong and how you know.")
    )

    def __init__(self, *args: Any, spent: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spent = spent
        self.fields["minutes"].widget.attrs["max"] = -(-spent // 60)

    @property
    def seconds(self) -> int:
        """The minutes in seconds; the last minute of a record is as long as it was."""
        asked = self.cleaned_data["minutes"] * 60
        return self.spent if self.spent < asked < self.spent + 60 else int(asked)
