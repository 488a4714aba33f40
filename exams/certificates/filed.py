"""What a personal file says of certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.certificates.held import Held, certificates_of
from organizations.filing.dossier import FileColumn, FileSection, Value

if TYPE_CHECKING:
    from organizations.models import User


def certificates_section(person: User) -> FileSection:
    """Return his certificates, those withdrawn too. Two queries at most."""
    return FileSection(
        key="certificates",
        title=_("Certificates"),
        columns=(
            FileColumn(_("Number of the certificate"), 5),
            FileColumn(_("Exam"), 6),
            FileColumn(_("Issued on"), 3),
            FileColumn(_("Valid until"), 3),
            FileColumn(_("State"), 5),
        ),
        rows=[_row(held) for held in certificates_of(person)],
        empty=_("He has no certificate yet."),
    )


def _row(held: Held) -> tuple[Value, ...]:
    certificate = held.certificate
    return (
        certificate.number,
        certificate.exam.title,
        certificate.issued_on,
        certificate.valid_until,
        state_words(held),
    )


def state_words(held: Held) -> str:
    """Say what it is worth; why it was withdrawn; by which later one it was renewed."""
    words = [str(held.standing.label)]
    if held.certificate.withdrawn_because:
        words.append(str(held.certificate.get_withdrawn_because_display()))
    if held.renewed_by:
        words.append(_("renewed by %s") % held.renewed_by)
    return "；".join(words)
