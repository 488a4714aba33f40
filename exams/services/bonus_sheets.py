"""A bonus sheet from its count to its publication, back, and its supplements after the lock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.bonus.drawing_up import draw_up, stands_as_counted
from exams.bonus.months import month_after, month_text
from exams.errors import BonusRefused
from exams.models import BonusLine, BonusSheet, BonusTeamLine, SheetState
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import Unit, User

USUAL_DAYS, MOST_DAYS = 3, 30
WINDOW_ENDS = time(18)
BATCH = 500
# what a sheet that is counted again has no more
NOT_PUBLISHED = {"state": SheetState.COMPUTED, "published_at": None, "published_by": None, "appeals_until": None}


@transaction.atomic
def compute_sheet(*, enterprise: Unit, month: date, by: User | None) -> BonusSheet:
    """Count the month and keep it, a line a worker; only the safety officer and the head see it yet.

    Raises NoExamThatMonth; BonusRefused where the month has a sheet.
    """
    sheet = BonusSheet(enterprise=enterprise, month=month, paid_in=month)
    return _first(sheet, by=by)


@transaction.atomic
def compute_again(*, sheet: BonusSheet, reason: str, by: User) -> BonusSheet:
    """Count the sheet anew from the exams as they are; one that was shown is withdrawn until it is shown again.

    Raises BonusRefused when it bears a signature or is locked, and without a reason for one that was shown.
    """
    sheet = _locked(sheet)
    if sheet.state == SheetState.LOCKED:
        raise BonusRefused(_("The sheet is locked. What has changed since becomes a supplement next month."))
    if sheet.state == SheetState.SIGNED:
        raise BonusRefused(_("The sheet bears a signature. Send it back first, then count it again."))
    reason = reason.strip()
    if sheet.state == SheetState.PUBLISHED and not reason:
        raise BonusRefused(_("The teams have seen this sheet: say why it is counted again."))
    for field, value in NOT_PUBLISHED.items():
        setattr(sheet, field, value)
    if reason and not sheet.is_supplement:  # a supplement goes on saying what it is for
        sheet.reason = reason
    return _fill(sheet, by=by, action="bonus.recompute", reason=reason)


@transaction.atomic
def begin_supplement(*, enterprise: Unit, month: date, reason: str, by: User) -> BonusSheet:
    """Keep what has changed since the month's sheets were locked: the differences alone, to be paid with a later month.

    Raises BonusRefused while a sheet of the month is not locked, without a reason, and when nothing has moved.
    """
    sheets = list(BonusSheet.objects.select_for_update().filter(enterprise=enterprise, month=month).order_by("number"))
    if not sheets or any(sheet.state != SheetState.LOCKED for sheet in sheets):
        raise BonusRefused(_("A supplement comes after the lock. Count the sheet again instead."))
    if not reason.strip():
        raise BonusRefused(_("Say what the supplement is for: it stands on it."))
    paid_in = max(month_after(month), timezone.localdate().replace(day=1))
    sheet = BonusSheet(enterprise=enterprise, month=month, number=len(sheets), paid_in=paid_in, reason=reason.strip())
    return _first(sheet, by=by)


@transaction.atomic
def publish_sheet(*, sheet: BonusSheet, days: int = USUAL_DAYS, by: User) -> BonusSheet:
    """Show every worker his line and every team leader his team's; appeals are taken until 18:00 so many days later.

    Raises BonusRefused when it was shown, an exam still runs, something has changed since it was counted, or the days
    are not from 1 to 30.
    """
    sheet = _locked(sheet)
    if sheet.state != SheetState.COMPUTED:
        raise BonusRefused(_("The teams see this sheet already."))
    if not 1 <= days <= MOST_DAYS:
        raise BonusRefused(_("The time for appeals is from 1 to %d days.") % MOST_DAYS)
    if sheet.is_provisional:
        raise BonusRefused(_("An exam of this month was not closed when it was counted. Close it, then count again."))
    if not stands_as_counted(sheet):
        raise BonusRefused(_("Something has changed since this sheet was counted. Count it again before it is shown."))
    sheet.state, sheet.published_at, sheet.published_by = SheetState.PUBLISHED, timezone.now(), by
    sheet.appeals_until = window_end(sheet.published_at, days)
    sheet.full_clean()
    sheet.save()
    record(
        "bonus.publish",
        by=by,
        subject=sheet,
        unit=sheet.enterprise,
        mark=sheet.mark,
        until=sheet.appeals_until.isoformat(),
    )
    return sheet


def window_end(begun: datetime, days: int) -> datetime:
    """Return 18:00 so many days later, by the clock on the wall."""
    day = timezone.localdate(begun) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, WINDOW_ENDS))


@transaction.atomic
def send_back(*, sheet: BonusSheet, reason: str, by: User) -> BonusSheet:
    """Take the safety officer's signature off a sheet that the head has not signed: it can be counted again.

    The signature stays on record, with the reason. Raises BonusRefused for any other sheet, and without a reason.
    """
    sheet = _locked(sheet)
    if sheet.state != SheetState.SIGNED:
        raise BonusRefused(_("Only a sheet that waits for the head's signature can be sent back."))
    if not reason.strip():
        raise BonusRefused(_("Say why it goes back: the safety officer reads it."))
    sheet.signatures.standing().update(
        withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_because=reason.strip()[:200]
    )
    sheet.state = SheetState.PUBLISHED
    sheet.save(update_fields=["state"])
    record("bonus.send_back", by=by, subject=sheet, unit=sheet.enterprise, reason=reason.strip()[:200])
    return sheet


def _locked(sheet: BonusSheet) -> BonusSheet:
    """Return the sheet, locked with the others of its month, the main one first: that one bears what is noted."""
    of_month = BonusSheet.objects.filter(enterprise=sheet.enterprise_id, month=sheet.month).order_by("number")
    locked = of_month.select_for_update(of=("self",)).select_related("enterprise")
    return next(one for one in locked if one.pk == sheet.pk)


def _first(sheet: BonusSheet, *, by: User | None) -> BonusSheet:
    try:
        with transaction.atomic():
            return _fill(sheet, by=by, action="bonus.compute", reason=sheet.reason)
    except IntegrityError as error:
        words = {"month": month_text(sheet.month)}
        raise BonusRefused(_("There is a sheet of %(month)s already: count that one again.") % words) from error


def _fill(sheet: BonusSheet, *, by: User | None, action: str, reason: str) -> BonusSheet:
    """Save the sheet with what is counted now in the place of its former rows. Raises BonusRefused for an empty one."""
    sheet.computed_at, sheet.computed_by = timezone.now(), by
    drawn = draw_up(sheet)
    if sheet.is_supplement and not drawn.rows.lines:
        raise BonusRefused(_("Nothing has changed since the sheet was locked: there is nothing to add."))
    drawn.put_on(sheet)
    sheet.touched_at = None
    sheet.save()
    BonusSheet.objects.filter(enterprise=sheet.enterprise, month=sheet.month, number=0).update(touched_at=None)
    for model in (BonusLine, BonusTeamLine):  # evidence from the first signature on; until then it may be counted anew
        QuerySet(model).filter(sheet=sheet).delete()
    BonusLine.objects.bulk_create(drawn.rows.lines, batch_size=BATCH)
    BonusTeamLine.objects.bulk_create(drawn.rows.teams, batch_size=BATCH)
    sheet.exams.set(drawn.exams)
    record(
        action,
        by=by,
        subject=sheet,
        unit=sheet.enterprise,
        month=month_text(sheet.month),
        number=sheet.number,
        mark=sheet.mark,
        reason=reason,
    )
    return sheet
