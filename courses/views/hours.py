"""The desk's training hours: of the reader's units, of one person, and mended where a record is wrong."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from courses.access import records_to_correct
from courses.forms import CorrectionForm
from courses.hours.needs import needs_of_year
from courses.hours.people import people_with_hours
from courses.hours.records_shown import shown_records
from courses.hours.report import hours_report, person_lines, short_first
from courses.hours.table import hours_table
from courses.hours.year import records_of_year
from courses.models import LearningRecord
from courses.services.records import correct_record, counted_now
from organizations.audit import address_of, record
from organizations.errors import Refused
from organizations.excel import download
from organizations.scopes import Reach, has_any, units_in_reach
from organizations.views.chosen_unit import chosen_unit, seen_units
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.http import SignedInRequest
    from organizations.models import Unit

PEOPLE_A_PAGE = 50
RECORDS_A_PAGE = 50
YEARS_OFFERED = 3
FIRST_YEAR = 2000


@require_GET
@never_cache
@for_staff(Reach.SEE)
def hours(request: SignedInRequest) -> HttpResponse:
    """The hours of a year against the need; ?unit= looks at one unit, ?year= at another year."""
    year, unit = _year(request), chosen_unit(request)
    seen, needs = seen_units(request, unit), needs_of_year(year)
    people = short_first(people_with_hours(seen, year, needs))
    page = Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    lines = person_lines(page.object_list, year, needs)
    context = {
        "year": year,
        "years": _years(year, unit),
        "unit": unit,
        "report": hours_report(seen, year, needs, unit),
        "page": page,
        "lines": lines,
        "spans_enterprises": len({line.enterprise for line in lines}) > 1,
        "keeps_needs": has_any(request.user, Reach.MANAGE_UNITS),
        "kept": urlencode({"year": year, **({"unit": unit.pk} if unit else {})}),
    }
    return render(request, "courses/desk/hours.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def hours_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """The same as an Excel file. That it left the house is an audit row."""
    year, unit = _year(request), chosen_unit(request)
    record("hours.export", by=request.user, subject=str(year), unit=unit, address=address_of(request))
    title = _("Training hours %(year)d") % {"year": year}
    if unit:
        title = f"{unit.shown_name} · {title}"
    return download(f"{title}.xlsx", [hours_table(seen_units(request, unit), year, needs_of_year(year), title)])


@require_GET
@never_cache
@for_staff(Reach.SEE)
def hours_of_person(request: SignedInRequest, person_id: int) -> HttpResponse:
    """One person's records of a year with their corrections; ?day= shows one day of it."""
    day = _day(request)
    year = day.year if day else _year(request)
    needs = needs_of_year(year)
    people = people_with_hours(units_in_reach(request.user, Reach.SEE), year, needs)
    [line] = person_lines([get_object_or_404(people, pk=person_id)], year, needs)
    records = records_of_year(year).filter(worker=line.person, corrects=None)
    page = Paginator(_of_day(records, day), RECORDS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "line": line,
        "year": year,
        "years": _years(year, None),
        "day": day,
        "page": page,
        "records": shown_records(page.object_list, may_correct=records_to_correct(request.user)),
    }
    return render(request, "courses/desk/hours_of_person.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.MANAGE_PEOPLE)
def correct(request: SignedInRequest, record_id: int) -> HttpResponse:
    """Mend how much of a record counts; the record stays, the correction stands under it."""
    wrong = get_object_or_404(records_to_correct(request.user).select_related("worker", "unit"), pk=record_id)
    now = counted_now(wrong)
    form = CorrectionForm(request.POST or None, spent=wrong.seconds, initial={"minutes": now // 60})
    if request.method == "POST" and form.is_valid() and _corrected(request, form, wrong):
        messages.success(request, _("Corrected. What was recorded and your reason both stay in his file."))
        year = timezone.localtime(wrong.ended_at).year
        return redirect(f"{reverse('courses:hours_of_person', args=(wrong.worker_id,))}?year={year}")
    [shown] = shown_records([wrong], may_correct=records_to_correct(request.user))
    context = {"form": form, "shown": shown, "person": wrong.worker}
    return render(request, "courses/desk/correct_record.html", context, status=422 if form.errors else 200)


def _corrected(request: SignedInRequest, form: CorrectionForm, wrong: LearningRecord) -> bool:
    try:
        correct_record(wrong=wrong, counted_seconds=form.seconds, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _year(request: SignedInRequest) -> int:
    asked, this_year = request.GET.get("year", ""), timezone.localdate().year
    if not asked:
        return this_year
    if not asked.isdecimal() or not FIRST_YEAR <= int(asked) <= this_year:
        raise Http404
    return int(asked)


def _day(request: SignedInRequest) -> date | None:
    asked = request.GET.get("day", "")
    try:
        day = parse_date(asked)
    except ValueError as error:
        raise Http404 from error
    if asked and (day is None or not FIRST_YEAR <= day.year <= timezone.localdate().year):
        raise Http404
    return day


def _of_day(records: QuerySet[LearningRecord], day: date | None) -> QuerySet[LearningRecord]:
    if day is None:
        return records
    start = timezone.make_aware(datetime.combine(day, time.min))
    return records.filter(ended_at__gte=start, ended_at__lt=start + timedelta(days=1))


def _years(shown: int, unit: Unit | None) -> list[dict[str, object]]:
    this_year = timezone.localdate().year
    of_unit = f"&unit={unit.pk}" if unit else ""
    return [
        {"label": _("year %(year)d") % {"year": year}, "url": f"?year={year}{of_unit}", "current": year == shown}
        for year in range(this_year, this_year - YEARS_OFFERED, -1)
    ]
