"""The pledge at the desk: its text, how far each team is, who has not signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hazards.access import enterprises_with_names
from hazards.models import PledgeText
from hazards.pledge_form import PledgeForm
from hazards.pledge_report import people_of, signed_lines, unsigned_places, with_signatures
from hazards.pledge_words import DEFAULT_PLEDGE
from hazards.services.pledges import put_in_force
from hazards.tables import unsigned_table
from organizations.audit import address_of, record
from organizations.errors import Refused
from organizations.excel import download
from organizations.scopes import Reach, may, require, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest
    from organizations.models import Unit, User

PEOPLE_A_PAGE = 60


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.SEE_VIOLATIONS)
def pledge(request: SignedInRequest) -> HttpResponse:
    """One enterprise's pledge, as far as the reader sees its teams; ?enterprise= chooses among several.

    Posted, a text is put in force, and everybody is asked to sign it.
    """
    enterprises = enterprises_with_names(request.user)
    enterprise = _chosen(request.GET.get("enterprise", ""), enterprises)
    if request.method == "POST":
        require(request.user, Reach.KEEP_PLEDGE, enterprise)
    units = units_in_reach(request.user, Reach.SEE_VIOLATIONS)
    versions = list(with_signatures(PledgeText.objects.filter(enterprise=enterprise), units))
    form = PledgeForm(request.POST or None, initial={"text": versions[0].text if versions else DEFAULT_PLEDGE})
    if form.is_valid() and _is_in_force(form, enterprise, request.user):
        messages.success(
            request, _("In force from now on. It stands on the start page of everybody who has to sign it.")
        )
        return redirect(request.get_full_path())
    lines = signed_lines(versions[0], units) if versions else []
    people = unsigned_places(versions[0], units) if versions else None
    context = {
        "enterprise": enterprise,
        "enterprises": enterprises if len(enterprises) > 1 else [],
        "pledge": versions[0] if versions else None,
        "earlier": versions[1:],
        "lines": lines,
        "people": sum(line.people for line in lines) if versions else people_of(enterprise),
        "signed": sum(line.signed for line in lines),
        "page": Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page")) if people is not None else None,
        "keeps": may(request.user, Reach.KEEP_PLEDGE, enterprise),
        "form": form,
    }
    return render(request, "hazards/desk/pledge.html", context, status=422 if form.errors else 200)


def _is_in_force(form: PledgeForm, enterprise: Unit, by: User) -> bool:
    """Put the text in force, or say beside it why not."""
    try:
        put_in_force(enterprise=enterprise, text=form.cleaned_data["text"], by=by)
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return False
    return True


@require_GET
@never_cache
@for_staff(Reach.SEE_VIOLATIONS)
def unsigned_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """Who has not signed, as an Excel file. That it left the house is an audit row."""
    enterprise = _chosen(request.GET.get("enterprise", ""), enterprises_with_names(request.user))
    in_force = get_object_or_404(PledgeText.objects.in_force(), enterprise=enterprise)
    record("pledge.export", by=request.user, subject=in_force, unit=enterprise, address=address_of(request))
    table = unsigned_table(in_force, units_in_reach(request.user, Reach.SEE_VIOLATIONS))
    return download(f"{table.title}.xlsx", [table])


def _chosen(asked: str, enterprises: list[Unit]) -> Unit:
    """Return the enterprise asked for, else the first. Raises Http404."""
    for enterprise in enterprises:
        if not asked or str(enterprise.pk) == asked:
            return enterprise
    raise Http404
