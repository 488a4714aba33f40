"""What courses put into an enterprise's archive: coverage of its learning tasks, and its lectures in person."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from courses.archives.session import folder_of, pieces_of
from courses.coverage.table import coverage_tables
from courses.models import Assignment, Session
from organizations.excel import workbook_bytes
from organizations.filing.archive_writer import Filed, Piece
from organizations.models import Unit

if TYPE_CHECKING:
    from organizations.models.units import UnitQuerySet


def learning_part(enterprise: Unit) -> list[Piece]:
    """Return a coverage table for every task that concerned its people, and a folder for every lecture they were at."""
    seen = Unit.objects.within([enterprise])
    tasks = [task for task in _tasks(enterprise, seen) if not task.industries or enterprise.industry in task.industries]
    lectures = [
        piece
        for session in _sessions(seen)
        for piece in pieces_of(session, enterprise, _("Lectures in person"), folder_of(session))
    ]
    return [*(partial(_coverage, task, seen) for task in tasks), *lectures]


def _tasks(enterprise: Unit, seen: UnitQuerySet) -> list[Assignment]:
    above = [enterprise.path[:end] for end in range(Unit.steplen, len(enterprise.path), Unit.steplen)]
    concerned = Assignment.objects.filter(Q(units__in=seen) | Q(units__path__in=above))
    return list(Assignment.objects.filter(pk__in=concerned.values("pk")))


def _sessions(seen: UnitQuerySet) -> list[Session]:
    concerned = Session.objects.filter(Q(owner__in=seen) | Q(attendances__unit__in=seen))
    found = Session.objects.filter(pk__in=concerned.values("pk"))
    return list(found.select_related("owner", "page", "makes_up_for", "planned_by"))


def _coverage(task: Assignment, seen: UnitQuerySet) -> list[Filed]:
    name = f"{localtime(task.assigned_at):%Y-%m-%d} {task.title}.xlsx"
    return [Filed((_("Learning tasks"), name), workbook_bytes(coverage_tables(task, seen)))]
