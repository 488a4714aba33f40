"""Pictures that stand in a file of questions: taken along with the question, or named as a bad row."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exams.importing.drafts import UnreadableRow
from exams.models.pictures import LONGEST_ALT
from exams.pictures.small import SmallPicture, small_picture
from organizations.archives import BadFile
from organizations.pictures import said_of

NOT_DESCRIBED = "附图（还没有文字说明）"  # content, to be written by who reviews the question


def taken(content: bytes, filename: str) -> SmallPicture:
    """Return the picture. Raises UnreadableRow with the reason where it can't be taken."""
    try:
        return small_picture(content, filename=filename)
    except BadFile as refusal:
        raise UnreadableRow(str(refusal)) from refusal


def described(words: str) -> str:
    """Return what a file says in words of a picture, or that nobody has said it; the name of a file says nothing."""
    return said_of(words)[:LONGEST_ALT] or NOT_DESCRIBED


def not_carried() -> str:
    """Return what is said of a picture whose place in the question can't be told."""
    return _("There is a picture in it: put the question in without, and add the picture by hand.")
