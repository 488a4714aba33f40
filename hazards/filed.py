"""What hazards put into an enterprise's archive: figures. Who it was is read in the enterprise alone."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hazards.counting import people_by_month, per_hundred, seen_by_month, told_by_month
from hazards.models import Measure, PledgeSignature, PledgeText, SelfReport, Slip, Violation
from hazards.months import YEAR, beginning, last_months
from hazards.pledge_report import signed_lines
from organizations.filing.dossier import Dossier, FileColumn, FileSection
from organizations.filing.papers import papers_and_tables_of
from organizations.filing.registry import register_part
from organizations.models import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from organizations.filing.archive_writer import Filed, Piece
    from organizations.models.units import UnitQuerySet


def register() -> None:
    register_part(40, violations_part)


def violations_part(enterprise: Unit) -> list[Piece]:
    """Return a folder with the year's violations, self-reports and pledges, in figures."""
    return [partial(_folder, enterprise)]


def _folder(enterprise: Unit) -> Iterator[Filed]:
    title = _("Violations, self-reports and pledges")
    return papers_and_tables_of(violations_dossier(enterprise), title, title)


def violations_dossier(enterprise: Unit) -> Dossier:
    """Return the file to read. Twelve queries at most, however much there is."""
    seen, months = Unit.objects.within([enterprise]), last_months(YEAR)
    return Dossier(
        title=_("File of violations"),
        name=enterprise.shown_name,
        about=[(_("Enterprise"), enterprise.shown_name), (_("The months"), _span(months))],
        sections=[
            _months(enterprise, seen, months),
            _kinds(enterprise, months[0]),
            _measures(enterprise, months[0]),
            _pledges(enterprise),
            _signed(enterprise, seen),
        ],
        signed_by=(_("Safety officer"), _("Date")),
    )


def _span(months: tuple[date, ...]) -> str:
    return f"{months[0]:%Y-%m} – {months[-1]:%Y-%m}"


def _months(enterprise: Unit, seen: UnitQuerySet, months: tuple[date, ...]) -> FileSection:
    found = seen_by_month(seen, months[0], by="enterprise")
    told = told_by_month(seen, months[0], by="enterprise")
    key, rows = enterprise.pk, []
    for month, people in zip(months, people_by_month(seen, months), strict=True):
        of_month = (found[key, month], told[key, month])
        rates = [per_hundred(number, people) for number in of_month]
        rows.append((date_format(month, "Y-m"), people, of_month[0], rates[0], of_month[1], rates[1]))
    return FileSection(
        key="months",
        title=_("Month by month"),
        columns=(
            FileColumn(_("Month"), 2),
            FileColumn(_("number of people"), 2),
            FileColumn(_("seen"), 2),
            FileColumn(_("seen, for 100 people"), 3),
            FileColumn(_("self-reported"), 2),
            FileColumn(_("self-reported, for 100 people"), 3),
        ),
        rows=rows,
        empty="",
        notes=(
            _("Self-reports count against nobody: more of them is a good sign."),
            _("Figures only: who it was is read in the enterprise alone."),
        ),
    )


def _kinds(enterprise: Unit, since: date) -> FileSection:
    violations = Violation.objects.standing().filter(enterprise=enterprise, happened_at__gte=beginning(since))
    reports = SelfReport.objects.standing().filter(enterprise=enterprise, happened_on__gte=since)
    by_kind = violations.order_by().values_list("kind").annotate(number=Count("pk"))
    told = reports.order_by().values_list("kind").annotate(number=Count("pk"), answered=Count("answer"))
    seen, self_told = dict(by_kind), {kind: (number, answered) for kind, number, answered in told}
    return FileSection(
        key="kinds",
        title=_("By kind"),
        columns=(
            FileColumn(_("kind"), 4),
            FileColumn(_("seen"), 2),
            FileColumn(_("self-reported"), 2),
            FileColumn(_("of these answered"), 2),
        ),
        rows=[(str(slip.label), seen.get(slip.value, 0), *self_told.get(slip.value, (0, 0))) for slip in Slip],
        empty="",
    )


def _measures(enterprise: Unit, since: date) -> FileSection:
    violations = Violation.objects.standing().filter(enterprise=enterprise, happened_at__gte=beginning(since))
    taken = Counter(measure for measures in violations.values_list("measures", flat=True) for measure in measures)
    return FileSection(
        key="measures",
        title=_("What followed"),
        columns=(FileColumn(_("what followed"), 4), FileColumn(_("How often"), 2)),
        rows=[(str(measure.label), taken[measure.value]) for measure in Measure],
        empty="",
    )


def _pledges(enterprise: Unit) -> FileSection:
    texts = PledgeText.objects.filter(enterprise=enterprise).order_by("number")
    signatures = PledgeSignature.objects.filter(pledge__enterprise=enterprise).order_by()
    names = dict(signatures.values_list("pledge").annotate(number=Count("pk")))
    return FileSection(
        key="pledges",
        title=_("Pledge against violations"),
        columns=(
            FileColumn(_("Version")),
            FileColumn(_("In force since"), 3),
            FileColumn(_("Signatures"), 2),
            FileColumn(_("Text"), 9),
        ),
        rows=[(str(text.number), text.made_at, names.get(text.pk, 0), "；".join(text.lines)) for text in texts],
        empty=_("No pledge in force yet"),
    )


def _signed(enterprise: Unit, seen: UnitQuerySet) -> FileSection:
    pledge = PledgeText.objects.in_force().filter(enterprise=enterprise).first()
    lines = signed_lines(pledge, seen) if pledge else []
    return FileSection(
        key="signed",
        title=_("Who has signed the pledge in force, team by team"),
        columns=(
            FileColumn(_("Workshop or team"), 4),
            FileColumn(_("number of people"), 2),
            FileColumn(_("signed"), 2),
        ),
        rows=[(line.unit.name, line.people, line.signed) for line in lines],
        empty=_("No pledge in force yet"),
    )
