"""Saying that something is wrong with a question, and reading what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from exams.doubting import doubted_version
from exams.errors import DoubtRefused
from exams.models import QuestionDoubt, QuestionVersion
from exams.models.doubts import LONGEST_DOUBT
from exams.pictures.placed import with_pictures
from exams.services.doubts import say_doubt

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

MOST_LISTED = 50


class DoubtForm(forms.Form):
    text = forms.CharField(
        label=_("What seems wrong?"),
        max_length=LONGEST_DOUBT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words about what seems wrong.")},
    )


@require_GET
@never_cache
@login_required
def doubts(request: SignedInRequest) -> HttpResponse:
    """What the worker has reported, each with its answer."""
    mine = QuestionDoubt.objects.filter(worker=request.user).select_related("version")
    mine = mine.prefetch_related(with_pictures("version__"))[:MOST_LISTED]
    return render(request, "exams/practice/doubts.html", {"doubts": mine, "tab": "learn"})


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def doubt(request: SignedInRequest, token: str) -> HttpResponse:
    """The form about one question that he has been shown, and what he has said of it before."""
    pk = doubted_version(token, worker=request.user.pk)
    if pk is None:
        raise Http404
    version = get_object_or_404(QuestionVersion.objects.prefetch_related(with_pictures()), pk=pk)
    form = DoubtForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            say_doubt(worker=request.user, version=version, text=form.cleaned_data["text"])
        except DoubtRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("exams:doubt", token=token)
    said = QuestionDoubt.objects.filter(worker=request.user, version=version)
    waits = any(one.answered_at is None for one in said)
    context = {"version": version, "form": form, "said": said, "waits": waits}
    return render(request, "exams/practice/doubt.html", context)
