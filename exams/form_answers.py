"""What the form of a paper says, without a script: the answer of each question, and the one that it was shown with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exams.possible import MOST_CHARACTERS

if TYPE_CHECKING:
    from django.http import QueryDict

    from exams.sheet import ShownQuestion


def form_answer(question: ShownQuestion, form: QueryDict) -> list[str]:
    """Return the chosen keys sorted, the steps by the numbers that were given them, or the one text; empty for none."""
    if question.is_written:
        return _text(form.get(question.name, ""))
    if question.is_ordered:
        numbers = {option.key: form.get(f"{question.name}-{option.key}", "") for option in question.options}
        given = {key: int(number) for key, number in numbers.items() if number.isdecimal()}
        return sorted(given, key=lambda key: (given[key], key))
    return sorted(form.getlist(question.name))


def shown_answer(question: ShownQuestion, form: QueryDict) -> list[str]:
    """Return the answer that the page stood with when it was sent to the worker."""
    was = form.get(f"was-{question.name}", "")
    return _text(was) if question.is_written else was.split()


def _text(text: str) -> list[str]:
    words = " ".join(text.split())[:MOST_CHARACTERS]
    return [words] if words else []
