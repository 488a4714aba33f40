"""What each form of an export can carry comes back as it was: GIFT, Moodle XML, and Word with its key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exams.exporting.docx import write_docx
from exams.exporting.gift import write_gift
from exams.exporting.moodle_xml import write_moodle_xml
from exams.exporting.words import KIND_NAMES, whole_stem
from exams.importing.answers import TRUE_FALSE_OPTIONS
from exams.importing.drafts import QuestionDraft
from exams.models import Category, QuestionKind
from tests.factories.drafts import drafts, steps, whole_drafts
from tests.factories.question_files import Read

SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
ORDER = list(Category.values)


def carried(question: QuestionDraft) -> QuestionDraft:
    """Return what Moodle has a place for: what happened stands before the question, steps in their right order."""
    told = QuestionDraft("", question.kind, whole_stem(question), question.options, question.answer)
    if question.kind == QuestionKind.ORDER:
        texts = dict(question.options)
        keys = tuple(key for key, _text in question.options)
        told = replace(
            told, options=tuple(zip(keys, (texts[key] for key in question.answer), strict=True)), answer=keys
        )
    return replace(
        told,
        explanation=question.explanation,
        category=question.category,
        tolerance=question.tolerance,
        unit=question.unit,
    )


def by_category(questions: Sequence[QuestionDraft]) -> list[QuestionDraft]:
    return sorted(map(carried, questions), key=lambda question: ORDER.index(question.category))


@SLOW
@given(st.lists(whole_drafts(drafts() | steps()), min_size=1, max_size=4))
def test_moodle_xml_brings_back_all_that_it_has_a_place_for(read: Read, questions: list[QuestionDraft]) -> None:
    file = BytesIO()
    write_moodle_xml(questions, file)

    found, bad = read("题.xml", file.getvalue())

    assert bad == []
    assert [in_right_order(replace(draft, place="")) for draft in found] == by_category(questions)


def in_right_order(question: QuestionDraft) -> QuestionDraft:
    """Steps have no letters in Moodle: what comes back may be lettered anew."""
    return carried(question)


@SLOW
@given(st.lists(whole_drafts(drafts()), min_size=1, max_size=4))
def test_gift_brings_back_all_that_it_has_a_place_for(read: Read, questions: list[QuestionDraft]) -> None:
    file = BytesIO()
    left_out = write_gift(questions, file)
    sayable = [question for question in questions if question not in left_out]

    found, bad = read("题.gift", file.getvalue()) if sayable else ([], [])

    assert bad == []
    assert [replace(draft, place="") for draft in found] == by_category(sayable)


PLAIN = st.text("安全生产断电救人撤离检查通风瓦斯顶板掘进支护", min_size=2, max_size=12)


@st.composite
def plain_drafts(draw: st.DrawFn) -> QuestionDraft:
    """Questions of every kind in plain Chinese, as a paper has them: several right answers in a multiple choice."""
    kind = draw(st.sampled_from([kind for kind in KIND_NAMES if kind != QuestionKind.HAZARD]))
    told = QuestionDraft("", kind, f"{draw(PLAIN)}？", (), ())
    if kind == QuestionKind.TRUE_FALSE:
        return replace(told, options=TRUE_FALSE_OPTIONS, answer=(draw(st.sampled_from("TF")),))
    if kind == QuestionKind.FILL and draw(st.booleans()):
        number, tolerance = draw(st.integers(0, 999)), draw(st.integers(1, 9))
        return replace(told, answer=(str(number),), tolerance=str(tolerance), unit=draw(st.sampled_from(("", "米"))))
    if kind == QuestionKind.FILL:
        return replace(told, answer=(draw(PLAIN),))
    texts = draw(st.lists(PLAIN, min_size=3, max_size=6, unique=True))
    options = tuple(zip("ABCDEF", texts, strict=False))
    keys = [key for key, _text in options]
    if kind == QuestionKind.SINGLE:
        answer = [draw(st.sampled_from(keys))]
    elif kind == QuestionKind.MULTIPLE:
        answer = sorted(draw(st.sets(st.sampled_from(keys), min_size=2)))
    else:
        answer = draw(st.permutations(keys))
    return replace(told, options=options, answer=tuple(answer))


def asked(stem: str) -> str:
    """Return a printed question without the room for its answer, and without the unit that stands behind it."""
    return re.split("[（_]", stem)[0]


@settings(SLOW, max_examples=25)  # a document takes its time
@given(st.lists(plain_drafts(), min_size=1, max_size=6, unique_by=lambda question: question.stem))
def test_word_with_its_key_brings_back_kind_words_options_and_answer(
    read: Read, questions: list[QuestionDraft]
) -> None:
    file = BytesIO()
    write_docx(questions, file, title="三月试卷", with_key=True)

    found, bad = read("卷.docx", file.getvalue())

    assert bad == []
    kinds = list(KIND_NAMES)
    printed = sorted(questions, key=lambda question: kinds.index(question.kind))
    assert [replace(draft, place="", stem=asked(draft.stem)) for draft in found] == printed
