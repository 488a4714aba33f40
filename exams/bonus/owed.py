"""What the bonus owes and to whom: read from what is kept and noted, nothing is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exams.bonus.words import sheet_title
from exams.models import AppealOutcome, Attempt, BonusAppeal, BonusSheet, BonusSignature, ExamState, SheetState
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from organizations.models import Unit, User
    from organizations.models.units import UnitQuerySet

OFFICER, HEAD = frozenset({Reach.KEEP_BONUS}), frozenset({Reach.SIGN_BONUS})
ASKED_FOR = timedelta(days=366)  # what nobody has counted for so long is not wanted any more


class Wait(StrEnum):
    """What a month's bonus waits for."""

    COUNT = "count"
    SUPPLEMENT = "supplement"
    COUNT_AGAIN = "count_again"
    SEND_BACK = "send_back"
    ANSWERS = "answers"
    SHOW = "show"
    SIGN = "sign"


SEEN_BY_ALL = {Wait.SUPPLEMENT, Wait.COUNT_AGAIN, Wait.SEND_BACK, Wait.ANSWERS}


PART = {Wait.ANSWERS: "appeals", Wait.SIGN: "signs"}  # of the sheet's page; the other things are done at its "next"


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that a sheet waits for; `by` are the reaches of who has to do it, `appeals` how many want an answer.

    `signed_by` has signed the sheet before: the second signature is another person's. Where a month has no sheet yet,
    it is one that is not saved.
    """

    sheet: BonusSheet
    wait: Wait
    by: frozenset[Reach]
    appeals: int = 0
    signed_by: int | None = None

    @property
    def short(self) -> str:
        """What is to be done, in two words."""
        match self.wait:
            case Wait.ANSWERS:
                return ngettext("%d to answer", "%d to answer", self.appeals) % self.appeals
            case Wait.SIGN:
                return _("for you to sign")
            case _:
                return _("something has changed")

    @property
    def title(self) -> str:
        return sheet_title(self.sheet)

    @property
    def url(self) -> str:
        """Where it is done: on a phone the part of the page is far down."""
        page = reverse("exams:bonus_sheet", args=[self.sheet.enterprise.code, self.sheet.month])
        number = f"?number={self.sheet.number}" if self.sheet.number else ""
        return f"{page}{number}#{PART.get(self.wait, 'next')}"

    @property
    def said(self) -> str:
        """What is to be done, in a sentence."""
        if self.wait == Wait.ANSWERS:
            words = ngettext("%d appeal waits for an answer.", "%d appeals wait for an answer.", self.appeals)
            return words % self.appeals
        return {
            Wait.COUNT: _("Its exams are over: count it."),
            Wait.SUPPLEMENT: _("Something has changed since it was locked: a supplement may be due."),
            Wait.SEND_BACK: _("Something has changed since it was counted: send it back, then count it again."),
            Wait.COUNT_AGAIN: _("Something has changed since it was counted, or an appeal was upheld: count it again."),
            Wait.SHOW: _("Counted, but not shown to the teams yet."),
            Wait.SIGN: _("Waits for your signature."),
        }[self.wait]


def owed_by(user: User) -> list[Owed]:
    """Return what this person has to do for the bonus of his enterprises, the latest month first. Up to 5 queries."""
    own = _own(user)
    found = [*_without_a_sheet(own[Reach.KEEP_BONUS]), *_on_sheets({*own[Reach.KEEP_BONUS], *own[Reach.SIGN_BONUS]})]
    mine = (one for one in found if _is_of(user, own, one))
    return sorted(mine, key=lambda one: (one.sheet.month, one.sheet.number), reverse=True)


def marks_for(user: User, enterprises: UnitQuerySet) -> Mapping[tuple[int, date], list[Owed]]:
    """Return by enterprise and month what has moved, what waits for an answer, and what this person is to sign.

    Three queries.
    """
    own = _own(user)
    marks: defaultdict[tuple[int, date], list[Owed]] = defaultdict(list)
    for one in _on_sheets(enterprises):
        if one.wait in SEEN_BY_ALL or (one.wait == Wait.SIGN and _is_of(user, own, one)):
            marks[one.sheet.enterprise_id, one.sheet.month].append(one)
    return marks


def _own(user: User) -> dict[Reach, dict[int, Unit]]:
    return {
        reach: units_in_reach(user, reach).enterprises().in_bulk() for reach in (Reach.KEEP_BONUS, Reach.SIGN_BONUS)
    }


def _is_of(user: User, own: Mapping[Reach, Collection[int]], one: Owed) -> bool:
    return one.signed_by != user.pk and any(one.sheet.enterprise_id in own[reach] for reach in one.by)


def _on_sheets(enterprises: Collection[int] | UnitQuerySet) -> list[Owed]:
    """Return what the last sheet of each month waits for, whoever has to do it. One query."""
    main = BonusSheet.objects.filter(enterprise=OuterRef("enterprise"), month=OuterRef("month"), number=0)
    later = BonusSheet.objects.filter(
        enterprise=OuterRef("enterprise"), month=OuterRef("month"), number__gt=OuterRef("number")
    )
    open_seats = Attempt.objects.filter(
        enterprise=OuterRef("enterprise"), exam__bonus_month=OuterRef("month"), exam__state=ExamState.PUBLISHED
    )
    upheld = BonusAppeal.objects.filter(
        sheet=OuterRef("pk"), outcome=AppealOutcome.UPHELD, answered_at__gt=OuterRef("computed_at")
    )
    signatures = BonusSignature.objects.standing().filter(sheet=OuterRef("pk"))
    sheets = (
        BonusSheet.objects.filter(~Exists(later), enterprise__in=enterprises)
        .annotate(noted_at=Subquery(main.values("touched_at")))
        .exclude(state=SheetState.LOCKED, noted_at=None)
        .annotate(
            is_running=Exists(open_seats),
            is_upheld=Exists(upheld),
            appeals_open=Count("appeals", filter=Q(appeals__answered_at=None)),
            signed_by=Subquery(signatures.values("by")[:1]),
        )
        .select_related("enterprise")
        .defer("rule")
    )
    now = timezone.now()
    return [owed for sheet in sheets for owed in _owed_on(sheet, now)]


def _owed_on(sheet: Any, now: datetime) -> Iterator[Owed]:
    if sheet.appeals_open:
        yield Owed(sheet, Wait.ANSWERS, OFFICER, appeals=sheet.appeals_open)
    is_wrong = sheet.noted_at is not None or sheet.is_upheld
    match sheet.state:
        case SheetState.LOCKED:
            yield Owed(sheet, Wait.SUPPLEMENT, OFFICER)
        case SheetState.SIGNED if is_wrong:
            yield Owed(sheet, Wait.SEND_BACK, OFFICER | HEAD)
        case SheetState.SIGNED:
            yield Owed(sheet, Wait.SIGN, HEAD, signed_by=sheet.signed_by)
        case SheetState.COMPUTED if sheet.is_running:
            return  # until its exams are over nothing can be done about it
        case _ if is_wrong or sheet.is_provisional:
            yield Owed(sheet, Wait.COUNT_AGAIN, OFFICER)
        case SheetState.COMPUTED:
            yield Owed(sheet, Wait.SHOW, OFFICER)
        case SheetState.PUBLISHED if not sheet.appeals_open and sheet.appeals_until <= now:
            yield Owed(sheet, Wait.SIGN, OFFICER)


def _without_a_sheet(enterprises: Mapping[int, Unit]) -> Iterator[Owed]:
    """Yield the months of the last year whose exams are all closed, and that nobody has counted. Two queries."""
    since = (timezone.localdate() - ASKED_FOR).replace(day=1)
    kept: defaultdict[date, set[int]] = defaultdict(set)
    for counted, enterprise in BonusSheet.objects.filter(
        enterprise__in=enterprises, month__gte=since, number=0
    ).values_list("month", "enterprise"):
        kept[counted].add(enterprise)
    done = [month for month, own in kept.items() if own == enterprises.keys()]
    seats = (
        Attempt.objects.filter(enterprise__in=enterprises, exam__bonus_month__gte=since)
        .exclude(exam__bonus_month__in=done)
        .exclude(exam__state=ExamState.DRAFT)
    )
    states: defaultdict[tuple[int, date], set[str]] = defaultdict(set)
    for enterprise, month, state in (
        seats.order_by().values_list("enterprise", "exam__bonus_month", "exam__state").distinct()
    ):
        if month is not None:
            states[enterprise, month].add(state)
    for (enterprise, month), found in states.items():
        if found == {ExamState.CLOSED} and enterprise not in kept[month]:
            sheet = BonusSheet(enterprise=enterprises[enterprise], month=month, paid_in=month)
            yield Owed(sheet, Wait.COUNT, OFFICER)
