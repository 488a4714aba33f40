"""What each kind of anomaly means, and what it does not mean: read beside every line of the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from courses.models.anomalies import AnomalyKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Words:
    """`says` is what happened and what the system did about it, `but` the innocent ways it can have come about."""

    says: StrOrPromise
    but: StrOrPromise


WORDS: dict[str, Words] = {
    AnomalyKind.TWO_PLACES: Words(
        _("Two records lie in the same minutes; those minutes count once."),
        _("That alone proves nothing: a page left open on the phone during a lecture in the hall looks the same."),
    ),
    AnomalyKind.DAY_CAP: Words(
        _("More than eight hours were recorded on this day; what is above does not count."),
        _("He may well have been there: look at the day's lists and photos before you say more."),
    ),
    AnomalyKind.STALE_CODE: Words(
        _("He used a code that was no longer on the wall, and was not signed in by it."),
        _("A few minutes are a slow phone. After hours or a day ask where the code came from."),
    ),
    AnomalyKind.NOT_EXPECTED: Words(
        _("He signed in without being on the list of those expected, and was let in."),
        _("He may have changed his team, come as a guest, or heard it a second time."),
    ),
    AnomalyKind.ONE_DEVICE: Words(
        _("One phone signed in several people to the same lecture; all of them were let in."),
        _("Who has no phone borrows one. Count the heads on the photo and compare the names."),
    ),
    AnomalyKind.SKIPPED: Words(
        _("He tried to skip ahead at the first viewing; it was refused, and what he did not watch does not count."),
        _("A slip of the finger or a signal that came back looks the same. He can watch the rest."),
    ),
}
