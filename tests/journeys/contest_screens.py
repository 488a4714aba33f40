"""The demo county's pages of procedures, competitions, boards, points, rewards, violations and screens, by reader."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from courses.models import ProcedureVersion
from hazards.models import Violation
from leaderboard.models import Competition, CompetitionState, Entrant, Judge, Part, PartKind, RewardLine
from leaderboard.services.screens import Shown, allow_screen
from organizations.models import Role, User
from tests.factories.organizations import desk_of, phone_of


def for_everybody() -> list[str]:
    """Return what is open without signing in."""
    number = RewardLine.objects.out().order_by("pk")[0].number
    return [reverse("exams:certificates"), reverse("leaderboard:check_honour", args=[number])]


def on_phones() -> list[tuple[Client, list[str]]]:
    """Return phones with the pages that are looked at on each: a competitor's, one with an honour, a judge's."""
    final = Competition.objects.get(state=CompetitionState.FROZEN)
    running = Competition.objects.get(state=CompetitionState.RUNNING)
    rewarded = RewardLine.objects.out().exclude(worker=None).order_by("pk")[0].worker
    judge, entrant = (
        Judge.objects.filter(competition=running).order_by("pk")[0],
        running.entrants.order_by("-number")[0],
    )
    part = Part.objects.get(stage__competition=running, kind=PartKind.PRACTICAL)
    return [
        (phone_of(_person(final.entrants.order_by("number")[0].worker)), _of_a_competitor(final)),
        (phone_of(_person(rewarded)), [reverse("leaderboard:my_honours")]),
        (
            desk_of(judge.user),
            [
                reverse("leaderboard:judging"),
                reverse("leaderboard:judging_tasks", args=[running.pk]),
                reverse("leaderboard:judging_sheet", args=[entrant.pk, part.pk]),
            ],
        ),
    ]


def _person(worker: User | None) -> User:
    assert worker is not None
    return worker


def _of_a_competitor(final: Competition) -> list[str]:
    version = ProcedureVersion.objects.in_force().get(procedure__post=final.post, procedure__enterprise=final.owner)
    return [
        reverse("leaderboard:competitions"),
        reverse("leaderboard:competition", args=[final.pk]),
        reverse("leaderboard:board", args=["competitions", final.pk]),
        reverse("leaderboard:made_of", args=["competitions", final.pk, "mine"]),
        reverse("leaderboard:index"),
        reverse("leaderboard:points"),
        reverse("courses:read_procedure", args=[version.procedure_id]),
        reverse("hazards:self_report"),
        reverse("hazards:mine"),
        reverse("hazards:pledge"),
    ]


def at_the_desk(role: Role) -> list[str]:
    """Return the pages at the desk of who has that role: all of a safety officer's, and the bureau's that differ."""
    if role == Role.TOWN_OFFICER:
        return []
    first_pages = [
        reverse("courses:procedures"),
        reverse("hazards:violations"),
        reverse("leaderboard:index"),
        reverse("leaderboard:desk_competitions"),
        reverse("leaderboard:desk_rewards"),
    ]
    if role != Role.SAFETY_OFFICER:
        return first_pages
    return [*first_pages, *_of_procedures(), *_of_violations(), *_of_competitions(), *_of_rewards()]


def _of_procedures() -> list[str]:
    changed = ProcedureVersion.objects.filter(number=2).select_related("procedure")[0].procedure
    differs = reverse("courses:procedure_differences", args=[changed.pk, 1, 2])
    return [reverse("courses:procedure", args=[changed.pk]), differs]


def _of_violations() -> list[str]:
    enterprise = Competition.objects.get(state=CompetitionState.FROZEN).owner
    seen = Violation.objects.filter(enterprise=enterprise).order_by("pk")[0]
    return [
        reverse("hazards:new_violation"),
        reverse("hazards:violation", args=[seen.pk]),
        reverse("hazards:self_reports"),
        reverse("hazards:desk_pledge"),
    ]


def _of_competitions() -> list[str]:
    final = Competition.objects.get(state=CompetitionState.FROZEN)
    first = Entrant.objects.filter(competition=final).order_by("number")[0]
    return [
        reverse("leaderboard:desk_competition", args=[final.pk]),
        reverse("leaderboard:competitor", args=[first.pk]),
        reverse("leaderboard:board", args=["competitions", final.pk]),
        reverse("leaderboard:screens"),
    ]


def _of_rewards() -> list[str]:
    line = RewardLine.objects.out().order_by("pk")[0]
    final = Competition.objects.get(state=CompetitionState.FROZEN)
    return [
        f"{reverse('leaderboard:begin_reward_list')}?competition={final.pk}",
        reverse("leaderboard:desk_reward_list", args=[line.rewards_id]),
        reverse("leaderboard:desk_seals"),
    ]


def allow(code: str, *, by: User) -> None:
    """Let the big screen with this code show the competition that is being marked."""
    running = Competition.objects.select_related("owner").get(state=CompetitionState.RUNNING)
    allow_screen(typed=code, shown=Shown(running.owner, "大会场", running), by=by)
