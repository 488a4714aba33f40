"""Rewards at the desk: the lists, drawing one up, one list, and it as a table, certificates and poster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from leaderboard.award_files import certificates_file, poster_of
from leaderboard.awards.posters import poster_count, poster_pdf, poster_png
from leaderboard.models import RewardList
from leaderboard.reward_forms import AddForm, RewardListForm, prize_forms
from leaderboard.reward_page import RewardPage, reward_page
from leaderboard.reward_table import reward_filename, reward_table
from leaderboard.rewards_seen import OF_THE_COUNTY, gives, giving_units, rewards_seen, waiting_for
from leaderboard.services.reward_lists import keep_list
from organizations.audit import address_of, record
from organizations.errors import Refused
from organizations.excel import download
from organizations.http import pdf_download
from organizations.scopes import Reach, may
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

LISTS_A_PAGE = 20
INVALID = 422


@require_GET
@never_cache
@for_staff(Reach.SEE)
def index(request: SignedInRequest) -> HttpResponse:
    """The lists that touch the reader's part of the county, the latest first."""
    standing = Count("lines", filter=Q(lines__withdrawn_at__isnull=True))
    listed = rewards_seen(request.user).annotate(awards=standing)
    context = {
        "page": Paginator(listed, LISTS_A_PAGE).get_page(request.GET.get("page")),
        "may_draw_up": giving_units(request.user, Reach.KEEP_REWARDS).exists(),
        "has_seals": may_bring_seals(request),
        "waiting": waiting_for(request.user),
    }
    return render(request, "leaderboard/desk/rewards.html", context)


def may_bring_seals(request: SignedInRequest) -> bool:
    """Whether the person draws up or approves lists of any unit."""
    return any(giving_units(request.user, reach).exists() for reach in (Reach.KEEP_REWARDS, Reach.APPROVE_REWARDS))


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.KEEP_REWARDS)
def begin(request: SignedInRequest) -> HttpResponse:
    """Draw up a new list; for the competition ?competition= where it is final."""
    return _keep(request, RewardList(), _("New list of rewards"), request.GET.get("competition", ""))


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.KEEP_REWARDS)
def edit(request: SignedInRequest, rewards_id: UUID) -> HttpResponse:
    """Change the title or the occasion of a draft."""
    draft = kept_list(request, rewards_id)
    if not draft.is_draft:
        raise Http404
    return _keep(request, draft, _("Title and occasion"))


def _keep(request: SignedInRequest, rewards: RewardList, heading: str, competition: str = "") -> HttpResponse:
    form = RewardListForm(request.user, rewards, request.POST or None)
    form.begin_with(competition)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_list(rewards=form.filled(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("leaderboard:desk_reward_list", kept.pk)
    context = {"form": form, "heading": heading}
    status = INVALID if form.errors else 200
    return render(request, "leaderboard/desk/reward_form.html", context, status=status)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def rewards(request: SignedInRequest, rewards_id: UUID) -> HttpResponse:
    """Who is rewarded for what, and what comes next."""
    return shown(request, seen_list(request, rewards_id))


def shown(request: SignedInRequest, rewards: RewardList, **forms: Any) -> HttpResponse:
    """Return the list's page; with a form that was refused (`prizes`, `add`) as such."""
    page = reward_page(rewards, request.user)
    whole = _is_whole(request, page)
    context = {
        "shown": page,
        "rewards": rewards,
        "has_poster": whole and bool(page.standing),
        "pictures": range(1, _pictures(request, page) + 1) if whole else (),
        "has_certificates": rewards.is_out and _prints(page) and bool(page.standing),
        "prize_forms": forms.get("prizes") or prize_forms(page.prizes),
        "add_form": forms.get("add") or AddForm(rewards.owner),
        "seal_missing": page.keeps and not rewards.owner.seals.filter(replaced_at__isnull=True).exists(),
    }
    return render(request, "leaderboard/desk/reward_list.html", context, status=INVALID if forms else 200)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def table(request: SignedInRequest, rewards_id: UUID) -> HttpResponseBase:
    """The list as an Excel file. That it left the house is an audit row."""
    page = _taken_out(request, rewards_id, "table")
    return download(reward_filename(page.rewards.title, "xlsx"), [reward_table(page)])


@require_GET
@never_cache
@for_staff(Reach.SEE)
def certificates(request: SignedInRequest, rewards_id: UUID) -> HttpResponse:
    """The certificates of the list, or of one's own people on it, as one PDF."""
    page = _taken_out(request, rewards_id, "certificates")
    if not (page.rewards.is_out and _prints(page) and page.standing):
        raise Http404
    content = certificates_file(request, page.rewards, page.standing)
    return pdf_download(reward_filename(_("Certificates of %s") % page.rewards.title, "pdf"), content)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def poster(request: SignedInRequest, rewards_id: UUID) -> HttpResponse:
    """The poster as A3 sheets to print."""
    page = _of_poster(request, rewards_id)
    content = poster_pdf(poster_of(request, page.rewards, page.standing))
    return pdf_download(reward_filename(_("Poster of %s") % page.rewards.title, "pdf"), content)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def poster_picture(request: SignedInRequest, rewards_id: UUID, number: int) -> HttpResponse:
    """One of the poster's pictures for a chat group, from 1 on."""
    page = _of_poster(request, rewards_id)
    drawn = poster_of(request, page.rewards, page.standing)
    if not 1 <= number <= poster_count(drawn):
        raise Http404
    response = HttpResponse(poster_png(drawn, number), content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    return response


def seen_list(request: SignedInRequest, rewards_id: UUID) -> RewardList:
    """Return the list; one that doesn't concern the person is not found."""
    return get_object_or_404(rewards_seen(request.user), pk=rewards_id)


def kept_list(request: SignedInRequest, rewards_id: UUID, reach: Reach = Reach.KEEP_REWARDS) -> RewardList:
    """Return the list, for whoever draws it up (or approves it)."""
    found = seen_list(request, rewards_id)
    if not gives(request.user, reach, found.owner):
        raise Http404
    return found


def _of_poster(request: SignedInRequest, rewards_id: UUID) -> RewardPage:
    page = reward_page(seen_list(request, rewards_id), request.user)
    if not (_is_whole(request, page) and page.standing):
        raise Http404
    return page


def _taken_out(request: SignedInRequest, rewards_id: UUID, what: str) -> RewardPage:
    page = reward_page(seen_list(request, rewards_id), request.user)
    address = address_of(request)
    record(
        "reward_list.export", by=request.user, subject=page.rewards, unit=page.rewards.owner, address=address, what=what
    )
    return page


def _is_whole(request: SignedInRequest, page: RewardPage) -> bool:
    """Whether the reader sees everybody on the list."""
    return page.keeps or page.approves or may(request.user, Reach.SEE, page.rewards.owner)


def _prints(page: RewardPage) -> bool:
    """Whether the reader prints certificates: an enterprise's only who gives them, the county's for his own people."""
    return page.keeps or page.approves or page.rewards.owner.kind in OF_THE_COUNTY


def _pictures(request: SignedInRequest, page: RewardPage) -> int:
    return poster_count(poster_of(request, page.rewards, page.standing)) if page.standing else 0
