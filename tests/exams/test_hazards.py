"""Hazards to be found on a picture: written, tapped, graded, outlined."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.drawing.papers import shown_keys as drawn_keys
from exams.errors import CannotBePrinted
from exams.exporting.forms import left_out
from exams.hazard_grid import COLUMNS, Grid, Hazard, finds_all, hazards_of, read_hazards
from exams.importing.drafts import UnreadableRow
from exams.models import Attempt, Question, QuestionKind
from exams.phone import MOST_PARTS
from exams.services.copying import copy_questions
from exams.services.journal import record_events
from exams.services.papers import prepare_papers
from exams.services.printed_forms import make_forms
from exams.services.sittings import start_attempt, submit_attempt
from exams.sheet import paper_of
from organizations.models import User
from tests.factories.exams import ExamFactory, PaperFactory, PaperPartFactory, QuestionBankFactory, QuestionFactory
from tests.factories.organizations import phone_of
from tests.factories.pictures import HAZARDS as ANSWER
from tests.factories.pictures import SQUARES as GRID
from tests.factories.pictures import a_hazard_question, show
from tests.factories.sittings import an_event


@st.composite
def marked(draw: st.DrawFn) -> tuple[Hazard, ...]:
    """Some hazards, no square in two of them."""
    squares = draw(st.permutations(GRID.squares))
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    begins = [sum(sizes[:place]) for place in range(len(sizes))]
    return tuple(
        Hazard(f"隐患{place}", tuple(squares[begin : begin + size]))
        for place, (begin, size) in enumerate(zip(begins, sizes, strict=True))
    )


@given(marked(), st.data())
def test_one_square_of_every_hazard_is_enough_and_more_of_them_do_no_harm(
    hazards: tuple[Hazard, ...], data: st.DataObject
) -> None:
    chosen = [
        square
        for hazard in hazards
        for square in data.draw(st.lists(st.sampled_from(hazard.squares), min_size=1, unique=True))
    ]
    assert finds_all(hazards, chosen)


@given(marked(), st.data())
def test_a_hazard_that_is_missed_makes_it_wrong(hazards: tuple[Hazard, ...], data: st.DataObject) -> None:
    missed = data.draw(st.sampled_from(hazards))
    chosen = [square for hazard in hazards if hazard != missed for square in hazard.squares]
    assert not finds_all(hazards, chosen)


@given(marked(), st.data())
def test_a_square_beside_every_hazard_makes_it_wrong(hazards: tuple[Hazard, ...], data: st.DataObject) -> None:
    right = [square for hazard in hazards for square in hazard.squares]
    beside = data.draw(st.sampled_from(sorted(set(GRID.squares) - set(right))))
    assert not finds_all(hazards, [*right, beside])


@given(marked())
def test_hazards_are_read_again_as_they_were_written(hazards: tuple[Hazard, ...]) -> None:
    answer = read_hazards("\n".join(map(str, hazards)), GRID)
    assert hazards_of(answer) == hazards


@given(st.integers(100, 1200), st.integers(100, 1200))
def test_a_square_is_wide_and_high_enough_for_a_thumb(width: int, height: int) -> None:
    rows = Grid.over(width=width, height=height).rows
    assert 288 / len(COLUMNS) >= 44
    assert rows == 1 or 288 * height / width / rows >= 44
    assert rows * len(COLUMNS) <= MOST_PARTS


@pytest.mark.parametrize(
    "text", [" 没戴安全帽 : b2，B3 \n\n护栏缺了一段：Ｅ４", "没戴安全帽：B2、B3\n护栏缺了一段：E4"]
)
def test_people_write_colons_commas_and_letters_as_they_like(text: str) -> None:
    assert list(read_hazards(text, GRID)) == ANSWER


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没戴安全帽：B2 B3"),
        ("没戴安全帽", "没戴安全帽"),
        ("：B2", "：B2"),
        ("没戴安全帽：G1", "G1"),
        ("没戴安全帽：B5", "F4"),
        ("没戴安全帽：B2\n护栏缺了一段：B2", "B2"),
        ("\n".join(f"第{n}处：A1" for n in range(11)), "没戴安全帽：B2 B3"),
    ],
)
def test_what_names_no_hazard_or_no_square_of_the_picture_is_said(text: str, said: str) -> None:
    with pytest.raises(UnreadableRow, match=re.escape(said)):
        read_hazards(text, GRID)


def test_squares_are_never_shuffled() -> None:
    assert drawn_keys(QuestionKind.HAZARD, GRID.squares, None) == GRID.squares  # type: ignore[arg-type]


@pytest.fixture
def attempt(worker: User) -> Attempt:
    enterprise = worker.memberships.get().enterprise
    question = a_hazard_question(bank__owner=enterprise)
    paper = PaperFactory(owner=enterprise)
    PaperPartFactory(paper=paper, bank=question.bank, kind=question.kind, count=1, points=100)
    exam = ExamFactory(owner=enterprise, paper=paper)
    prepare_papers(exam=exam)
    return start_attempt(exam=exam, worker=worker)


def test_the_page_has_a_named_box_for_every_square_of_the_picture(worker: User, attempt: Attempt) -> None:
    page = phone_of(worker).get(f"/attempts/{attempt.pk}/").content.decode()

    assert page.count('class="square"') == 24
    assert "第2行第3列" in page
    assert page.count('class="question-picture"') == 1
    assert "没戴安全帽" not in page


@pytest.mark.parametrize(
    ("chosen", "points"),
    [(["B3", "E4"], 100), (["B2", "B3", "E4"], 100), (["B2"], 0), (["B2", "E4", "A1"], 0), ([], 0)],
)
def test_squares_are_chosen_without_a_script_and_graded(
    worker: User, attempt: Attempt, chosen: list[str], points: int
) -> None:
    phone = phone_of(worker)
    page = phone.get(f"/attempts/{attempt.pk}/").content.decode()
    device = re.findall(r'name="device" value="([^"]+)"', page)[0]

    phone.post(f"/attempts/{attempt.pk}/", {"device": device, "q0": chosen})

    assert paper_of(attempt)[0].answer == tuple(sorted(chosen))
    assert int(submit_attempt(attempt=attempt).score or 0) == points


def test_a_square_outside_the_picture_does_not_enter_the_journal(attempt: Attempt) -> None:
    assert record_events(attempt_id=attempt.pk, device=uuid4(), events=[an_event(0, 0, ["B9"])]).refused


def test_the_result_outlines_and_names_the_hazards(worker: User, attempt: Attempt) -> None:
    record_events(attempt_id=attempt.pk, device=uuid4(), events=[an_event(0, 0, ["A1", "B2"])])
    submit_attempt(attempt=attempt)

    page = phone_of(worker).get(f"/attempts/{attempt.pk}/result/").content.decode()

    assert "1　没戴安全帽（B2、B3）" in page
    assert "2　护栏缺了一段（E4）" in page
    assert "A1、B2" in page
    outlines = re.findall(r'class="hazard-outline" d="([^"]+)"', page)
    assert [path.count("M") for path in outlines] == [6, 4]  # two squares one below the other, and one alone
    assert page.count("hazard-spot") == 2


@pytest.mark.django_db
def test_a_paper_with_hazards_is_not_printed(worker: User, attempt: Attempt) -> None:
    with pytest.raises(CannotBePrinted):
        make_forms(exam=attempt.exam, by=None)


@pytest.mark.django_db
def test_a_copy_in_another_bank_asks_for_the_same_hazards_on_the_same_picture() -> None:
    question = a_hazard_question()
    [copy] = copy_questions(questions=Question.objects.all(), bank=QuestionBankFactory(), by=None)
    assert copy.current is not None
    assert copy.current.answer == ANSWER
    assert copy.current.pictures.get().picture.digest == question.current.pictures.get().picture.digest  # type: ignore[union-attr]


@pytest.mark.django_db
def test_who_exports_is_told_for_each_form_what_its_file_lacks() -> None:
    hazard = a_hazard_question()
    show(QuestionFactory(bank=hazard.bank), "B")
    questions = Question.objects.filter(bank=hazard.bank)

    assert {form.value: len(said) for form, said in left_out(questions).items()} == {
        **{"xlsx": 0, "paper": 0, "key": 0, "xml": 1, "gift": 2}
    }
    assert not any(left_out(questions.none()).values())
