"""Questions as hypothesis makes them: every kind, with texts full of what files and formats stumble over."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from hypothesis import strategies as st
from PIL import Image

from exams.hazard_grid import Grid
from exams.importing.answers import TRUE_FALSE_OPTIONS
from exams.importing.drafts import QuestionDraft
from exams.models import Category, QuestionKind
from exams.pictures.alone import PICTURE_ALONE
from exams.pictures.drafts import DraftPicture
from exams.pictures.small import SmallPicture, small_picture
from organizations.models import Industry

AWKWARD = "~=#{}:\\%<>&\"'[]*-/|;_$@!\n\t 安全第一，预防为主。（　）ＡＢ１２！~＝#abcT01.√×é\u00a0"
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), include_characters="\n\t")


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


@st.composite
def steps(draw: st.DrawFn) -> QuestionDraft:
    """Steps to be put in order."""
    written = draw(st.lists(texts(12), min_size=2, max_size=8, unique=True))
    options = tuple(zip("ABCDEFGH", written, strict=False))
    return _draft(draw, QuestionKind.ORDER, options, tuple(draw(st.permutations([key for key, _text in options]))))


def drafts() -> st.SearchStrategy[QuestionDraft]:
    return choices() | truths() | blanks()


@st.composite
def whole_drafts(draw: st.DrawFn, told: st.SearchStrategy[QuestionDraft]) -> QuestionDraft:
    """Return such questions that say everything a bank can keep, but on which case they rest."""
    return replace(
        draw(told),
        difficulty=draw(st.integers(1, 3)),
        industries=tuple(draw(st.lists(st.sampled_from(list(Industry.values)), max_size=3, unique=True))),
        posts=tuple(draw(st.lists(texts(20), max_size=3, unique=True))),
        background=draw(optional()),
        basis_text=draw(optional(60)),
        basis_version=draw(optional(20)),
        basis_article=draw(optional(60)),
        basis_quote=draw(optional(60)),
    )


@st.composite
def pictured(draw: st.DrawFn, told: st.SearchStrategy[QuestionDraft]) -> QuestionDraft:
    """Return such questions with a picture at the stem, at options, or at both; an option may be a picture alone."""
    draft = draw(told)
    keys = [key for key, _text in draft.options] if draft.kind in LETTERED else []
    places = sorted(draw(st.sets(st.sampled_from(["", *keys]), min_size=1, max_size=3)))
    alone = draw(st.sets(st.sampled_from(places)))
    options = tuple((key, PICTURE_ALONE if key in alone else text) for key, text in draft.options)
    return replace(draft, options=options, pictures=tuple(DraftPicture(place, *draw(SHOWN)) for place in places))


@st.composite
def hazards(draw: st.DrawFn) -> QuestionDraft:
    """Hazards to be found on a picture, no square in two of them."""
    alt, small = draw(SHOWN)
    grid = Grid.over(width=small.width, height=small.height)
    squares = draw(st.permutations(grid.squares))[: draw(st.integers(1, min(4, len(grid.squares))))]
    names = draw(
        st.lists(st.text("没戴帽护栏缺电缆泡水", min_size=1, max_size=9), min_size=len(squares), max_size=len(squares))
    )
    answer = tuple(f"{name}：{square}" for name, square in zip(names, squares, strict=True))
    made = _draft(draw, QuestionKind.HAZARD, grid.options(), answer)
    return replace(made, pictures=(DraftPicture("", alt, small),))


def _small(size: tuple[int, int], colour: str) -> SmallPicture:
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return small_picture(buffer.getvalue(), filename="图.png")


LETTERED = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.ORDER})
SIZES = st.tuples(st.integers(1, 90), st.integers(1, 90))
PICTURES = st.builds(_small, SIZES, st.sampled_from(("teal", "gold", "white", "#123456")))
ALTS = texts(30).map(lambda text: " ".join(text.split())).filter(bool)
SHOWN = st.tuples(ALTS, PICTURES)


@st.composite
def alike(draw: st.DrawFn) -> QuestionDraft:
    """A choice with what tables are guessed by: a number before the stem, labels, empty marks, equal options."""
    stem = draw(
        st.sampled_from(("3. 下列哪项正确？", "（2）先做什么？", "1、3、5 哪个对？", "二、多选题", "第4题 选一个"))
    )
    texts_alike = st.sampled_from(
        ("A. 断电", "B．断电", "/", "-", "断电", "A", "B", "正确", "1", "AB", "A.甲**B.乙", "[")
    )
    written = draw(st.lists(texts_alike, min_size=2, max_size=8))
    options = tuple(zip("ABCDEFGH", written, strict=False))
    right = draw(st.sets(st.sampled_from([key for key, _text in options]), min_size=1))
    kind = QuestionKind.SINGLE if len(right) == 1 and draw(st.booleans()) else QuestionKind.MULTIPLE
    return replace(_draft(draw, kind, options, tuple(sorted(right))), stem=stem)


def _draft(draw: st.DrawFn, kind: str, options: tuple[tuple[str, str], ...], answer: tuple[str, ...]) -> QuestionDraft:
    category = draw(st.sampled_from(list(Category)))
    return QuestionDraft("", kind, draw(texts()), options, answer, draw(optional()), category)


def _digits(number: object) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
