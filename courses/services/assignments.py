"""Telling people what to learn, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.library import section_units, taught_pages
from courses.models.assignments import Assignment, AssignmentItem
from organizations.audit import record
from organizations.errors import Refused

if TYPE_CHECKING:
    from organizations.models import Post, Unit, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whoever works below one of `units`; of one of `industries` and in one of `posts`, where any are named."""

    units: Collection[Unit]
    industries: Collection[str] = ()
    posts: Collection[Post] = ()


@transaction.atomic
def assign(
    *,
    title: str,
    pages: Sequence[int],
    audience: Audience,
    owner: Unit,
    by: User | None,
    due_on: date | None = None,
    needed_share: int = 100,
    is_push: bool = False,
) -> Assignment:
    """Assign these pages, in this order.

    Raises Refused for no pages, no units, a past day, or a lecture that not all of them can open.
    """
    _check(pages, audience, due_on)
    assignment = Assignment(
        title=title.strip(),
        owner=owner,
        industries=sorted(audience.industries),
        due_on=due_on,
        needed_share=needed_share,
        is_push=is_push,
        assigned_by=by,
    )
    assignment.full_clean()
    assignment.save()
    assignment.units.set(audience.units)
    assignment.posts.set(audience.posts)
    AssignmentItem.objects.bulk_create(
        [AssignmentItem(assignment=assignment, page_id=page, place=place) for place, page in enumerate(pages)]
    )
    record("learning.assign", by=by, subject=assignment, unit=owner, pages=list(pages))
    return assignment


@transaction.atomic
def withdraw(*, assignment: Assignment, by: User) -> None:
    """Nobody is asked for it any more; what was learned stays."""
    if assignment.withdrawn_at is None:
        assignment.withdrawn_at = timezone.now()
        assignment.save(update_fields=["withdrawn_at"])
        record("learning.withdraw", by=by, subject=assignment, unit=assignment.owner)


def _check(pages: Sequence[int], audience: Audience, due_on: date | None) -> None:
    found = taught_pages(pages)
    if not pages or len(found) != len(set(pages)) or len(pages) != len(set(pages)):
        raise Refused(_("Choose at least one published case or lecture, each once."))
    if not audience.units:
        raise Refused(_("Choose for whom it is."))
    if due_on is not None and due_on < timezone.localdate():
        raise Refused(_("The day until which it is due is over. Choose a later one."))
    for page, unit in section_units(pages).items():
        if not all(unit.contains(each) for each in audience.units):
            raise Refused(
                _("“%(lecture)s” can only be opened by people of %(unit)s. Choose units of it, or another lecture.")
                % {"lecture": found[page].title, "unit": unit.shown_name}
            )
