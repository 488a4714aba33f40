"""An enterprise's procedures in its archive: every version, who looked at it, who has signed it, its pictures."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.models.procedure_readings import ProcedureReading
from courses.models.procedures import Procedure, ProcedureVersion
from courses.procedures.steps import WORDS
from organizations.filing.archive_writer import Filed, Piece
from organizations.filing.dossier import Dossier, FileColumn, FileSection, Value
from organizations.filing.papers import papers_and_tables_of

if TYPE_CHECKING:
    from organizations.models import Unit, User


def procedures_part(enterprise: Unit) -> list[Piece]:
    """Return a folder for every procedure of the enterprise."""
    procedures = Procedure.objects.filter(enterprise=enterprise).select_related("enterprise", "post")
    return [partial(_folder, procedure) for procedure in procedures]


def _folder(procedure: Procedure) -> Iterator[Filed]:
    versions = list(
        procedure.versions.select_related("made_by")
        .prefetch_related("steps__picture", "reviews__by")
        .order_by("number")
    )
    folders = (_("Procedures"), procedure.name)
    dossier = procedure_dossier(procedure, versions)
    yield from papers_and_tables_of(dossier, *folders, procedure.name)
    yield from (shown for version in _published(versions) for shown in _pictures(version, folders))


def procedure_dossier(procedure: Procedure, versions: Sequence[ProcedureVersion]) -> Dossier:
    """Return the file to read. One query, where the steps and reviews of the versions are fetched."""
    return Dossier(
        title=_("File of one procedure"),
        name=procedure.name,
        about=[(_("Enterprise"), procedure.enterprise.shown_name), (_("Post"), procedure.post.name)],
        sections=[
            _versions(versions),
            _reviews(versions),
            *(_steps(version) for version in _published(versions)),
            _signatures(procedure),
        ],
        signed_by=(_("Safety officer"), _("Date")),
    )


def _published(versions: Sequence[ProcedureVersion]) -> list[ProcedureVersion]:
    return [version for version in versions if version.published_at is not None]


def _versions(versions: Sequence[ProcedureVersion]) -> FileSection:
    return FileSection(
        key="versions",
        title=_("Versions"),
        columns=(
            FileColumn(_("Version")),
            FileColumn(_("State"), 3),
            FileColumn(_("Written by"), 3),
            FileColumn(_("In force since"), 4),
            FileColumn(_("What has changed"), 8),
        ),
        rows=[
            (
                str(version.number),
                str(version.get_state_display()),
                version.made_by.name if version.made_by else "",
                version.published_at,
                version.changes,
            )
            for version in versions
        ],
        empty=_("No version has been begun."),
    )


def _reviews(versions: Sequence[ProcedureVersion]) -> FileSection:
    return FileSection(
        key="reviews",
        title=_("Reviews"),
        columns=(
            FileColumn(_("Version")),
            FileColumn(_("Reviewed as"), 3),
            FileColumn(_("Reviewed by"), 3),
            FileColumn(_("Reviewed at"), 4),
            FileColumn(_("Outcome"), 2),
            FileColumn(_("Remark"), 7),
        ),
        rows=[
            (
                str(version.number),
                str(review.get_stage_display()),
                review.by.name,
                review.at,
                str(review.get_outcome_display()),
                review.remark,
            )
            for version in versions
            for review in version.reviews.all()
        ],
        empty=_("Nobody has looked at a version yet."),
    )


def _steps(version: ProcedureVersion) -> FileSection:
    return FileSection(
        key=f"steps-{version.number}",
        title=_("Steps of version %d") % version.number,
        columns=(
            FileColumn(_("Step")),
            *(FileColumn(str(label), 5) for label in WORDS.values()),
            FileColumn(_("Critical step"), 2),
        ),
        rows=[
            (str(step.place), *(getattr(step, field) for field in WORDS), _("yes") if step.is_critical else _("no"))
            for step in version.steps.all()
        ],
        empty=_("No step stands in it."),
    )


def _signatures(procedure: Procedure) -> FileSection:
    readings = ProcedureReading.objects.filter(version__procedure=procedure)
    ordered = readings.select_related("version", "worker", "unit").order_by("version__number", "signed_at", "pk")
    return FileSection(
        key="signatures",
        title=_("Who has read and signed it"),
        columns=(
            FileColumn(_("Version")),
            FileColumn(_("Full name"), 3),
            FileColumn(_("Unit of that day"), 4),
            FileColumn(_("Opened at"), 4),
            FileColumn(_("Signed at"), 4),
        ),
        rows=[
            (
                str(reading.version.number),
                reading.worker.name,
                reading.unit.name if reading.unit else "",
                reading.read_at,
                reading.signed_at,
            )
            for reading in ordered
        ],
        empty=_("Nobody has opened it yet."),
    )


def _pictures(version: ProcedureVersion, folders: tuple[str, ...]) -> Iterator[Filed]:
    for step in version.steps.all():
        if step.picture is not None:
            words = {"number": version.number, "place": step.place}
            name = _("version %(number)d, step %(place)d") % words + posixpath.splitext(step.picture.file.name)[1]
            yield Filed((*folders, _("Pictures"), name), step.picture.file)


def procedures_section(person: User) -> FileSection:
    """Return the versions of procedures that he has opened, and when he signed them, the latest first. One query."""
    readings = person.procedure_readings.select_related("version__procedure__enterprise", "unit").order_by(
        "-read_at", "-pk"
    )
    return FileSection(
        key="procedures",
        title=_("Procedures of the post"),
        columns=(
            FileColumn(_("Procedure"), 7),
            FileColumn(_("Version")),
            FileColumn(_("In force since"), 4),
            FileColumn(_("Opened at"), 4),
            FileColumn(_("Signed at"), 4),
            FileColumn(_("Unit of that day"), 5),
        ),
        rows=[_reading_row(reading) for reading in readings],
        empty=_("He has opened no procedure yet."),
        notes=(_("Signing says: I have read every step, and I promise to work by them."),),
    )


def _reading_row(reading: ProcedureReading) -> tuple[Value, ...]:
    version = reading.version
    return (
        version.procedure.name,
        str(version.number),
        version.published_at,
        reading.read_at,
        reading.signed_at,
        f"{version.procedure.enterprise.shown_name} · {reading.unit.name if reading.unit else ''}",
    )
