"""What could be read of a question in GIFT that is none: the form in which a person mends it begins with this."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from exams.importing.answers import Filled
from exams.importing.drafts import Pieces, UnreadableRow
from exams.importing.gift_answers import TRUTH, choice_of, items_of, within
from exams.importing.gift_text import BLANK, TITLE, format_of, hidden, shown
from exams.importing.row_pieces import as_pieces
from exams.importing.weighted_pieces import FALSE_WORD, TRUE_WORD, accepted, lettered
from exams.models.questions import TRUE, QuestionKind


def pieces_of_gift(lines: Sequence[str], category: str) -> Pieces:
    """Return (name of the form's field, text) of a question as it stands in the file, without comments."""
    text = hidden("\n".join(lines))
    before, body, after = _around(TITLE.sub("", text, count=1) if TITLE.match(text) else text)
    form, before = format_of(before)
    body, _marks, general = body.partition("####")
    stem, is_pictured = shown(f"{before}{BLANK}{after}" if after.strip() else before, form)
    found: dict[str, str] = {}
    with suppress(UnreadableRow):
        found = _answers(body.strip(), form)
    return as_pieces(
        stem=stem,
        **found,
        explanation=shown(general, form)[0],
        category=category,
        raw="\n".join(lines),
        pictured="1" if is_pictured else "",
    )


def _around(text: str) -> tuple[str, str, str]:
    """Return what stands before, in and after the braces; where there is not one pair, what is not before is in."""
    before, _brace, rest = text.partition("{")
    body, closed, after = rest.rpartition("}")
    return (before, body, after) if closed and "{" not in body else (before, rest.rstrip("} \n"), "")


def _answers(body: str, form: str) -> dict[str, str]:
    """Return kind, options and answer as far as they can be told. Raises UnreadableRow where they can't."""
    truth = TRUTH.get(body.partition("#")[0].strip().upper())
    if truth:
        return {"kind": QuestionKind.TRUE_FALSE, "answer": TRUE_WORD if truth == TRUE else FALSE_WORD}
    if body.startswith("#"):
        return {"kind": QuestionKind.FILL, "answer": _number(body[1:].strip(), form)}
    marked = items_of(body)
    if any(mark == "~" for mark, _words in marked):
        options, answer = lettered([choice_of(mark, words, form, form)[0] for mark, words in marked])
        single = any(mark == "=" for mark, _words in marked)
        return {"kind": QuestionKind.SINGLE if single else QuestionKind.MULTIPLE, "options": options, "answer": answer}
    if any("->" in words for _mark, words in marked):
        return {}
    choices = [choice_of(mark, words, form, "short")[0] for mark, words in marked]
    return {"kind": QuestionKind.FILL, "answer": accepted(choices)}


def _number(body: str, form: str) -> str:
    mark, words = items_of(body)[0] if body.startswith("=") else ("=", body)
    middle, tolerance = within(choice_of(mark, words, form, "number")[0].text)
    with suppress(ArithmeticError):  # a tolerance that is no number
        return Filled((middle,), tolerance).words
    return middle
