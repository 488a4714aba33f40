"""What is to be said of a certificate of honour that somebody holds in his hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exams.certificates.said import day_words
from exams.errors import CertificateRefused
from leaderboard.awards.said import AwardFacts, award_facts, read_award

if TYPE_CHECKING:
    from leaderboard.models import RewardLine


@dataclass(frozen=True, slots=True)
class CheckedAward:
    """Whether it is genuine and stands, why, and what was awarded; `in_hand` is (tone, sentence) on the QR code."""

    is_valid: bool
    reason: str
    facts: AwardFacts
    in_hand: tuple[str, str] | None


def check_award(line: RewardLine, *, signed: str) -> CheckedAward:
    """Return what the award is worth, and the signed line (empty for none). The list and its owner are loaded."""
    facts = award_facts(line)
    in_hand = _in_hand(signed, facts)
    forged = in_hand is not None and in_hand[0] == "bad"
    if forged:
        reason = _("What is held out was not issued like this.")
    elif line.withdrawn_at is not None:
        reason = _("It was withdrawn on %s.") % day_words(localtime(line.withdrawn_at).date())
    else:
        reason = _("It was given by %(owner)s on %(day)s.") % {
            "owner": line.rewards.owner.shown_name,
            "day": day_words(facts.approved_on),
        }
    return CheckedAward(not forged and not line.is_withdrawn, reason, facts, in_hand)


def _in_hand(text: str, held: AwardFacts) -> tuple[str, str] | None:
    if not text:
        return None
    try:
        facts = read_award(text)
    except CertificateRefused as refusal:
        return "bad", str(refusal)
    if facts.number != held.number:
        return "bad", _("The signature in the QR code belongs to another certificate.")
    if facts != held:
        return "warn", _("The signature is genuine, but older: a name was changed since. Below is what counts now.")
    return "ok", _("The signature is genuine.")
