"""Questions are rendered once a version and filled in for each worker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from exams import at_hand
from exams.importing.drafts import QuestionDraft
from exams.models import Question, QuestionKind
from exams.question_markup import question_forms
from exams.services.questions import revise_question
from exams.sheet import shown
from exams.stencils import Stencil, mark
from tests.factories.exams import QuestionFactory

pytestmark = pytest.mark.django_db

WORDS = st.text(st.characters(exclude_characters="\ufdd0\ufdd1"))


def form_of(question: Question, keys: str, answer: list[str] | None = None) -> str:
    assert question.current is not None
    version = at_hand.versions_at_hand([question.current.pk])[question.current.pk]
    return question_forms(shown([[version.pk, list(keys), "2"]], {version.pk: version}, {0: answer or []}), reader=1)


@given(before=WORDS, value=WORDS, after=WORDS)
def test_a_stencil_puts_each_value_into_its_hole_and_changes_nothing_else(before: str, value: str, after: str) -> None:
    stencil = Stencil.cut(f"{before}{mark('name')}{after}{mark('name')}")
    assert stencil.fill({"name": value}) == f"{before}{value}{after}{value}"


def test_the_same_version_is_shown_in_the_order_of_each_paper_with_the_letters_of_the_places() -> None:
    question = QuestionFactory()
    first, second = form_of(question, "ABCD"), form_of(question, "DCBA")
    assert first.index("做法A") < first.index("做法D")
    assert second.index("做法D") < second.index("做法A")
    assert second.index('choice-key">A<') < second.index("做法D") < second.index('choice-key">B<')


def test_an_answer_is_ticked_in_one_paper_and_not_in_the_next() -> None:
    question = QuestionFactory()
    assert form_of(question, "ABCD", ["B"]).count(" checked") == 1
    assert form_of(question, "ABCD").count(" checked") == 0


def test_what_was_written_is_escaped() -> None:
    question = QuestionFactory(written=True)
    assert "&lt;b&gt;&quot;" in form_of(question, "", ['<b>"'])


def test_a_second_look_at_the_same_questions_asks_the_database_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    question = QuestionFactory()
    form_of(question, "ABCD")
    with django_assert_num_queries(0):
        form_of(question, "BADC")


def test_a_question_that_becomes_of_another_kind_leaves_papers_drawn_before_as_they_were() -> None:
    question = QuestionFactory()
    before = question.current
    assert before is not None
    draft = QuestionDraft(
        place="", kind=QuestionKind.MULTIPLE, stem="选两个", options=(("A", "一"), ("B", "二")), answer=("A", "B")
    )
    revise_question(question=question, draft=draft, by=None)
    at_hand.clear()
    version = at_hand.versions_at_hand([before.pk])[before.pk]
    paper = [[version.pk, list("ABCD"), "2"]]
    assert not shown(paper, {version.pk: version}, {})[0].is_multiple
