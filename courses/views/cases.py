"""Around a case: what it brought to light at the desk, and its sheet for the notice board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from courses.board.pdf import board_pdf
from courses.board.sheet import board_of
from courses.here_report import here_report, to_look_into
from courses.pages.cases import AccidentCasePage
from courses.pages.library import CaseIndexPage
from courses.pages.looks import shared
from organizations.scopes import Reach
from organizations.views.chosen_unit import chosen_unit, seen_units
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

PEOPLE_A_PAGE = 50


@require_GET
@never_cache
@for_staff(Reach.SEE)
def here_answers(request: SignedInRequest, page_id: int) -> HttpResponse:
    """Could it happen here? What the reader's people said of one case, and whom to ask; ?unit= looks at one unit."""
    case = get_object_or_404(AccidentCasePage.objects.live(), pk=page_id)
    unit = chosen_unit(request)
    seen = seen_units(request, unit)
    questions = case.here_questions
    people = to_look_into(questions, case.pk, seen)
    context = {
        "case": case,
        "unit": unit,
        "questions": questions,
        "report": here_report(questions, case.pk, seen),
        "page": Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "courses/desk/here_answers.html", context)


@require_safe
def library(request: HttpRequest) -> HttpResponseBase:
    """The library. It is looked at more than all else, so its page is found without a walk down Wagtail's tree."""
    page = shared("page", CaseIndexPage.objects.live().first)
    if page is None:
        raise Http404
    return page.serve(request)


@require_GET
def short_address(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """What a code on paper carries: few squares, whatever words the address of the case is made of."""
    case = get_object_or_404(AccidentCasePage.objects.live(), pk=page_id)
    return case.refusal(request) or redirect(case.url)


@require_GET
def board_sheet(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One A4 page for the team's notice board, for whoever may read the case."""
    case = get_object_or_404(AccidentCasePage.objects.live(), slug=slug)
    if (refusal := case.refusal(request)) is not None:
        return refusal
    address = request.build_absolute_uri(reverse("courses:short_address", args=[case.pk]))
    content = board_pdf(board_of(case, address=address))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{case.pk}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, max_age=3600)
    return response
