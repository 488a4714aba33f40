"""The rules of a competition, where a page prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from leaderboard.competition_rules import rule_sentences

if TYPE_CHECKING:
    from leaderboard.models import Competition

register = template.Library()


@register.simple_tag
def rules_of(competition: Competition) -> list[str]:
    return rule_sentences(competition)
