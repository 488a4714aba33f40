"""Pictures that stand in a file of questions: taken along with the question, or named as a bad row."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from exams.importing.drafts import UnreadableRow
from exams.models.pictures import LONGEST_ALT
from exams.pictures.small import SmallPicture, small_picture
from organizations.archives import BadFile

# what an office program writes where nobody described the picture
FILE_NAME = re.compile(r"\.(?:png|jpe?g|gif|bmp|webp|emf|wmf)$|^(?:IMG|图片|Picture) ?[\d_]*$", re.IGNORECASE)
NOT_DESCRIBED = "附图（还没有文字说明）"  # content, to be written by who reviews the question


def taken(content: bytes, filename: str) -> SmallPicture:
    """Return the picture. Raises UnreadableRow with the reason where it can't be taken."""
    try:
        return small_picture(content, filename=filename)
    except BadFile as refusal:
        raise UnreadableRow(str(refusal)) from refusal


def described(words: str) -> str:
    """Return what a file says in words of a picture, or that nobody has said it; the name of a file says nothing."""
    plain = " ".join(words.split())[:LONGEST_ALT]
    return NOT_DESCRIBED if not plain or FILE_NAME.search(plain) else plain


def not_carried() -> str:
    """Return what is said of a picture whose place in the question can't be told."""
    return _("There is a picture in it: put the question in without, and add the picture by hand.")
