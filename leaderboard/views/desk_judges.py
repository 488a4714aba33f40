"""The judges of a competition at the desk: named by who holds it, dismissed, helped to a first password."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from leaderboard.judge_forms import JudgeForm
from leaderboard.models import Competition, Judge
from leaderboard.services.judges import dismiss_judge, name_judge
from leaderboard.views import back_to
from leaderboard.views.competitions import held_competition
from organizations.errors import Refused
from organizations.password_links import shown_link
from organizations.scopes import Reach
from organizations.views.posting import for_posts
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@for_staff(Reach.HOLD_COMPETITIONS)
@for_posts(back_to.competition)
def judges(request: SignedInRequest, competition_id: UUID) -> HttpResponse:
    """Name a judge, or dismiss one (`dismiss`)."""
    competition = held_competition(request, competition_id)
    dismissed = request.POST.get("dismiss", "")
    try:
        if dismissed:
            judge = _judge(competition, int(dismissed) if dismissed.isdecimal() else 0)
            dismiss_judge(judge=judge, by=request.user)
            messages.success(request, _("%s is dismissed: he marks no more, and what he has marked counts.") % judge)
        else:
            _name(request, competition)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("leaderboard:desk_competition", competition.pk)


def _name(request: SignedInRequest, competition: Competition) -> None:
    form = JudgeForm(competition, request.user, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return
    person, is_chief = form.cleaned_data["judge"], form.cleaned_data["is_chief"]
    judge = name_judge(competition=competition, user=person, is_chief=is_chief, by=request.user)
    said = _("%s is a judge here now.") % judge
    if not person.has_usable_password():
        said += _("He has no password yet, and can't mark without one: give him a link, by the button below his name.")
    messages.success(request, said)


@never_cache
@for_staff(Reach.HOLD_COMPETITIONS)
@for_posts(back_to.competition)
def password(request: SignedInRequest, competition_id: UUID, judge_id: int) -> HttpResponse:
    """Make a link by which the judge chooses his first password, and show it this once."""
    competition = held_competition(request, competition_id)
    try:
        link = shown_link(request, user=_judge(competition, judge_id).user, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("leaderboard:desk_competition", competition.pk)
    return render(request, "leaderboard/desk/judge_link.html", {"competition": competition, "link": link})


def _judge(competition: Competition, judge_id: int) -> Judge:
    own = Judge.objects.filter(competition=competition)
    return get_object_or_404(own.select_related("user"), pk=judge_id)
