"""What somebody writes about an odd thing that he has looked into."""

from __future__ import annotations

from django.utils.translation import gettext as _

from organizations.errors import Refused
from organizations.models.anomalies import LONGEST_JUDGEMENT


class JudgedAlready(Refused):
    """Somebody else was quicker; his words stay."""


def judgement_in_words(written: str) -> str:
    """Return what was found out, without the white space around it. Raises Refused for no words and for too many."""
    words = written.strip()
    if not words:
        raise Refused(_("Write in a few words what you found out."))
    if len(words) > LONGEST_JUDGEMENT:
        raise Refused(_("Say it in at most %d characters.") % LONGEST_JUDGEMENT)
    return words
