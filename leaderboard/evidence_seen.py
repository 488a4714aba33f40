"""Who sees a photo or film of a competitor."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from leaderboard.bars import bars_of
from leaderboard.models import Evidence, MarkSheet
from leaderboard.seen import holds
from leaderboard.services.appeals import may_appeal

if TYPE_CHECKING:
    from leaderboard.models import Competition, Entrant
    from organizations.models import User


def may_see_evidence(user: User, evidence: Evidence) -> bool:
    """Whether the person sees it: who took it, the holder, judges who have marked there, and who appeals there.

    Before he has marked a judge sees none of the others', so that he marks what he saw himself. At most twelve queries.
    """
    competition = evidence.entrant.competition
    if user.acts_as_staff and (evidence.by_id == user.pk or holds(user, competition)):
        return True
    return _has_marked(user, competition, evidence) or _has_appealed(user, competition, evidence)


def _has_marked(user: User, competition: Competition, evidence: Evidence) -> bool:
    judge = competition.judges.filter(user=user, is_active=True).select_related("user").first()
    if not user.acts_as_staff or judge is None or bars_of(judge, competition).bar(evidence.entrant):
        return False
    return MarkSheet.objects.filter(judge=judge, entrant=evidence.entrant, part=evidence.part_id).exists()


def _has_appealed(user: User, competition: Competition, evidence: Evidence) -> bool:
    said = evidence.entrant.appeals.filter(part=evidence.part_id)
    return competition.is_out and said.exists() and may_appeal(user, evidence.entrant)


def evidence_by_part(entrant: Entrant) -> dict[int, list[Evidence]]:
    """Return all of it, by part. One query."""
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.filter(entrant=entrant).select_related("by"):
        found[one.part_id].append(one)
    return found
