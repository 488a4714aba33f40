"""The desk's page of people: who can sign in, and cards for who can't."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from organizations.http import pdf_download
from organizations.pdf import PrintedCard, cards_pdf
from organizations.people import PeopleFilter, WayIn, people_in_reach
from organizations.scopes import Reach, units_in_reach
from organizations.services.cards import card_token, issue_cards, void_cards
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from collections.abc import Sequence

    from organizations.http import SignedInRequest
    from organizations.models import Membership
    from organizations.models.memberships import MembershipQuerySet

ROWS_A_PAGE = 50
MOST_CARDS = 500  # some seconds of drawing; more at once is asked for workshop by workshop
FILTERS = ("enterprise", "unit", "q", "way_in")


@require_GET
@never_cache
@for_staff(Reach.SEE)
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody in reach, narrowed by the filters; with the buttons of who manages people there."""
    chosen = PeopleFilter(request.GET, user=request.user)
    places = chosen.apply(people_in_reach(request.user, Reach.SEE))
    managed = units_in_reach(request.user, Reach.MANAGE_PEOPLE)
    page = Paginator(places, ROWS_A_PAGE).get_page(request.GET.get("page"))
    manageable = set(managed.filter(pk__in=[place.unit_id for place in page.object_list]).values_list("pk", flat=True))
    context = {
        "filter": chosen,
        "filtered": any(request.GET.get(name) for name in FILTERS),
        "kept": {name: request.GET[name] for name in FILTERS if request.GET.get(name)},
        "page": page,
        "manageable": manageable,
        "manages": bool(manageable) or managed.exists(),
        "without_pin": _for_cards(places).filter(unit__in=managed).count() if chosen.of else 0,
        "most_cards": MOST_CARDS,
    }
    return render(request, "organizations/people/people.html", context)


@require_POST
@for_staff(Reach.MANAGE_PEOPLE)
def issue(request: SignedInRequest) -> HttpResponse:
    """Issue cards and answer with their PDF: for one person, or for all of the list who have no PIN yet."""
    places = _asked_for(request)
    if not places or len(places) > MOST_CARDS:
        messages.warning(request, _refusal(places))
        return _back(request)
    enterprise = places[0].enterprise
    unit = places[0].unit if len({place.unit_id for place in places}) == 1 else enterprise
    cards = issue_cards(users=[place.user for place in places], unit=unit, by=request.user)
    tokens = {card.user_id: card_token(card) for card in cards}
    printed = [
        PrintedCard(
            name=place.user.name,
            employee_no=place.employee_no,
            team=place.unit.name,
            address=request.build_absolute_uri(reverse("organizations:card", args=(tokens[place.user_id],))),
        )
        for place in places
    ]
    today = timezone.localdate().isoformat()
    content = cards_pdf(printed, enterprise=enterprise.shown_name, made_on=today)
    return pdf_download(_("Sign-in cards") + f"-{unit.name}-{today}.pdf", content)


@require_POST
@for_staff(Reach.MANAGE_PEOPLE)
def void(request: SignedInRequest) -> HttpResponse:
    """Make one person's unused card worthless."""
    place = get_object_or_404(_managed(request), pk=_number(request.POST, "person"))
    count = void_cards(users=[place.user], unit=place.unit, by=request.user)
    if count:
        messages.success(request, _("%s's card is void. It opens nothing any more.") % place.user.name)
    else:
        messages.info(request, _("%s has no card that could be used.") % place.user.name)
    return _back(request)


def _managed(request: SignedInRequest) -> MembershipQuerySet:
    return people_in_reach(request.user, Reach.MANAGE_PEOPLE)


def _for_cards(places: MembershipQuerySet) -> MembershipQuerySet:
    return places.exclude(Q(way_in=WayIn.PIN))


def _asked_for(request: SignedInRequest) -> Sequence[Membership]:
    """Return the one person, found or not found, or those of the filtered list of one enterprise."""
    if "person" in request.POST:
        return [get_object_or_404(_managed(request), pk=_number(request.POST, "person"))]
    chosen = PeopleFilter(request.POST, user=request.user)
    return list(_for_cards(chosen.apply(_managed(request)))[: MOST_CARDS + 1]) if chosen.of else []


def _refusal(places: Sequence[Membership]) -> str:
    if not places:
        return _("Nobody here needs a card: everybody has a PIN. A single person gets a new one by his own button.")
    return _("These are more than %d people: choose a workshop or a team first.") % MOST_CARDS


def _number(data: QueryDict, name: str) -> int:
    text = data.get(name, "")
    return int(text) if text.isdecimal() else 0


def _back(request: SignedInRequest) -> HttpResponse:
    kept = {name: request.POST[name] for name in FILTERS if request.POST.get(name)}
    return redirect(f"{reverse('organizations:people')}?{urlencode(kept)}" if kept else "organizations:people")
