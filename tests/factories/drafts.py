"""Questions as hypothesis makes them: every kind, with texts full of what files and formats stumble over."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from exams.importing.answers import TRUE_FALSE_OPTIONS
from exams.importing.drafts import QuestionDraft
from exams.models import Category, QuestionKind

AWKWARD = "~=#{}:\\%<>&\"'[]*-/|;_$@!\n\t 安全第一，预防为主。（　）ＡＢ１２！~＝#abcT01.√×é\u00a0"
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), include_characters="\n\t")
LISTS = {"min_size": 2, "max_size": 8}


def texts(longest: int = 40) -> st.SearchStrategy[str]:
    """Return texts with something in them and no space around it, as every question has them."""
    made = st.text(st.one_of(st.sampled_from(AWKWARD), CHARACTERS), min_size=1, max_size=longest)
    return made.map(str.strip).filter(bool)


def optional(longest: int = 40) -> st.SearchStrategy[str]:
    return st.just("") | texts(longest)


@st.composite
def choices(draw: st.DrawFn) -> QuestionDraft:
    """A single or a multiple choice."""
    written = draw(st.lists(texts(12), min_size=2, max_size=8, unique=True))
    options = tuple(zip("ABCDEFGH", written, strict=False))
    keys = [key for key, _text in options]
    if draw(st.booleans()):
        return _draft(draw, QuestionKind.SINGLE, options, (draw(st.sampled_from(keys)),))
    right = draw(st.sets(st.sampled_from(keys), min_size=1))
    return _draft(draw, QuestionKind.MULTIPLE, options, tuple(sorted(right)))


@st.composite
def truths(draw: st.DrawFn) -> QuestionDraft:
    return _draft(draw, QuestionKind.TRUE_FALSE, TRUE_FALSE_OPTIONS, (draw(st.sampled_from("TF")),))


@st.composite
def blanks(draw: st.DrawFn) -> QuestionDraft:
    """A text or a number to fill in."""
    if draw(st.booleans()):
        answers = draw(st.lists(texts(12), min_size=1, max_size=3, unique=True))
        return _draft(draw, QuestionKind.FILL, (), tuple(answers))
    number, tolerance = (draw(st.decimals(-9999, 9999, places=2)), draw(st.decimals(0, 99, places=2)))
    made = _draft(draw, QuestionKind.FILL, (), (_digits(number),))
    return replace(made, tolerance=_digits(tolerance), unit=draw(st.sampled_from(("", "米", "mg/m³", "%", "℃"))))


def drafts() -> st.SearchStrategy[QuestionDraft]:
    return choices() | truths() | blanks()


def _draft(draw: st.DrawFn, kind: str, options: tuple[tuple[str, str], ...], answer: tuple[str, ...]) -> QuestionDraft:
    category = draw(st.sampled_from(list(Category)))
    return QuestionDraft("", kind, draw(texts()), options, answer, draw(optional()), category)


def _digits(number: object) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
