"""The way of a competition: entries open, the start, the close of a stage, the results, the end."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leaderboard.errors import CompetitionRefused
from leaderboard.models import (
    Competition,
    CompetitionAppeal,
    CompetitionState,
    Part,
    Stage,
    StageEntrant,
    StandingRow,
)
from leaderboard.named import named
from leaderboard.places import final_lines
from leaderboard.scoring import go_on
from leaderboard.services.entering import withdraw_leavers
from leaderboard.signals import competition_frozen
from leaderboard.standings import standings_of
from leaderboard.traces import traces
from organizations.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leaderboard.standings import Line
    from organizations.models import User


def locked(competition: Competition) -> Competition:
    """Return the competition as it is now, and nobody else changes it before we are done."""
    return Competition.objects.select_for_update(of=("self",)).select_related("owner").get(pk=competition.pk)


@transaction.atomic
def open_entries(*, competition: Competition, by: User | None) -> Competition:
    """Let people be entered: from now on the rules stand.

    Raises CompetitionRefused if it was opened before, or something is missing; the message names all of it.
    """
    competition = locked(competition)
    if competition.state != CompetitionState.DRAFT:
        raise CompetitionRefused(_("This competition was opened before."))
    missing = obstacles(competition)
    if missing:
        raise CompetitionRefused("".join(missing))
    competition.state = CompetitionState.OPEN
    competition.save(update_fields=["state"])
    record("competition.open", by=by, subject=competition, unit=competition.owner)
    return competition


def obstacles(competition: Competition) -> list[str]:
    """Return, in whole sentences, why entries can't be opened. Three queries."""
    found = []
    if competition.entries_until <= timezone.now():
        found.append(_("The time for entries has passed: set a later one."))
    parts = list(Part.objects.filter(stage__competition=competition).select_related("stage").prefetch_related("items"))
    if not parts:
        found.append(_("Nothing is asked yet: say which parts count, and how much."))
    for part in parts:
        words = {"stage": part.stage.name, "part": part}
        if part.is_judged and not part.items.all():
            found.append(_("%(stage)s, %(part)s: write down the steps that are marked.") % words)
        if not part.is_judged and part.exam_id is None:
            found.append(_("%(stage)s, %(part)s: choose the exam that the score comes from.") % words)
    return found


@transaction.atomic
def start_competition(*, competition: Competition, by: User | None) -> Competition:
    """End the entries and let the judges mark the first stage.

    Raises CompetitionRefused when entries weren't open, nobody was entered, or there are too few judges.
    """
    competition = locked(competition)
    if competition.state != CompetitionState.OPEN:
        raise CompetitionRefused(_("Only a competition with open entries can be started."))
    withdraw_leavers(entrants=competition.entrants.competing(), by=by)
    if lacks := why_not_started(competition):
        raise CompetitionRefused(lacks)
    entrants = list(competition.entrants.competing())
    first = competition.stages.order_by("place")[0]
    StageEntrant.objects.bulk_create(StageEntrant(stage=first, entrant=entrant) for entrant in entrants)
    competition.state = CompetitionState.RUNNING
    competition.save(update_fields=["state"])
    record("competition.start", by=by, subject=competition, unit=competition.owner, entrants=len(entrants))
    return competition


def why_not_started(competition: Competition) -> str:
    """Return why a competition with open entries can't be started yet, empty where it can. Four queries at most."""
    if not competition.entrants.competing().exists():
        return _("Nobody is entered yet. Enter somebody first, then start.")
    judges = competition.judges.filter(is_active=True).count()
    first = competition.stages.order_by("place")[0]
    if judges < competition.least_judges and any(part.is_judged for part in first.parts.all()):
        words = {"judges": judges, "least": competition.least_judges}
        return _("There are %(judges)d judges, and the rules ask for %(least)d. Appoint more, then start.") % words
    return ""


@transaction.atomic
def close_stage(*, stage: Stage, by: User | None) -> Stage:
    """End the marking of a stage; who is placed well enough is in the next one, sharers of the last place too.

    Raises CompetitionRefused when it was closed before, isn't running, or marks are missing; the message says whose.
    """
    competition = locked(stage.competition)
    stage = Stage.objects.select_for_update().get(pk=stage.pk)
    if stage.closed_at is not None:
        raise CompetitionRefused(_("This stage was closed before."))
    if competition.state != CompetitionState.RUNNING or not stage.starters.exists():
        raise CompetitionRefused(_("This stage has not begun: nothing can be closed."))
    waited_for = [line.entrant.pk for line in standings_of(competition).of(stage).lines if not line.total.is_final]
    withdraw_leavers(entrants=competition.entrants.competing().filter(pk__in=waited_for), by=by)
    standing = standings_of(competition).of(stage)
    _refuse_missing([line for line in standing.lines if not line.total.is_final])
    stage.closed_at, stage.closed_by = timezone.now(), by
    stage.save(update_fields=["closed_at", "closed_by"])
    after = competition.stages.filter(place__gt=stage.place).order_by("place").first()
    if after is not None:
        through = go_on(standing.places, stage.go_on or len(standing.places))
        StageEntrant.objects.bulk_create(StageEntrant(stage=after, entrant_id=entrant) for entrant in through)
    record("competition.close", by=by, subject=competition, unit=competition.owner, stage=stage.name)
    return stage


def _refuse_missing(waited_for: Sequence[Line]) -> None:
    if not waited_for:
        return
    disputed = [str(line.entrant) for line in waited_for if line.awaits_ruling]
    if disputed:
        raise CompetitionRefused(
            _("The chief judge has yet to say whether a critical step was missed: %s.") % named(disputed)
        )
    lacking = [
        f"{line.entrant}（{'、'.join(str(row.part) for row in line.parts if not row.score.is_final)}）"
        for line in waited_for
    ]
    words = {"people": len(waited_for), "named": named(lacking)}
    raise CompetitionRefused(
        _("Marks are missing of %(people)d competitors: %(named)s. Wait for them, or withdraw who did not come.")
        % words
    )


@transaction.atomic
def show_results(*, competition: Competition, by: User | None) -> Competition:
    """Let competitors see their results; appeals are taken from now on for as long as the rules say.

    Raises CompetitionRefused unless all stages are closed and it isn't shown yet.
    """
    competition = locked(competition)
    if competition.is_out:
        raise CompetitionRefused(_("The results were shown before."))
    if competition.state != CompetitionState.RUNNING or competition.stages.filter(closed_at__isnull=True).exists():
        raise CompetitionRefused(_("Close every stage first, then show the results."))
    now = timezone.now()
    competition.state = CompetitionState.SHOWN
    competition.shown_at, competition.appeals_until = now, now + timedelta(days=competition.appeal_days)
    competition.full_clean()
    competition.save()
    record("competition.show", by=by, subject=competition, unit=competition.owner)
    return competition


@transaction.atomic
def freeze_results(*, competition: Competition, by: User | None) -> Competition:
    """Make the places final, with how each number came; nothing moves them any more.

    Raises CompetitionRefused while appeals may come or wait, or a re-score isn't in.
    """
    competition = locked(competition)
    if competition.state != CompetitionState.SHOWN or competition.appeals_until is None:
        raise CompetitionRefused(_("Only results that are shown can become final."))
    if competition.takes_appeals:
        until = date_format(timezone.localtime(competition.appeals_until), "n月j日 H:i")
        raise CompetitionRefused(_("Appeals are taken until %s. Wait until then.") % until)
    waiting = CompetitionAppeal.objects.open().filter(entrant__competition=competition).count()
    if waiting:
        raise CompetitionRefused(_("%d appeals are not answered. Answer them first.") % waiting)
    standings = standings_of(competition)
    lines, came = final_lines(standings), traces(standings)
    _refuse_missing([final.line for final in lines if not final.line.total.is_final])
    StandingRow.objects.bulk_create(
        StandingRow(
            competition=competition,
            order=order,
            place=final.place,
            entrant=final.line.entrant,
            stage=final.stage,
            total=final.line.total.points,
            is_vetoed=final.line.total.is_vetoed,
            parts=came[final.line.entrant.pk],
        )
        for order, final in enumerate(lines, start=1)
    )
    competition.state, competition.frozen_at = CompetitionState.FROZEN, timezone.now()
    competition.full_clean()
    competition.save()
    record("competition.freeze", by=by, subject=competition, unit=competition.owner, rows=len(lines))
    told = partial(competition_frozen.send, sender=Competition, competition=competition)
    transaction.on_commit(told, robust=True)
    return competition
