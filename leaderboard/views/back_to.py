"""Which page a form of the competitions, rewards or screens stands on, told by the address that the form is sent to."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from leaderboard.models import Entrant


def competition(competition_id: UUID, **_rest: object) -> str:
    return reverse("leaderboard:desk_competition", args=[competition_id])


def competition_of(entrant_id: UUID) -> str:
    return competition(get_object_or_404(Entrant, pk=entrant_id).competition_id)


def competitor(entrant_id: UUID, **_rest: object) -> str:
    return reverse("leaderboard:competitor", args=[entrant_id])


def judging_of(entrant_id: UUID, **_rest: object) -> str:
    entrant = get_object_or_404(Entrant, pk=entrant_id)
    return reverse("leaderboard:judging_tasks", args=[entrant.competition_id])


def sheet(entrant_id: UUID, part_id: int) -> str:
    return reverse("leaderboard:judging_sheet", args=[entrant_id, part_id])


def reward_list(rewards_id: UUID, **_rest: object) -> str:
    return reverse("leaderboard:desk_reward_list", args=[rewards_id])


def screens(**_rest: object) -> str:
    return reverse("leaderboard:screens")
