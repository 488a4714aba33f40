"""Cases on pages: told once where all questions stand, with each where one does; written in one place in the admin."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exams.models import CASE, Category, Paper, Question, QuestionBank, QuestionCase, QuestionState
from exams.services.cases import asked_in
from exams.services.mock_exams import hand_in_mock, start_mock
from exams.services.printed_forms import make_forms
from exams.services.sittings import start_attempt, submit_attempt
from organizations.models import Role, User
from tests.factories.exams import (
    ExamFactory,
    PaperPartFactory,
    QuestionCaseFactory,
    QuestionFactory,
    a_case_of,
)
from tests.factories.organizations import County, desk_of, phone_of, staff
from tests.pdf_text import text_of_pages

pytestmark = pytest.mark.django_db
TOLD = "夜班工人闻到烟味没有说。"
QUESTION = {
    "kind": "single",
    "category": "law",
    "difficulty": "1",
    "stem": "发现险情先怎么办？",
    "options": "A. 继续干\nB. 撤出去",
    "answer": "B",
}


def exam_on_a_case(bank: QuestionBank, size: int = 3) -> Any:
    a_case_of(size, bank=bank, text=TOLD)
    same = {"bank": bank, "category": Category.EMERGENCY, "points": Decimal(100) / size}
    part = PaperPartFactory(paper__owner=bank.owner, kind=CASE, count=1, case_size=size, **same)
    return ExamFactory(owner=bank.owner, paper=part.paper)


def edit(client: Client, case: QuestionCase, **changes: Any) -> Any:
    places = {f"place_{question.pk}": number for number, question in enumerate(asked_in(case), 1)}
    form = {"title": case.title, "category": case.category, "text": case.text, **places, **changes}
    return client.post(reverse("admin_cases:edit", args=(case.pk,)), form)


def test_the_exam_page_tells_a_case_once_and_again_only_where_one_question_stands_alone(
    bank: QuestionBank, worker: User
) -> None:
    attempt = start_attempt(exam=exam_on_a_case(bank), worker=worker)

    page = phone_of(worker).get(f"/attempts/{attempt.pk}/").content.decode()

    assert page.count('<details class="card told" open>') == 1
    assert page.count('<details class="card told js-only" open>') == 2
    assert page.index(TOLD) < page.index("接下来怎么办")


def test_a_mock_exam_and_its_result_tell_a_case_once(bank: QuestionBank, worker: User) -> None:
    exam_on_a_case(bank)
    phone, mock = phone_of(worker), start_mock(worker=worker)
    address = reverse("exams:mock_exam", args=(mock.pk,))

    assert phone.get(address).content.decode().count(TOLD) == 1
    hand_in_mock(mock=mock, chosen={})
    assert phone.get(address).content.decode().count(TOLD) == 1


def test_the_result_tells_a_case_once_above_its_questions(bank: QuestionBank, worker: User) -> None:
    attempt = submit_attempt(attempt=start_attempt(exam=exam_on_a_case(bank), worker=worker))

    page = phone_of(worker).get(reverse("exams:result", args=(attempt.pk,))).content.decode()

    assert page.count(TOLD) == 1
    assert page.index(TOLD) < page.index("1、接下来怎么办")


def test_the_printed_paper_tells_a_case_once_and_says_the_kind_of_each_question(
    bank: QuestionBank, county: County
) -> None:
    exam = exam_on_a_case(bank)
    make_forms(exam=exam, by=None)

    answer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(f"/desk/exams/{exam.pk}/print/A.pdf")
    text = "".join("".join(text_of_pages(answer.content)).split())

    assert text.count(TOLD) == 1
    assert text.count("（单选题）") == 3


def test_a_case_and_its_questions_are_written_in_one_place(bank: QuestionBank, officer: Client) -> None:
    case_form = {"bank": bank.pk, "title": "闻到烟味", "category": "emergency", "text": f"{TOLD}\n"}
    officer.post(reverse("admin_cases:add"), case_form)
    case = QuestionCase.objects.get()
    under_it = f"{reverse('admin_questions:add')}?case={case.pk}"
    assert officer.get(under_it).context["form"].initial["bank"] == bank.pk

    for stem in ("先做什么？", "再做什么？"):
        answer = officer.post(under_it, {**QUESTION, "bank": bank.pk, "case": case.pk, "stem": stem})

    own_page = reverse("admin_cases:edit", args=(case.pk,))
    assert answer.headers["Location"] == own_page
    assert [str(question) for question in asked_in(case)] == ["先做什么？", "再做什么？"]
    assert {question.current.background for question in asked_in(case) if question.current} == {TOLD}
    page = officer.get(own_page).content.decode()
    assert "先做什么？" in page
    assert "id=" in officer.get(own_page).context["review_url"]


def test_other_numbers_on_the_page_of_a_case_make_another_order(bank: QuestionBank, officer: Client) -> None:
    case = a_case_of(3, bank=bank)
    first, second, third = asked_in(case)

    edit(officer, case, **{f"place_{first.pk}": 3, f"place_{third.pk}": 1})

    assert asked_in(case) == [third, second, first]
    assert {question.state for question in asked_in(case)} == {QuestionState.IN_USE}


def test_another_text_on_the_page_of_a_case_has_its_questions_reviewed_again(
    bank: QuestionBank, officer: Client
) -> None:
    case = a_case_of(2, bank=bank)

    edit(officer, case, text=TOLD)

    assert {(str(question.state), question.current.background) for question in asked_in(case) if question.current} == {
        ("to_review", TOLD)
    }


def test_a_question_under_a_case_is_revised_without_its_text(bank: QuestionBank, officer: Client) -> None:
    case = a_case_of(2, bank=bank)
    address = reverse("admin_questions:edit", args=(asked_in(case)[0].pk,))

    assert "background" not in officer.get(address).context["form"].fields
    officer.post(address, {**QUESTION, "case": case.pk, "background": "别的事。"})

    revised = asked_in(case)[0].current
    assert revised is not None
    assert (revised.number, revised.background) == (2, case.text)


def test_a_question_goes_only_under_a_case_of_its_own_bank(bank: QuestionBank, county: County, officer: Client) -> None:
    other = QuestionCaseFactory(bank__owner=county.enterprise)
    next_door = QuestionCaseFactory(bank__owner=county.neighbour, title="邻家的案例")

    officer.post(reverse("admin_questions:add"), {**QUESTION, "bank": bank.pk, "case": other.pk})
    page = officer.get(f"{reverse('admin_questions:add')}?case={next_door.pk}").content.decode()

    assert not Question.objects.exists()
    assert "邻家的案例" not in page


def test_the_list_of_questions_says_to_which_case_each_belongs(bank: QuestionBank, officer: Client) -> None:
    a_case_of(2, bank=bank, title="闻到烟味")
    QuestionFactory(bank=bank)

    page = officer.get(reverse("admin_questions:index")).content.decode()

    assert page.count("闻到烟味 · ") == 2


def test_the_bureaus_whole_cases_can_be_read_by_everybody_and_changed_by_nobody_else(
    county: County, officer: Client
) -> None:
    shared = a_case_of(2, bank__owner=county.bureau, title="县里的案例")
    waits = a_case_of(2, bank__owner=county.bureau, title="还没审的案例")
    Question.objects.filter(case=waits, case_place=1).update(state=QuestionState.TO_REVIEW)

    page = officer.get(reverse("admin_cases:index")).content.decode()

    assert "县里的案例" in page
    assert "还没审的案例" not in page
    assert shared.text in officer.get(reverse("admin_cases:read", args=(shared.pk,))).content.decode()
    for view, case in (("edit", shared), ("read", waits)):
        assert officer.get(reverse(f"admin_cases:{view}", args=(case.pk,))).status_code in {302, 404}


@pytest.mark.parametrize(("kind", "size", "kept"), [("case", 3, True), ("case", 1, False), ("single", 3, False)])
def test_a_part_of_a_paper_asks_for_cases_of_a_size(
    *, county: County, bank: QuestionBank, officer: Client, kind: str, size: int, kept: bool
) -> None:
    cells = {"bank": bank.pk, "kind": kind, "category": "emergency", "count": 2, "case_size": size, "points": "5"}
    form = {
        "name": "案例试卷",
        "owner": county.enterprise.pk,
        "parts-TOTAL_FORMS": 1,
        "parts-INITIAL_FORMS": 0,
        "parts-MIN_NUM_FORMS": 1,
        "parts-MAX_NUM_FORMS": 1000,
        **{f"parts-0-{name}": value for name, value in cells.items()},
    }

    officer.post(reverse("admin_papers:add"), form)

    assert Paper.objects.exists() is kept
    if kept:
        assert (Paper.objects.get().question_count(), Paper.objects.get().full_points()) == (6, Decimal(30))
