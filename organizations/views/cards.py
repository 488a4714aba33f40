"""The card's link: a worker's first way in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from organizations.audit import address_of
from organizations.errors import Refused
from organizations.forms import NewPinForm
from organizations.services.cards import CardRefused, usable_card, use_card
from organizations.services.sign_in import sign_in_with_pin
from organizations.views.sign_in import A_YEAR, ENTERPRISE_COOKIE


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("pin", "again")
def card(request: HttpRequest, token: str) -> HttpResponse:
    """Who holds the card chooses a PIN and is in; a used, void or forged card says what to do."""
    try:
        found = usable_card(token)
    except CardRefused as refusal:
        return render(request, "organizations/card_refused.html", {"reason": str(refusal)}, status=410)
    form = NewPinForm(request.POST or None)
    place = found.user.memberships.current().select_related("enterprise", "unit").first()
    if request.method == "POST" and form.is_valid():
        pin = form.cleaned_data["pin"]
        try:
            user = use_card(token=token, pin=pin, address=address_of(request))
            code = (place.enterprise.code if place else "") or ""
            number = (place.employee_no if place else user.phone) or ""
            sign_in_with_pin(request, account=number, pin=pin, enterprise_code=code)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            response = redirect("/")
            response.set_cookie(ENTERPRISE_COOKIE, code, A_YEAR, httponly=True, samesite="Lax")
            return response
    return render(request, "organizations/card.html", {"form": form, "worker": found.user, "place": place})
