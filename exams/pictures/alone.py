"""An option that is a picture and nothing else: known by the letter of its place, which changes from paper to paper."""

from __future__ import annotations

PICTURE_ALONE = "选项图"  # content: stands in the place of the words


def words_beside(text: str, *, is_pictured: bool) -> str:
    """Return the words that are shown beside the picture of an option; a picture alone has none."""
    return "" if is_pictured and text == PICTURE_ALONE else text
