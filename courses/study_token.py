"""What an open page shows instead of a session when it tells of itself: good for this one opening."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from courses.material import Demand
from organizations.errors import Refused

if TYPE_CHECKING:
    from courses.models.studies import Study

SALT = "courses.study"


class BadToken(Refused):
    """Not one of ours."""


def study_token(study: Study, demand: Demand) -> str:
    """Return the opening and what the page demands, signed: the page needs no query to be asked for it."""
    opening = study.opening.hex if study.opening else ""
    wanted = [demand.needed_seconds, demand.video_seconds, int(demand.may_skip), int(demand.asks)]
    return signing.dumps([study.pk, opening, *wanted], salt=SALT)


def read_token(token: str) -> tuple[int, UUID, Demand]:
    """Return the study, its opening and the demand. Raises BadToken."""
    try:
        study, opening, needed, video, may_skip, asks = signing.loads(token, salt=SALT)
        return study, UUID(opening), Demand(needed, video, bool(may_skip), bool(asks))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadToken(_("This page is too old to count. Open it again.")) from error
