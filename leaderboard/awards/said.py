"""What stands on a certificate of honour, and what its QR code says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exams.certificates.facts import masked, short
from exams.certificates.in_hand import read_line
from exams.certificates.said import day_words
from exams.receipts.keys import PublicKey
from exams.receipts.sealed import Kind

if TYPE_CHECKING:
    from leaderboard.models import RewardLine

AWARD = Kind("JZA1")


@dataclass(frozen=True, slots=True)
class AwardSaid:
    """The lines of one certificate; `reason` is empty where the prize says it all, `address` is in the QR code."""

    title: str
    number: str
    name: str
    belongs: str
    occasion: str
    prize: str
    reason: str
    closing: str
    issuer: str
    issued_on: str
    seal: str
    check: str
    address: str


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """The facts that are signed: no yuan, and no whole name of a person."""

    number: str
    name: str
    occasion: str
    prize: str
    giver: str
    approved_on: date

    @property
    def words(self) -> str:
        return " · ".join((self.number, self.name, self.prize, self.occasion, self.giver, str(self.approved_on)))


def award_said(line: RewardLine, address: str) -> AwardSaid:
    """Return what it says. The list with its owner, unit and enterprise have to be loaded; the list is approved."""
    rewards = line.rewards
    return AwardSaid(
        title=_("Certificate of honour"),
        number=_("Certificate no. %s") % line.number,
        name=line.name,
        belongs=line.belongs,
        occasion=(_("In “%s” awarded") if rewards.competition_id else _("For “%s” awarded")) % rewards.occasion,
        prize=line.prize,
        reason="" if line.entrant_id else line.reason,
        closing=_("This certificate is given in recognition."),
        issuer=rewards.owner.shown_name,
        issued_on=day_words(approved_on(line)),
        seal=_("Seal of the unit"),
        check=_("Scan to check it"),
        address=address,
    )


def award_facts(line: RewardLine) -> AwardFacts:
    """Return what the QR code says of it; its list with the owner has to be loaded."""
    return AwardFacts(
        number=line.number or "",
        name=line.name if line.is_for_team else masked(line.name),
        occasion=short(line.rewards.occasion),
        prize=line.prize,
        giver=short(line.rewards.owner.shown_name),
        approved_on=approved_on(line),
    )


def approved_on(line: RewardLine) -> date:
    """Return the day on which its list was approved."""
    if line.rewards.approved_at is None:
        raise ValueError(line.rewards.state)
    return localtime(line.rewards.approved_at).date()


def signed_award(facts: AwardFacts) -> str:
    """Return JZA1.<key>.<facts>.<signature>; the facts are [number, name, occasion, prize, giver, approved on]."""
    said = facts.number, facts.name, facts.occasion, facts.prize, facts.giver, facts.approved_on.isoformat()
    return AWARD.seal(list(said))


def read_award(text: str, keys: Sequence[PublicKey] | None = None) -> AwardFacts:
    """Return what the signed line inside the text says. Needs no database.

    Raises CertificateRefused unless one of the keys (ours, if none are given) signed exactly this.
    """
    return read_line(text, AWARD, _facts, keys)


def _facts(signed: Sequence[str]) -> AwardFacts:
    number, name, occasion, prize, giver, approved = signed
    return AwardFacts(number, name, occasion, prize, giver, approved_on=date.fromisoformat(approved))
