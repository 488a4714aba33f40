"""The archive of one learning task (一期一档): what was asked of whom, who was reached, how each has learned it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.archives.session import folder_of, pieces_of
from courses.coverage.counting import audience, coverage_of
from courses.coverage.table import ROWS_AT_ONCE, coverage_tables, definition
from courses.models import Assignment, Study
from organizations.excel import MOMENT, WHOLE, Column, Table, workbook_bytes
from organizations.excel import Value as Cell
from organizations.filing.archive_writer import Filed, Piece
from organizations.filing.dossier import Dossier, FileColumn, FileSection, Value
from organizations.filing.papers import papers_of
from organizations.models import Industry, Unit

if TYPE_CHECKING:
    from courses.coverage.counting import Coverage
    from organizations.models import Archive
    from organizations.models.units import UnitQuerySet

ASSIGNMENT = "assignment"


def assignment_pieces(archive: Archive) -> list[Piece]:
    task = Assignment.objects.select_related("owner", "assigned_by").get(pk=archive.subject)
    seen = Unit.objects.within([archive.unit])
    make_ups = task.make_ups.select_related("owner", "page", "makes_up_for", "planned_by")
    return [
        partial(_on_paper, task, archive.unit),
        partial(_coverage, task, seen),
        partial(_learning, task, seen),
        *(
            piece
            for session in make_ups
            for piece in pieces_of(session, archive.unit, _("Make-up lectures"), folder_of(session))
        ),
    ]


def _on_paper(task: Assignment, unit: Unit) -> Iterator[Filed]:
    dossier = Dossier(
        title=_("File of one learning task"),
        name=task.title,
        about=_about(task),
        sections=[_reached(task, unit)],
        signed_by=(_("Safety officer"), _("Date")),
    )
    return papers_of(dossier, _("Learning task"))


def _about(task: Assignment) -> list[tuple[str, Value]]:
    industries = [str(Industry(industry).label) for industry in task.industries]
    return [
        (_("Assigned by"), task.owner.shown_name),
        (_("Assigned at"), task.assigned_at),
        (_("By whom"), task.assigned_by.name if task.assigned_by else ""),
        (_("Due on"), task.due_on),
        (_("For"), "、".join(unit.shown_name for unit in task.units.all())),
        (_("Only these industries"), "、".join(industries) or _("all")),
        (_("Only these posts"), "、".join(post.name for post in task.posts.all()) or _("all")),
        (_("To be learned"), "；".join(item.page.title for item in task.items.select_related("page"))),
        (_("Taken back at"), task.withdrawn_at),
    ]


def _reached(task: Assignment, unit: Unit) -> FileSection:
    """Coverage of the unit and of what lies one step below it."""
    found = coverage_of(task, Unit.objects.within([unit]))
    step = Unit.steplen
    shown = [path for path in sorted(found) if path.startswith(unit.path) and len(path) <= len(unit.path) + step]
    units = {each.path: each for each in Unit.objects.filter(path__in=shown)}
    kinds = (_("Heads"), _("Workshops"), _("Teams"), _("Workers"))
    return FileSection(
        key="reached",
        title=_("Who has been reached"),
        columns=(FileColumn(_("Unit"), 5), *(FileColumn(kind, 2) for kind in kinds)),
        rows=[(units[path].shown_name, *_shares(found[path])) for path in shown],
        empty=_("It is addressed to nobody here."),
        notes=(_("Reached / expected."), definition(task)),
    )


def _shares(coverage: Coverage) -> list[str]:
    shares = (coverage.heads, coverage.workshops, coverage.teams, coverage.workers)
    return [f"{share.reached} / {share.expected}" for share in shares]


def _coverage(task: Assignment, seen: UnitQuerySet) -> list[Filed]:
    return [Filed((_("Coverage") + ".xlsx",), workbook_bytes(coverage_tables(task, seen)))]


def _learning(task: Assignment, seen: UnitQuerySet) -> list[Filed]:
    table = Table(
        name=_("Who learned what"),
        title=task.title,
        columns=(
            Column(_("Enterprise"), 24),
            Column(_("Workshop or team"), 18),
            Column(_("Employee number"), 12),
            Column(_("Full name"), 12),
            Column(_("Lecture or case"), 32),
            Column(_("opened"), 18, MOMENT),
            Column(_("read to the end"), 18, MOMENT),
            Column(_("answered"), 18, MOMENT),
            Column(_("Learned at"), 18, MOMENT),
            Column(_("Seconds"), 9, WHOLE),
        ),
        rows=_learning_rows(task, seen),
    )
    return [Filed((_("Who learned what") + ".xlsx",), workbook_bytes([table]))]


def _learning_rows(task: Assignment, seen: UnitQuerySet) -> Iterable[tuple[Cell, ...]]:
    """Everybody it is for, a row for each page; nobody is left out because he has not opened it."""
    titles = dict(task.items.values_list("page", "page__title"))
    places = audience(task, seen).select_related("user", "unit", "enterprise").order_by("unit__path", "employee_no")
    studies = {
        (study.worker_id, study.page_id): study
        for study in Study.objects.filter(page__in=titles, worker__in=places.order_by().values("user"))
    }
    for place in places.iterator(chunk_size=ROWS_AT_ONCE):
        for page, title in titles.items():
            study = studies.get((place.user_id, page))
            moments = (study.opened_at, study.read_at, study.checked_at, study.completed_at) if study else (None,) * 4
            person = (place.enterprise.shown_name, place.unit.name, place.employee_no, place.user.name)
            yield (*person, title, *moments, study.seconds if study else 0)
