"""Bringing a roster in: read, planned, and written as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.audit import record
from organizations.errors import Refused
from organizations.models import Membership, Post, Unit, UnitKind, User
from organizations.progress import Report, silent
from organizations.roster.layout import RosterRow, read_roster
from organizations.roster.plan import Place, RosterPlan, plan_roster, units_by_place
from organizations.services.memberships import announce
from organizations.services.units import create_unit
from organizations.spreadsheets import read_workbook

if TYPE_CHECKING:
    from organizations.models import User as Person

BATCH = 1000


class BadRowsLeft(Refused):
    """The file has bad rows, and nobody has said that the good ones shall be taken alone."""


def plan_file(*, enterprise: Unit, path: Path, filename: str, creates_units: bool = False) -> RosterPlan:
    """Read the file and hold it against the enterprise; nothing is written. Raises BadFile."""
    rows, bad = read_roster(read_workbook(path, filename=filename), filename=filename)
    return plan_roster(enterprise=enterprise, rows=rows, bad=bad, creates_units=creates_units)


@transaction.atomic
def write_roster(
    *, enterprise: Unit, plan: RosterPlan, accept_good: bool = False, by: Person | None, report: Report = silent
) -> None:
    """Make the enterprise's memberships what the plan says, all of it or nothing; the same file again changes nothing.

    Joins count from the day of entry (today where none is given), moves and leaves from today. Raises BadRowsLeft.
    """
    if plan.bad and not accept_good:
        raise BadRowsLeft(_("There are bad rows: mend them, or accept the good ones alone."))
    today = timezone.localdate()
    steps = max(1, plan.changes)
    report(0, steps)
    units = _units(enterprise, plan.new_places, by)
    posts = _posts([row.post for row, _who in (*plan.joining, *plan.moving, *plan.changing)])
    _end(plan.leaving, today)
    report(len(plan.leaving), steps)
    _move(plan.moving, units, posts, today)
    _change(plan.changing, posts)
    done = len(plan.leaving) + len(plan.moving) + len(plan.changing)
    report(done, steps)
    for batch in _batches(plan.joining):
        _join(enterprise, batch, units, posts, today)
        done += len(batch)
        report(done, steps)
    if plan.changes:
        record(
            "roster.import",
            by=by,
            subject=enterprise,
            unit=enterprise,
            joined=len(plan.joining),
            moved=len(plan.moving),
            changed=len(plan.changing),
            left=len(plan.leaving),
        )
        announce(frozenset({enterprise.pk}))


def _end(places: Sequence[Membership], today: date) -> None:
    for start in range(0, len(places), BATCH):
        ending = Membership.objects.filter(pk__in=[place.pk for place in places[start : start + BATCH]])
        ending.update(ended_on=Greatest("started_on", Value(today)))


def _units(enterprise: Unit, new: Iterable[Place], by: Person | None) -> dict[Place, int]:
    """Create what is new, workshops before their teams, and return every unit of the enterprise by its place."""
    known = units_by_place(enterprise)
    for place in new:
        workshop = Place(place.workshop, "")
        if workshop not in known:
            known[workshop] = create_unit(
                parent=enterprise, kind=UnitKind.WORKSHOP, name=place.workshop, by=by, is_demo=enterprise.is_demo
            ).pk
        if place not in known:
            parent = Unit.objects.get(pk=known[workshop])
            known[place] = create_unit(
                parent=parent, kind=UnitKind.TEAM, name=place.team, by=by, is_demo=enterprise.is_demo
            ).pk
    return known


def _posts(names: Iterable[str]) -> dict[str, Post]:
    wanted = {name for name in names if name}
    known = {post.name: post for post in Post.objects.filter(name__in=wanted)}
    Post.objects.bulk_create([Post(name=name) for name in sorted(wanted - set(known))], ignore_conflicts=True)
    return {post.name: post for post in Post.objects.filter(name__in=wanted)}


def _join(
    enterprise: Unit,
    batch: Sequence[tuple[RosterRow, User | None]],
    units: dict[Place, int],
    posts: dict[str, Post],
    today: date,
) -> None:
    unusable = make_password(None)
    new = [User(name=row.name, phone=row.phone or None, password=unusable) for row, known in batch if known is None]
    created = iter(User.objects.bulk_create(new))
    Membership.objects.bulk_create(
        Membership(
            user=known or next(created),
            unit_id=units[Place(row.workshop, row.team)],
            enterprise=enterprise,
            employee_no=row.employee_no,
            post=posts.get(row.post),
            employment=row.employment,
            started_on=min(row.started_on or today, today) if known is None else today,
        )
        for row, known in batch
    )


def _move(
    moving: Sequence[tuple[RosterRow, Membership]], units: dict[Place, int], posts: dict[str, Post], today: date
) -> None:
    """End each place today and begin the next; who came and is moved on the same day has a place of no length."""
    _end([place for _row, place in moving], today)
    Membership.objects.bulk_create(
        [
            Membership(
                user_id=old.user_id,
                unit_id=units[Place(row.workshop, row.team)],
                enterprise_id=old.enterprise_id,
                employee_no=row.employee_no,
                post=posts.get(row.post) or old.post,
                employment=row.employment,
                started_on=today,
            )
            for row, old in moving
        ],
        batch_size=BATCH,
    )
    _rename(moving)


def _change(changing: Sequence[tuple[RosterRow, Membership]], posts: dict[str, Post]) -> None:
    for row, place in changing:
        place.employee_no, place.employment = row.employee_no, row.employment
        place.post = posts.get(row.post) or place.post
    Membership.objects.bulk_update(
        [place for _row, place in changing], ["employee_no", "employment", "post"], batch_size=BATCH
    )
    _rename(changing)


def _rename(known: Sequence[tuple[RosterRow, Membership]]) -> None:
    renamed = []
    for row, place in known:
        if (place.user.name, place.user.phone) != (row.name, row.phone or place.user.phone):
            place.user.name, place.user.phone = row.name, row.phone or place.user.phone
            renamed.append(place.user)
    User.objects.bulk_update(renamed, ["name", "phone"], batch_size=BATCH)


def _batches(
    joining: Sequence[tuple[RosterRow, User | None]],
) -> Iterable[Sequence[tuple[RosterRow, User | None]]]:
    return (joining[start : start + BATCH] for start in range(0, len(joining), BATCH))
