"""The archive of one lecture in person (一期一档): the plan, who was there and how that is known, the proof."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.archives.personal_file import in_minutes, signed_in_how
from courses.models import LearningRecord, Session
from courses.services.sessions import expected_at
from organizations.excel import workbook_bytes
from organizations.filing.archive_writer import Filed, Piece
from organizations.filing.dossier import Dossier, FileColumn, FileSection, Value
from organizations.filing.papers import papers_of
from organizations.filing.tables import table_of
from organizations.models import Unit

if TYPE_CHECKING:
    from courses.models import Attendance, SessionFile
    from organizations.models import Archive
    from organizations.models.units import UnitQuerySet

SESSION = "session"


def session_pieces(archive: Archive) -> list[Piece]:
    session = Session.objects.select_related("owner", "page", "makes_up_for", "planned_by").get(pk=archive.subject)
    return pieces_of(session, archive.unit)


def pieces_of(session: Session, unit: Unit, *folders: str) -> list[Piece]:
    """Return the work: a file to read, the sign-in table, and what proves it where the unit reaches who held it."""
    proofs = session.files.all() if unit.contains(session.owner) else ()
    return [partial(_on_paper, session, unit, folders), *(partial(_proof, kept, folders) for kept in proofs)]


def folder_of(session: Session) -> str:
    return f"{localtime(session.begins_at):%Y-%m-%d %H%M} {session.title}"


def _proof(kept: SessionFile, folders: tuple[str, ...]) -> list[Filed]:
    name = f"{kept.get_kind_display()}-{kept.filename}"
    return [Filed((*folders, _("Photos and documents"), name), kept.file, kept.digest)]


def _on_paper(session: Session, unit: Unit, folders: tuple[str, ...]) -> Iterator[Filed]:
    seen = Unit.objects.within([unit])
    present = _present(session, seen)
    dossier = Dossier(
        title=_("File of one lecture in person"),
        name=session.title,
        about=_about(session),
        sections=[
            present,
            _struck(session, seen),
            _absent(session, seen),
            *([_analysis(session), _proofs(session)] if unit.contains(session.owner) else []),
        ],
        signed_by=(_("Speaker"), _("Safety officer"), _("Date")),
    )
    stem, sign_ins = _("Lecture in person"), _("Sign-in table")
    yield from papers_of(dossier, *folders, stem)
    facts = [f"{label}：{value}" for label, value in dossier.shown_about()]
    table = table_of(present, title=session.title, above=facts)
    yield Filed((*folders, f"{sign_ins}.xlsx"), workbook_bytes([table]))


def _about(session: Session) -> list[tuple[str, Value]]:
    return [
        (_("Begins at"), session.begins_at),
        (_("Minutes"), session.minutes),
        (_("Place"), session.place),
        (_("Speaker"), f"{session.speaker}（{session.get_speaker_level_display()}）"),
        (_("Held by"), session.owner.shown_name),
        (_("For"), "、".join(unit.shown_name for unit in session.units.all())),
        (_("Lecture or case"), session.page.title if session.page else ""),
        (_("Makes up for"), session.makes_up_for.title if session.makes_up_for else ""),
        (_("Planned by"), session.planned_by.name if session.planned_by else ""),
        (_("List closed at"), session.closed_at or _("not closed yet")),
    ]


def _present(session: Session, seen: UnitQuerySet) -> FileSection:
    attendances = session.attendances.standing().filter(unit__in=seen).select_related("worker", "unit", "recorded_by")
    records = LearningRecord.objects.filter(session=session).order_by()
    counted = dict(records.values_list("worker").annotate(Sum("counted_seconds")))
    return FileSection(
        key="present",
        title=_("Who was there, and how that is known"),
        columns=(
            FileColumn(_("Unit of that day"), 4),
            FileColumn(_("Full name"), 3),
            FileColumn(_("Signed in at"), 4),
            FileColumn(_("Signed in how"), 5),
            FileColumn(_("Came in at"), 4),
            FileColumn(_("Minutes that count"), 3),
        ),
        rows=[_present_row(each, counted) for each in attendances.order_by("unit__path", "at", "pk")],
        empty=_("Nobody has signed in."),
    )


def _present_row(attendance: Attendance, counted: dict[int, int]) -> tuple[Value, ...]:
    seconds = counted.get(attendance.worker_id)
    return (
        attendance.unit.name if attendance.unit else "",
        attendance.worker.name,
        attendance.at,
        signed_in_how(attendance),
        attendance.received_at,
        None if seconds is None else in_minutes(seconds),
    )


def _struck(session: Session, seen: UnitQuerySet) -> FileSection:
    struck = session.attendances.filter(unit__in=seen, strike__isnull=False)
    return FileSection(
        key="struck",
        title=_("Struck from the list"),
        columns=(
            FileColumn(_("Full name"), 3),
            FileColumn(_("reason"), 8),
            FileColumn(_("struck by"), 4),
            FileColumn(_("struck at"), 4),
        ),
        rows=[
            (each.worker.name, each.strike.reason, each.strike.struck_by.name, each.strike.struck_at)
            for each in struck.select_related("worker", "strike__struck_by")
        ],
        empty=_("Nobody was struck."),
    )


def _analysis(session: Session) -> FileSection:
    newest = session.analyses.first()
    return FileSection(
        key="analysis",
        title=_("What we worked out"),
        columns=(FileColumn(pgettext("analysis of a lecture", "Part"), 3), FileColumn(_("Text"), 14)),
        rows=newest.parts() if newest else [],
        empty=_("Nothing has been written down."),
    )


def _absent(session: Session, seen: UnitQuerySet) -> FileSection:
    here = session.attendances.standing().values("worker")
    absent = expected_at(session).filter(unit__in=seen).exclude(user__in=here)
    return FileSection(
        key="absent",
        title=_("Who was expected and did not come"),
        columns=(
            FileColumn(_("Workshop or team"), 4),
            FileColumn(_("Employee number"), 3),
            FileColumn(_("Full name"), 3),
        ),
        rows=[(place.unit.name, place.employee_no, place.user.name) for place in absent],
        empty=_("Everybody who was expected is here."),
        notes=(_("Counted by the roster of the day on which this file was made."),),
    )


def _proofs(session: Session) -> FileSection:
    kept = session.files.select_related("uploaded_by")
    return FileSection(
        key="proofs",
        title=_("Photos and documents"),
        columns=(
            FileColumn(_("What it is"), 3),
            FileColumn(_("File"), 5),
            FileColumn(_("Uploaded"), 5),
            FileColumn(_("SHA-256"), 9),
        ),
        rows=[
            (
                str(file.get_kind_display()),
                file.filename,
                f"{localtime(file.uploaded_at):%Y-%m-%d %H:%M} {file.uploaded_by.name if file.uploaded_by else ''}",
                file.digest,
            )
            for file in kept
        ],
        empty=_("No photo and no document has been kept."),
    )
