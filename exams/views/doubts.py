"""Saying that something is wrong with a question, and reading what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from exams.correcting.followed import with_what_followed
from exams.doubting import doubted
from exams.errors import DoubtRefused
from exams.grading import Mark
from exams.models import Attempt, QuestionDoubt, QuestionVersion
from exams.models.doubts import LONGEST_DOUBT
from exams.pictures.placed import with_pictures
from exams.release import may_see_result
from exams.services.doubts import say_doubt

if TYPE_CHECKING:
    from uuid import UUID

    from organizations.http import SignedInRequest

MOST_LISTED = 50


class DoubtForm(forms.Form):
    text = forms.CharField(
        label=_("What seems wrong?"),
        max_length=LONGEST_DOUBT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words about what seems wrong.")},
    )


@dataclass(frozen=True, slots=True)
class WayBack:
    """Where the worker came from."""

    url: str
    label: str


@require_GET
@never_cache
@login_required
def doubts(request: SignedInRequest) -> HttpResponse:
    """What the worker has reported, each with its answer and what followed."""
    mine = QuestionDoubt.objects.filter(worker=request.user).select_related("version")
    mine = mine.prefetch_related(with_pictures("version__"))[:MOST_LISTED]
    return render(request, "exams/practice/doubts.html", {"said": with_what_followed(mine), "tab": "learn"})


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def doubt(request: SignedInRequest, token: str) -> HttpResponse:
    """What he has said of one question that he has been shown, what he was answered, and the form to say more."""
    about = doubted(token, worker=request.user.pk)
    if about is None:
        raise Http404
    version = get_object_or_404(QuestionVersion.objects.prefetch_related(with_pictures()), pk=about.version)
    attempt = _sat(request, about.attempt) if about.attempt else None
    form = DoubtForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            say_doubt(worker=request.user, version=version, text=form.cleaned_data["text"], attempt=attempt)
        except DoubtRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("exams:doubt", token=token)
    said = with_what_followed(QuestionDoubt.objects.filter(worker=request.user, version=version))
    waits = any(one.doubt.answered_at is None for one in said)
    context = {
        "version": version,
        "form": form,
        "said": said,
        "waits": waits,
        "way_back": _to_result(attempt, version) if attempt else _to_practice(),
    }
    return render(request, "exams/practice/doubt.html", context)


def _sat(request: SignedInRequest, attempt_id: UUID) -> Attempt | None:
    """Return the sitting in whose result he met the question, while he may see that."""
    own = Attempt.objects.filter(worker=request.user).select_related("exam", "make_up")
    attempt = own.filter(pk=attempt_id).first()
    return attempt if attempt is not None and may_see_result(attempt) else None


def _to_practice() -> WayBack:
    return WayBack(reverse("exams:practice"), gettext("Practice"))


def _to_result(attempt: Attempt, version: QuestionVersion) -> WayBack:
    """Return the place of the question in the result: it is read among the wrong ones or among the right ones."""
    url, grading = reverse("exams:result", args=[attempt.pk]), attempt.gradings.last()
    for number, (line, mark) in enumerate(zip(attempt.paper, grading.marks if grading else (), strict=False), 1):
        if line[0] == version.pk:
            shown = "?show=right" if Mark.of(mark, Decimal(line[2])).is_right else ""
            url = f"{url}{shown}#q{number}"
    return WayBack(url, gettext("Result"))
