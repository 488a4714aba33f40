"""What the desk shows of bonus sheets: the months, the steps of a sheet, and what the reader can do next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exams.bonus.drawing_up import stands_as_counted, what_moved
from exams.bonus.owed import Owed, marks_for
from exams.bonus.rule_data import read_rule
from exams.bonus.rule_words import Said, team_bands, worker_bands
from exams.bonus.sheet import NoExamThatMonth, bonus_exams, months_with_bonus
from exams.bonus.words import how_counted, version_words
from exams.models import (
    AppealOutcome,
    BonusAppeal,
    BonusRule,
    BonusSheet,
    BonusSignature,
    ExamState,
    SheetState,
    SignedAs,
)
from exams.services.bonus_signing import why_not_yet
from organizations.scopes import Reach, may

if TYPE_CHECKING:
    from datetime import datetime

    from exams.bonus.shown import Shown
    from organizations.models import Unit, User
    from organizations.models.units import UnitQuerySet


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of one enterprise, with the sheets that are kept of it; none yet is empty.

    `marks` say what has moved, who waits for an answer, and whether the reader is to sign.
    """

    enterprise: Unit
    month: date
    sheets: tuple[BonusSheet, ...] = ()
    marks: tuple[Owed, ...] = ()


def months_at_desk(enterprises: UnitQuerySet, user: User) -> list[MonthLine]:
    """Return every month with exams for the bonus, the latest first. Six queries."""
    marks = marks_for(user, enterprises)
    kept: defaultdict[tuple[int, date], list[BonusSheet]] = defaultdict(list)
    for sheet in BonusSheet.objects.filter(enterprise__in=enterprises).order_by("number"):
        kept[sheet.enterprise_id, sheet.month].append(sheet)
    return [
        MonthLine(enterprise, month, tuple(kept[enterprise.pk, month]), tuple(marks[enterprise.pk, month]))
        for enterprise, month in months_with_bonus(enterprises)
    ]


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step on the way of a sheet; `state` is done, now, or empty."""

    label: str
    note: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class SignBox:
    """A place for a signature: the one that is there, or why there is none yet; `can_sign` is for the reader."""

    label: str
    signature: BonusSignature | None
    reason: str
    can_sign: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a sheet is and what this reader can do about it.

    `is_stale`: a count now would come out otherwise. `moved`: how many lines a supplement would have.
    """

    steps: tuple[FlowStep, ...]
    boxes: tuple[SignBox, ...]
    appeals: tuple[BonusAppeal, ...]
    keeps: bool
    is_stale: bool
    moved: int
    can_send_back: bool
    siblings: tuple[BonusSheet, ...]
    paid_along: tuple[BonusSheet, ...]
    version: str
    resolution: str
    worker_bands: list[Said]
    team_bands: list[Said]
    said: list[str]
    upheld: int = 0
    now: datetime = field(default_factory=timezone.now)

    @property
    def waiting(self) -> int:
        return sum(appeal.answered_at is None for appeal in self.appeals)


def standing_of(shown: Shown, user: User) -> Standing:
    """Return where the sheet stands for this reader. What has moved is counted only where something is noted."""
    sheet, rule = shown.sheet, read_rule(shown.sheet.rule)
    appeals = tuple(sheet.appeals.select_related("worker", "answered_by")) if shown.is_kept else ()
    keeps, signs = (may(user, reach, sheet.enterprise) for reach in (Reach.KEEP_BONUS, Reach.SIGN_BONUS))
    others = BonusSheet.objects.filter(enterprise=sheet.enterprise).exclude(pk=sheet.pk)
    siblings = tuple(others.filter(month=sheet.month).order_by("number"))
    may_differ = shown.is_kept and _may_differ(sheet, siblings)
    return Standing(
        steps=_steps(shown, sum(appeal.answered_at is None for appeal in appeals)),
        boxes=_boxes(shown, user, {SignedAs.OFFICER: keeps, SignedAs.HEAD: signs}),
        appeals=appeals,
        keeps=keeps,
        is_stale=may_differ and sheet.state != SheetState.LOCKED and not stands_as_counted(sheet),
        moved=_moved(shown, siblings) if may_differ else 0,
        can_send_back=sheet.state == SheetState.SIGNED and (keeps or signs),
        siblings=siblings,
        paid_along=tuple(others.filter(paid_in=sheet.month, number__gt=0).exclude(month=sheet.month)),
        version=version_words(sheet),
        resolution=_resolution(sheet),
        worker_bands=worker_bands(rule),
        team_bands=team_bands(rule),
        said=how_counted(shown.rows, shown.exams),
        upheld=sum(_waits_for_a_count(appeal, sheet) for appeal in appeals),
    )


def _may_differ(sheet: BonusSheet, siblings: Sequence[BonusSheet]) -> bool:
    """Whether something was noted on the month's main sheet, or an exam of it is open: then nothing is noted."""
    main = siblings[0] if sheet.is_supplement else sheet
    still_open = bonus_exams(sheet.enterprise, sheet.month).exclude(state=ExamState.CLOSED)
    return main.touched_at is not None or still_open.exists()


def _waits_for_a_count(appeal: BonusAppeal, sheet: BonusSheet) -> bool:
    return (
        appeal.outcome == AppealOutcome.UPHELD
        and appeal.answered_at is not None
        and appeal.answered_at > sheet.computed_at
    )


def _resolution(sheet: BonusSheet) -> str:
    if sheet.rule_version is None:
        return ""
    rule = BonusRule.objects.filter(enterprise=sheet.enterprise, version=sheet.rule_version).first()
    return rule.resolution if rule else ""


def _moved(shown: Shown, siblings: Sequence[BonusSheet]) -> int:
    """Only the last sheet of a month that is locked whole can have a supplement."""
    sheet = shown.sheet
    if sheet.state != SheetState.LOCKED or any(
        other.state != SheetState.LOCKED or other.number > sheet.number for other in siblings
    ):
        return 0
    try:
        return len(what_moved(sheet))
    except NoExamThatMonth:
        return 0


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "n月j日") if moment else ""


def _steps(shown: Shown, waiting: int) -> tuple[FlowStep, ...]:
    sheet = shown.sheet
    signed = {signature.signed_as: signature for signature in shown.signatures}
    officer, head = signed.get(SignedAs.OFFICER), signed.get(SignedAs.HEAD)
    at = _reached(shown, waiting)
    said = [
        (_("Counted"), _day(sheet.computed_at) if shown.is_kept else ""),
        (_("Shown to the teams"), _day(sheet.published_at)),
        (_("Appeals"), _appeal_note(sheet, waiting)),
        (_("Safety officer signs"), _day(officer.at if officer else None)),
        (_("Head signs"), _day(head.at if head else None)),
        (_("Locked, to finance"), _day(sheet.locked_at)),
    ]
    return tuple(
        FlowStep(label, note, "done" if place < at else "now" if place == at else "")
        for place, (label, note) in enumerate(said)
    )


def _reached(shown: Shown, waiting: int) -> int:
    """Return which step it is now: 0 to 6, where 6 is all done."""
    sheet = shown.sheet
    if not shown.is_kept:
        return 0
    if sheet.state == SheetState.PUBLISHED:
        return 2 if waiting or sheet.takes_appeals else 3
    return {SheetState.COMPUTED: 1, SheetState.SIGNED: 4, SheetState.LOCKED: 6}[SheetState(sheet.state)]


def _appeal_note(sheet: BonusSheet, waiting: int) -> str:
    if waiting:
        return ngettext("%d to answer", "%d to answer", waiting) % waiting
    if sheet.takes_appeals and sheet.appeals_until:
        return _("until %s") % date_format(timezone.localtime(sheet.appeals_until), "n月j日 H:i")
    return ""


def _boxes(shown: Shown, user: User, reaches: dict[SignedAs, bool]) -> tuple[SignBox, ...]:
    signed = {signature.signed_as: signature for signature in shown.signatures}
    has_signed = any(signature.by_id == user.pk for signature in shown.signatures)
    boxes = []
    for signed_as in SignedAs:
        there = signed.get(signed_as)
        reason = "" if there else why_not_yet(shown.sheet, signed_as) if shown.is_kept else _("First keep the sheet.")
        can = reaches[signed_as] and not there and not reason and not has_signed
        boxes.append(SignBox(str(signed_as.label), there, reason, can))
    return tuple(boxes)
