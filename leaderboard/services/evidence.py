"""Keeping a photo or film of a competitor in a part."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leaderboard.bars import bars_of
from leaderboard.errors import EvidenceRefused
from leaderboard.evidence_files import read_evidence
from leaderboard.models import Competition, CompetitionState, Entrant, Evidence
from leaderboard.seen import holds
from organizations.audit import record

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from leaderboard.models import Part
    from organizations.models import User

MOST_EACH = 10  # of one competitor in one part


def add_evidence(
    *, entrant: Entrant, part: Part, file: UploadedFile[Any], by: User, taken_at: datetime | None = None
) -> Evidence:
    """Keep what a judge or the holder took; the same file sent again is found, and stored once.

    Raises BadFile for what is no photo or film; EvidenceRefused for anybody else, for a judge's own unit, for a stage
    that he isn't in, before the start, once the places are final, and when there is enough.
    """
    ready = read_evidence(file)  # before the competition is held: it takes a second
    with transaction.atomic():
        found = Competition.objects.select_for_update(of=("self",)).select_related("owner")
        competition = found.get(pk=entrant.competition_id)
        _check_by(by, competition, entrant)
        known = Evidence.objects.filter(entrant=entrant, part=part)
        before = known.filter(by=by, digest=ready.digest).first()
        if before is not None:
            return before
        _check_time(competition, entrant, part)
        if known.count() >= MOST_EACH:
            raise EvidenceRefused(_("There are %d of them already: that is enough for one part.") % MOST_EACH)
        kept = Evidence(
            entrant=entrant,
            part=part,
            kind=ready.kind,
            file=ContentFile(ready.content, name=f"{ready.kind}.{ready.extension}"),
            content_type=ready.content_type,
            digest=ready.digest,
            by=by,
            taken_at=min(taken_at or timezone.now(), timezone.now()),
        )
        kept.full_clean()
        kept.save()
        record(
            "competition.evidence", by=by, subject=kept, unit=competition.owner, kind=kept.kind, entrant=str(entrant.pk)
        )
        return kept


def _check_by(by: User, competition: Competition, entrant: Entrant) -> None:
    if holds(by, competition):
        return
    judge = competition.judges.filter(user=by, is_active=True).select_related("user").first()
    if judge is None or not by.acts_as_staff:
        raise EvidenceRefused(_("Only judges and who holds the competition add photos."))
    if bars_of(judge, competition).bar(entrant):
        raise EvidenceRefused(_("%s is of your own unit: other judges are there.") % entrant)


def _check_time(competition: Competition, entrant: Entrant, part: Part) -> None:
    if competition.state not in {CompetitionState.RUNNING, CompetitionState.SHOWN}:
        raise EvidenceRefused(_("Photos are taken from the start until the places are final."))
    if not part.is_judged or not entrant.starts.filter(stage=part.stage_id).exists():
        raise EvidenceRefused(_("%(entrant)s is not in “%(stage)s”.") % {"entrant": entrant, "stage": part.stage.name})
