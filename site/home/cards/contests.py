"""The cards of competitions: results and the time to appeal, the answer to an appeal, an award with its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.cards.card import Task
from leaderboard.own_news import new_awards, own_answers, own_results

if TYPE_CHECKING:
    from leaderboard.models import Competition, CompetitionAppeal, RewardLine
    from organizations.models import User


def results_shown(user: User) -> list[Task]:
    """The ways to his results: to be looked at while he can appeal, done after that. Two queries at most."""
    return [_result(competition) for competition in own_results(user)]


def _result(competition: Competition) -> Task:
    address = reverse("leaderboard:competition", args=[competition.pk])
    if competition.takes_appeals:
        return Task(
            address,
            _("Results of “%s”") % competition.title,
            _("How every mark came. Is one wrong? Appeal."),
            "rank",
            tag=_("Appeals until %s") % date_format(timezone.localtime(competition.appeals_until), "n月j日 H:i"),
            action=_("Look"),
        )
    name = _("Final places of “%s”") if competition.frozen_at else _("Results of “%s”")
    return Task(address, name % competition.title, _("Your place, and how every mark came."), "rank", state="done")


def appeals_answered(user: User) -> list[Task]:
    """The ways to the answers to his appeals, for some days. One query."""
    return [_answer(appeal) for appeal in own_answers(user)]


def _answer(appeal: CompetitionAppeal) -> Task:
    competition, part = appeal.entrant.competition, appeal.part
    words = {"title": competition.title, "part": f"{part.stage.name} · {part}"}
    return Task(
        reverse("leaderboard:competition", args=[competition.pk]),
        _("Your appeal was answered: %s") % appeal.get_outcome_display(),
        _("%(title)s, %(part)s. Read why.") % words,
        "check",
        state="done",
    )


def rewarded(user: User) -> list[Task]:
    """The ways to his new awards, for some days. One query."""
    return [_award(line) for line in new_awards(user)]


def _award(line: RewardLine) -> Task:
    name = _("Your team is rewarded: %s") if line.is_for_team else _("You are rewarded: %s")
    what = _("%s. The certificate is there too.") % line.rewards.occasion
    return Task(reverse("leaderboard:my_honours"), name % line.prize, what, "rank", state="done")
