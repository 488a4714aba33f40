"""Noticing what looks odd, and judging it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models.anomalies import LONGEST_DETAIL, Anomaly, AnomalyKind
from courses.standing import unit_of_the_day
from organizations.audit import record
from organizations.errors import Refused
from organizations.services.judgements import JudgedAlready, judgement_in_words

if TYPE_CHECKING:
    from organizations.models import User


def notice(kind: AnomalyKind, *, worker: User, about: str, detail: str) -> Anomaly:
    """Put an odd thing on the list, once for each kind, person and object, with the person's unit of the day."""
    anomaly: Anomaly
    anomaly, _new = Anomaly.objects.get_or_create(
        kind=kind,
        worker=worker,
        about=about,
        defaults={"unit": unit_of_the_day(worker), "detail": detail[:LONGEST_DETAIL]},
    )
    return anomaly


@transaction.atomic
def judge_anomaly(*, anomaly: Anomaly, judgement: str, by: User) -> Anomaly:
    """Say what was found out; the anomaly stays, with the words, who wrote them and when. Nothing else changes by it.

    Raises Refused for no words, too many, and for one's own anomaly, JudgedAlready.
    """
    words = judgement_in_words(judgement)
    anomaly = Anomaly.objects.select_for_update(of=("self",)).select_related("unit").get(pk=anomaly.pk)
    if anomaly.worker_id == by.pk:
        raise Refused(_("This one is about you. Somebody else judges it."))
    if anomaly.judged_at is not None:
        raise JudgedAlready(_("Somebody has judged it already. See what he wrote."))
    anomaly.judged_by, anomaly.judged_at, anomaly.judgement = by, timezone.now(), words
    anomaly.save(update_fields=["judged_by", "judged_at", "judgement"])
    record("anomaly.judge", by=by, subject=anomaly, unit=anomaly.unit, kind=anomaly.kind, judgement=words)
    return anomaly
