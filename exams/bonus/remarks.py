"""The remark of a line: whatever is not as usual, so that nobody has to ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from exams.bonus.lines import BonusLine
    from exams.bonus.places import Places, Stay
    from exams.bonus.seats import TakenSeat


def line_remark(line: BonusLine, own: Sequence[TakenSeat], places: Places) -> str:
    """Return the remarks on a line, most of the time none; `own` are its seats in the order of the exams."""
    said = [*_absence(line), *_places(line, own, places)]
    if line.by_make_up:
        said.append(_("a make-up counts"))
    if places.is_dispatched(line.worker):
        said.append(_("dispatched, counted alike"))
    return "；".join(said)


def no_more_remark() -> str:
    """Return the remark on who has no sitting any more."""
    return _("his sitting was voided: nothing is left of the line")


def _absence(line: BonusLine) -> list[str]:
    missed = line.exams - line.sat
    if not missed:
        return []
    if line.is_excused:
        return [_("absent with an excuse")]
    if line.exams == 1:
        return [_("absent")]
    said = _("%(missed)d of %(exams)d exams missed") % {"missed": missed, "exams": line.exams}
    return [said + (_(", %d excused") % line.excused if line.excused else "")]


def _places(line: BonusLine, own: Sequence[TakenSeat], places: Places) -> list[str]:
    """A transfer, two teams on one day, seats in two teams: the team of the last seat is the one that counts."""
    seats = {taken.unit: taken.seat.team.name for taken in own}
    if len(seats) > 1:
        return [_("sat for %s; the last one counts") % "、".join(seats.values())]
    others = places.elsewhere(line.worker, own[-1].unit)
    return [_elsewhere(others[-1], places)] if others else []


def _elsewhere(stay: Stay, places: Places) -> str:
    words = {"team": stay.name, "day": date_format(stay.since, "n月j日")}
    if stay.since > places.day:
        return _("in %(team)s since %(day)s; the team of the exam counts") % words
    return _("also in %(team)s on the day; the team of his seat counts") % words
