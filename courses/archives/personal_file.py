"""What a personal file says of learning: the hours of every year, every stretch of it, every lecture in person."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.hours.year import hours_by_year
from courses.models.records import LearnedBy, LearningCategory, LearningRecord
from organizations.filing.dossier import FileColumn, FileSection, Value

if TYPE_CHECKING:
    from courses.models import Attendance
    from organizations.models import User


def hours_section(person: User) -> FileSection:
    """Return the counted hours of each year by category, corrections taken in. One query."""
    years = hours_by_year(person)
    return FileSection(
        key="hours",
        title=_("Hours of training by year"),
        columns=(
            FileColumn(_("Year")),
            *(FileColumn(str(category.label)) for category in LearningCategory),
            FileColumn(_("Together")),
        ),
        rows=[(str(year), *years[year].shown.values()) for year in sorted(years, reverse=True)],
        empty=_("No hours of training are on record."),
        notes=(
            _(
                "Hours of 60 minutes by the server's clock, rounded down. None counts twice at one time or above the "
                "day's cap; corrections are taken in."
            ),
        ),
    )


def learning_section(person: User) -> FileSection:
    """Return every stretch of learning, the latest first, each correction below what it corrects. One query."""
    records = list(LearningRecord.objects.filter(worker=person).select_related("unit", "recorded_by"))
    corrections: dict[int, list[LearningRecord]] = defaultdict(list)
    for record in reversed(records):
        if record.corrects_id:
            corrections[record.corrects_id].append(record)
    ordered = [row for record in records if not record.corrects_id for row in (record, *corrections.get(record.pk, ()))]
    return FileSection(
        key="learning",
        title=_("What was learned"),
        columns=(
            FileColumn(_("Begins at"), 5),
            FileColumn(_("Title"), 8),
            FileColumn(_("Category"), 3),
            FileColumn(_("How"), 3),
            FileColumn(_("Minutes spent"), 3),
            FileColumn(_("Minutes that count"), 3),
            FileColumn(_("Unit of that day"), 4),
        ),
        rows=[_record_row(record) for record in ordered],
        empty=_("Nothing has been learned yet."),
        notes=(_("A correction stands below the row it corrects, with its reason and who made it."),)
        if corrections
        else (),
    )


def _record_row(record: LearningRecord) -> tuple[Value, ...]:
    corrected = record.how == LearnedBy.CORRECTION
    by = f"（{record.recorded_by.name}）" if record.recorded_by else ""
    return (
        record.began_at,
        f"{record.title}：{record.reason}{by}" if corrected else record.title,
        str(record.get_category_display()),
        str(record.get_how_display()),
        None if corrected else in_minutes(record.seconds),
        in_minutes(record.counted_seconds),
        record.unit.name if record.unit else "",
    )


def in_minutes(seconds: int) -> Decimal:
    """Return minutes to one place, rounded towards zero."""
    return Decimal(int(seconds / 6)).scaleb(-1)


def sessions_section(person: User) -> FileSection:
    """Return the lectures in person that he signed in to, and how each is known. One query."""
    attendances = (
        person.attendances.standing().select_related("session", "session__owner", "recorded_by").order_by("-at")
    )
    return FileSection(
        key="sessions",
        title=_("Lectures in person"),
        columns=(
            FileColumn(_("Begins at"), 5),
            FileColumn(_("Title"), 6),
            FileColumn(_("Held by"), 4),
            FileColumn(_("Place"), 3),
            FileColumn(_("Speaker"), 3),
            FileColumn(_("Signed in at"), 5),
            FileColumn(_("Signed in how"), 4),
        ),
        rows=[_attendance_row(attendance) for attendance in attendances],
        empty=_("He has signed in to no lecture in person."),
    )


def _attendance_row(attendance: Attendance) -> tuple[Value, ...]:
    session = attendance.session
    return (
        session.begins_at,
        session.title,
        session.owner.shown_name,
        session.place,
        f"{session.speaker}（{session.get_speaker_level_display()}）",
        attendance.at,
        signed_in_how(attendance),
    )


def signed_in_how(attendance: Attendance) -> str:
    """Return how his being there is known, and by whom where somebody said it."""
    how = str(attendance.get_how_display())
    return f"{how}（{attendance.recorded_by.name}）" if attendance.recorded_by else how
