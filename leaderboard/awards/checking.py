"""What is to be said of a certificate of honour that somebody holds in his hand."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exams.certificates.in_hand import Judgement, judged
from exams.certificates.registers import Register
from exams.certificates.said import day_words
from leaderboard.awards.numbers import OF_AWARDS
from leaderboard.awards.said import AWARD, AwardFacts, award_facts, read_award
from leaderboard.models import RewardLine


@dataclass(frozen=True, slots=True)
class CheckedAward:
    """Whether it is genuine and stands, why, and what was awarded; `in_hand` is (tone, sentence) on the QR code."""

    line: RewardLine
    is_valid: bool
    reason: str
    facts: AwardFacts
    in_hand: Judgement | None


def check_number(number: str, signed: str) -> CheckedAward | None:
    """Return what the certificate of honour with that number is worth; None where there is none. One query."""
    lines = RewardLine.objects.out().filter(number=number).select_related("rewards__owner", "enterprise")
    line = lines.first()
    return check_award(line, signed=signed) if line else None


def check_award(line: RewardLine, *, signed: str) -> CheckedAward:
    """Return what the award is worth, and the signed line (empty for none). The list and its owner are loaded."""
    facts = award_facts(line)
    in_hand = judged(signed, facts, read_award)
    forged = in_hand is not None and in_hand[0] == "bad"
    if forged:
        reason = _("What was opened can't be confirmed.")
    elif line.withdrawn_at is not None:
        reason = _("It was withdrawn on %s.") % day_words(localtime(line.withdrawn_at).date())
    else:
        reason = _("It was given by %(owner)s on %(day)s.") % {
            "owner": line.rewards.owner.shown_name,
            "day": day_words(facts.approved_on),
        }
    return CheckedAward(line, not forged and not line.is_withdrawn, reason, facts, in_hand)


AWARDS = Register(
    numbers=OF_AWARDS,
    sealed=AWARD,
    read=read_award,
    check=check_number,
    page="leaderboard:check_honour",
    template="leaderboard/honours/check.html",
)
