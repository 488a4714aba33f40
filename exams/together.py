"""Questions that stand below one story, on a screen and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Asked = TypeVar("Asked")


def blocks(questions: Iterable[Asked], told: Callable[[Asked], str]) -> list[list[Asked]]:
    """Return the questions in their order, those together that follow one another with the same story.

    `told` is the story of a question; one without a story stands alone.
    """
    found: list[list[Asked]] = []
    for question in questions:
        if found and told(question) and told(found[-1][0]) == told(question):
            found[-1].append(question)
        else:
            found.append([question])
    return found
