"""What is done with a list of rewards: prizes, lines, handing in, approving, sending back, giving out, withdrawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leaderboard.models import RewardLine, RewardList
from leaderboard.models.rewards import LONGEST_WHY
from leaderboard.reward_forms import AddForm, award_form, prize_forms
from leaderboard.services.reward_lines import change_line, remove_line, reward_team, reward_worker, withdraw_line
from leaderboard.services.reward_lists import approve, discard_list, give_out, hand_in, send_back
from leaderboard.services.reward_prizes import allot_prizes
from leaderboard.views import back_to
from leaderboard.views.desk_rewards import INVALID, kept_list, shown
from organizations.errors import Refused
from organizations.scopes import Reach
from organizations.views.posting import for_posts
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from organizations.http import SignedInRequest

ACTS: dict[str, tuple[Reach, Callable[..., object], StrOrPromise]] = {
    "hand-in": (Reach.KEEP_REWARDS, hand_in, _("Handed in for approval.")),
    "discard": (Reach.KEEP_REWARDS, discard_list, _("The draft is thrown away.")),
    "give-out": (Reach.KEEP_REWARDS, give_out, _("Noted: prizes and certificates are given out.")),
    "approve": (
        Reach.APPROVE_REWARDS,
        approve,
        _("Approved: everybody on the list sees his award and has his certificate."),
    ),
    "send-back": (Reach.APPROVE_REWARDS, send_back, _("Sent back: who drew it up reads why and can change it.")),
}


@for_staff(Reach.SEE)
@for_posts(back_to.reward_list)
def act(request: SignedInRequest, rewards_id: UUID, act: str) -> HttpResponse:
    """Take the list one step on, or back (`reason`)."""
    if act not in ACTS:
        raise Http404
    reach, service, said = ACTS[act]
    rewards = kept_list(request, rewards_id, reach)
    more = {"reason": _reason(request)} if act == "send-back" else {}
    try:
        service(rewards=rewards, by=request.user, **more)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(said))
        if act == "discard":
            return redirect("leaderboard:desk_rewards")
    return redirect("leaderboard:desk_reward_list", rewards_id)


@for_staff(Reach.KEEP_REWARDS)
@for_posts(back_to.reward_list)
def prizes(request: SignedInRequest, rewards_id: UUID) -> HttpResponse:
    """Give the places of the competition their prizes."""
    rewards = kept_list(request, rewards_id)
    forms = prize_forms([], request.POST)
    if not forms.is_valid():
        return shown(request, rewards, prizes=forms)
    try:
        made = allot_prizes(rewards=rewards, prizes=forms.prizes(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return shown(request, rewards, prizes=forms)
    said = ngettext("%d award stands on the list.", "%d awards stand on the list.", len(made)) % len(made)
    messages.success(request, str(said))
    return redirect("leaderboard:desk_reward_list", rewards.pk)


@for_staff(Reach.KEEP_REWARDS)
@for_posts(back_to.reward_list)
def add(request: SignedInRequest, rewards_id: UUID) -> HttpResponse:
    """Put somebody on the list by hand."""
    rewards = kept_list(request, rewards_id)
    form = AddForm(rewards.owner, request.POST)
    if form.is_valid():
        try:
            _add(request, rewards, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("leaderboard:desk_reward_list", rewards.pk)
    return shown(request, rewards, add=form)


def _add(request: SignedInRequest, rewards: RewardList, form: AddForm) -> RewardLine:
    worker = form.cleaned_data.get("worker")
    if worker is not None:
        return reward_worker(rewards=rewards, worker=worker, award=form.award, by=request.user)
    return reward_team(rewards=rewards, team=form.cleaned_data["unit"], award=form.award, by=request.user)


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.SEE)
def line(request: SignedInRequest, line_id: UUID) -> HttpResponse:
    """One award: changed or taken off (`remove`) in a draft, withdrawn (`withdraw`) once it is approved."""
    found = get_object_or_404(RewardLine.objects.select_related("rewards__owner", "unit", "enterprise"), pk=line_id)
    is_out = found.rewards.is_out
    kept_list(request, found.rewards_id, Reach.APPROVE_REWARDS if is_out else Reach.KEEP_REWARDS)
    form = award_form(found, request.POST if request.method == "POST" and "change" in request.POST else None)
    refused = ""
    if request.method == "POST":
        try:
            if _is_done(request, found):
                return redirect("leaderboard:desk_reward_list", found.rewards_id)
        except Refused as refusal:
            refused = str(refusal)
    context = {"line": found, "rewards": found.rewards, "form": form, "refused": refused}
    status = INVALID if request.method == "POST" else 200
    return render(request, "leaderboard/desk/reward_line.html", context, status=status)


def _is_done(request: SignedInRequest, found: RewardLine) -> bool:
    if "withdraw" in request.POST:
        withdraw_line(line=found, reason=_reason(request), by=request.user)
    elif "remove" in request.POST:
        remove_line(line=found, reason=_reason(request), by=request.user)
    else:
        form = award_form(found, request.POST)
        if not form.is_valid():
            return False
        change_line(line=found, award=form.award, by=request.user)
    return True


def _reason(request: SignedInRequest) -> str:
    return request.POST.get("reason", "")[:LONGEST_WHY]
