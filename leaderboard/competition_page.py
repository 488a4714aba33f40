"""A competition as the desk sees it: how far it is, who stands where, what waits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from leaderboard.models import Competition, CompetitionAppeal, CompetitionState, Judge, MarkSheet, Stage
from leaderboard.seen import holds
from leaderboard.services.running import why_not_started
from leaderboard.standings import standings_of
from organizations.scopes import Reach, units_in_reach
from organizations.services.passwords import with_a_link_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from leaderboard.models import Entrant, Part
    from leaderboard.models.entrants import EntrantQuerySet
    from leaderboard.standings import PartLine, StageStanding
    from organizations.models import User

RANKS = {state: place for place, state in enumerate(CompetitionState)}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way, for components/flow.html."""

    label: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One line as its reader sees it: `name` is empty where only the start number is his to see."""

    entrant: Entrant
    name: str
    place: int | None
    total: Decimal | None
    is_vetoed: bool
    is_final: bool
    is_wide: bool
    awaits_ruling: bool
    is_awaited: bool
    waits_for: str
    parts: tuple[PartLine, ...]
    can_open: bool


@dataclass(frozen=True, slots=True)
class ShownStage:
    """A stage with the lines that its reader sees."""

    stage: Stage
    parts: tuple[Part, ...]
    lines: tuple[Shown, ...]
    is_final: bool


@dataclass(frozen=True, slots=True)
class SeenJudge:
    """A judge, how many sheets he has sent, and whether the reader may give him a link for his first password."""

    judge: Judge
    sheets: int
    lacks_password: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Everything on the desk's page about one competition. Judges, appeals and live standings are the holder's.

    `lacks` is why it can't be started yet, in a sentence; empty where it can, or is not the reader's to start.
    """

    competition: Competition
    is_holder: bool
    steps: tuple[Step, ...]
    stages: tuple[ShownStage, ...]
    entrants: tuple[Entrant, ...]
    judges: tuple[SeenJudge, ...]
    appeals: tuple[CompetitionAppeal, ...]
    competing: int
    may_withdraw: frozenset[Entrant]
    lacks: str

    @property
    def open_stage(self) -> Stage | None:
        """The stage that is being marked now."""
        begun = [shown.stage for shown in self.stages if shown.stage.closed_at is None and shown.lines]
        return begun[0] if self.competition.state == CompetitionState.RUNNING and begun else None

    @property
    def can_show(self) -> bool:
        state = self.competition.state
        return state == CompetitionState.RUNNING and all(shown.stage.closed_at for shown in self.stages)

    @property
    def waiting(self) -> int:
        return sum(appeal.answered_at is None for appeal in self.appeals)


def desk_page(competition: Competition, user: User) -> DeskPage:
    """Return the page. At most twenty-four queries, whatever the number of competitors and judges.

    Who doesn't hold it sees competitors of his own units, and where everybody stands once the results are out: others
    by their start number.
    """
    is_holder = holds(user, competition)
    seen = units_in_reach(user, Reach.SEE)
    paths = set(seen.values_list("path", flat=True)) if not is_holder else set()
    entrants = tuple(_entrants(competition))
    own = {entrant.pk for entrant in entrants if is_holder or entrant.unit.path in paths}
    standings = standings_of(competition)
    stages = tuple(_stage(standing, own) for standing in standings.stages) if is_holder or competition.is_out else ()
    return DeskPage(
        competition=competition,
        is_holder=is_holder,
        steps=_steps(competition, [standing.stage for standing in standings.stages]),
        stages=stages,
        entrants=tuple(entrant for entrant in entrants if entrant.pk in own),
        judges=_judges(competition, user) if is_holder else (),
        appeals=_appeals(competition) if is_holder else (),
        competing=sum(not entrant.is_withdrawn for entrant in entrants),
        may_withdraw=_withdrawable(user, competition, entrants, is_holder=is_holder),
        lacks=why_not_started(competition) if is_holder and competition.state == CompetitionState.OPEN else "",
    )


def _entrants(competition: Competition) -> EntrantQuerySet:
    entrants: EntrantQuerySet = competition.entrants.select_related("unit", "enterprise")
    return entrants.prefetch_related("members") if competition.is_for_teams else entrants


def _withdrawable(
    user: User, competition: Competition, entrants: Sequence[Entrant], *, is_holder: bool
) -> frozenset[Entrant]:
    """Return whom the reader may withdraw now: his own people, as the holder anybody."""
    if competition.is_out:
        return frozenset()
    if is_holder:
        return frozenset(entrants)
    held = set(units_in_reach(user, Reach.HOLD_COMPETITIONS).values_list("path", flat=True))
    return frozenset(entrant for entrant in entrants if entrant.unit.path in held)


def _stage(standing: StageStanding, own: set[UUID]) -> ShownStage:
    lines = tuple(
        Shown(
            entrant=line.entrant,
            name=line.entrant.name if line.entrant.pk in own else "",
            place=line.place,
            total=line.total.points,
            is_vetoed=line.total.is_vetoed,
            is_final=line.total.is_final,
            is_wide=line.is_wide,
            awaits_ruling=line.awaits_ruling,
            is_awaited=any(row.is_awaited for row in line.parts),
            waits_for=line.waits_for,
            parts=line.parts,
            can_open=line.entrant.pk in own,
        )
        for line in standing.lines
    )
    return ShownStage(standing.stage, standing.parts, lines, standing.is_final)


def _judges(competition: Competition, reader: User) -> tuple[SeenJudge, ...]:
    sent = Counter(MarkSheet.objects.filter(judge__competition=competition).values_list("judge", flat=True))
    judges = competition.judges.select_related("user").order_by("-is_active", "-is_chief", "pk")
    new = [judge.user for judge in judges if judge.is_active and not judge.user.has_usable_password()]
    linked = with_a_link_from(reader, new)
    return tuple(SeenJudge(judge, sent[judge.pk], judge.is_active and judge.user_id in linked) for judge in judges)


def _appeals(competition: Competition) -> tuple[CompetitionAppeal, ...]:
    found = CompetitionAppeal.objects.filter(entrant__competition=competition)
    return tuple(found.select_related("entrant", "part__stage", "by", "answered_by").order_by("answered_at", "said_at"))


def _steps(competition: Competition, stages: list[Stage]) -> tuple[Step, ...]:
    state = CompetitionState(competition.state)
    at = RANKS[state]
    closed = [stage.name for stage in stages if stage.closed_at]
    said = [
        (_("Draft"), ""),
        (_("Entries are open"), _("until %s") % _moment(competition.entries_until)),
        (_("Judges mark"), _("%s closed") % "、".join(closed) if closed else ""),
        (_("Results are shown"), _("appeals until %s") % _moment(competition.appeals_until) if at >= 3 else ""),
        (_("Final result"), _moment(competition.frozen_at)),
    ]
    return tuple(
        Step(label, note, "done" if place < at or state == CompetitionState.FROZEN else "now" if place == at else "")
        for place, (label, note) in enumerate(said)
    )


def _moment(moment: datetime | None) -> str:
    return date_format(localtime(moment), "n月j日 H:i") if moment else ""
