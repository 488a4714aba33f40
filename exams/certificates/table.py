"""People with their certificates as lines, and the same as a table to keep."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.certificates.dates import RUNS_OUT_WITHIN
from exams.certificates.report import Listed
from exams.certificates.said import day_words
from exams.models import Certificate
from organizations.excel import Column, Table, Value
from organizations.models import Membership

if TYPE_CHECKING:
    from organizations.models.memberships import MembershipQuerySet


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody, his certificate that is good longest, and how he is listed."""

    person: Membership
    certificate: Certificate | None
    listed: Listed

    @property
    def tone(self) -> str:
        return {Listed.GOOD: "ok", Listed.RUNS_OUT: "warn", Listed.EXPIRED: "bad"}.get(self.listed, "")


def with_certificates(people: Iterable[Membership], day: date) -> list[Line]:
    """Return the lines of people that `people_of` found. Two queries."""
    found = [(person, person.certificate) for person in people]  # type: ignore[attr-defined]  # annotated
    known = Certificate.objects.select_related("exam").in_bulk([key for _person, key in found if key])
    return [Line(person, known.get(key), listed_as(known.get(key), day)) for person, key in found]


def listed_as(certificate: Certificate | None, day: date) -> Listed:
    """Return how somebody is listed that day who has this certificate."""
    if certificate is None:
        return Listed.NONE
    if certificate.valid_until < day:
        return Listed.EXPIRED
    return Listed.RUNS_OUT if certificate.valid_until <= day + RUNS_OUT_WITHIN else Listed.GOOD


def certificates_table(people: MembershipQuerySet, *, day: date, where: str) -> Table:
    """Return the sheet: one row a person, in the order of the tree. Two queries."""
    return Table(
        name=_("Certificates"),
        title=_("Certificates of safety exams"),
        above=(where, _("As of %s") % day_words(day)),
        columns=(
            Column(_("Enterprise"), 24),
            Column(_("Team"), 18),
            Column(_("Employee number"), 12),
            Column(_("Full name"), 12),
            Column(_("Post"), 14),
            Column(_("State"), 14),
            Column(_("Number of the certificate"), 22),
            Column(_("Exam"), 28),
            Column(_("Issued on"), 14),
            Column(_("Valid until"), 14),
        ),
        rows=[_row(line) for line in with_certificates(people, day)],
    )


def _row(line: Line) -> tuple[Value, ...]:
    person, certificate = line.person, line.certificate
    return (
        person.enterprise.shown_name,
        person.unit.name,
        person.employee_no,
        person.user.name,
        person.post.name if person.post else None,
        str(line.listed.label),
        certificate.number if certificate else None,
        certificate.exam.title if certificate else None,
        certificate.issued_on.isoformat() if certificate else None,
        certificate.valid_until.isoformat() if certificate else None,
    )
