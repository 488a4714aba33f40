"""The pages on which answer sheets are found, typed and settled."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exams.models import (
    Attempt,
    Exam,
    SubmittedBy,
    TypedSheet,
)
from exams.services.papers import prepare_papers
from exams.services.printed_forms import make_forms
from exams.services.typed_sheets import type_sheet
from organizations.models import Role, User
from tests.factories.exams import ExamFactory, PaperFactory, PaperPartFactory, QuestionFactory
from tests.factories.organizations import County, desk_of, staff, worker_of
from tests.factories.paper_sheets import form_b, lines_of, right_on, typing_page


@pytest.mark.django_db
def test_what_was_written_and_what_was_put_in_order_is_graded_as_from_a_phone(
    county: County, clerks: tuple[User, User]
) -> None:
    paper = PaperFactory(owner=county.enterprise)
    written = PaperPartFactory(paper=paper, bank__owner=county.enterprise, kind="fill", count=1, points=50)
    PaperPartFactory(paper=paper, bank=written.bank, kind="order", count=1, points=50)
    QuestionFactory(bank=written.bank, kind="fill", options=[], answer=["30"], tolerance=1, unit="米")
    QuestionFactory(bank=written.bank, kind="order", answer=["C", "A", "D", "B"])
    exam = ExamFactory(owner=county.enterprise, paper=paper)
    make_forms(exam=exam, by=None)
    worker, form = worker_of(county.team), form_b(exam)
    prepare_papers(exam=exam)
    steps = "".join("ABCD"[form.paper[1][1].index(key)] for key in ("C", "A", "D", "B"))

    for clerk in clerks:
        desk_of(clerk).post(typing_page(exam, worker), {"part0": "30.5米", "part1": steps})

    assert Attempt.objects.get(worker=worker).score == 100


@pytest.mark.django_db
def test_a_clerk_finds_the_sheet_by_number_and_types_it_in_lines(
    printed_exam: Exam, seated: User, clerks: tuple[User, User]
) -> None:
    form, seat = form_b(printed_exam), Attempt.objects.get(worker=seated)
    first, second = desk_of(clerks[0]), desk_of(clerks[1])
    found: Any = first.get(reverse("exams:sheets", args=(printed_exam.pk,)), {"form": "B", "number": seat.employee_no})
    assert found.url == typing_page(printed_exam, seated)

    first.post(found.url, lines_of(form, right_on(form)))
    blind = second.get(typing_page(printed_exam, seated)).content.decode()
    for text in lines_of(form, right_on(form)).values():
        assert f'value="{text}"' not in blind
    second.post(found.url, lines_of(form, right_on(form)))

    seat.refresh_from_db()
    assert seat.score == 100
    assert seat.submitted_by == SubmittedBy.PAPER


@pytest.mark.django_db
def test_a_line_that_can_not_be_keeps_what_was_typed_and_nothing_is_kept(
    printed_exam: Exam, seated: User, clerks: tuple[User, User]
) -> None:
    form = form_b(printed_exam)
    typed = {**lines_of(form, right_on(form)), "part0": "ABZ"}

    answer = desk_of(clerks[0]).post(typing_page(printed_exam, seated), typed)

    assert answer.status_code == 200
    assert 'value="ABZ"' in answer.content.decode()
    assert not TypedSheet.objects.exists()


@pytest.mark.django_db
def test_the_page_that_settles_shows_both_readings_and_grades(
    printed_exam: Exam, seated: User, clerks: tuple[User, User]
) -> None:
    form = form_b(printed_exam)
    other = right_on(form)
    other[0] = []
    type_sheet(form=form, worker=seated, answers=right_on(form), by=clerks[0])
    type_sheet(form=form, worker=seated, answers=other, by=clerks[1])
    officer = desk_of(clerks[0])
    page = reverse("exams:settle_sheet", args=(printed_exam.pk, seated.pk))

    shown_page = officer.get(page).content.decode()
    officer.post(page, {"part0": lines_of(form, right_on(form))["part0"][0]})

    assert shown_page.count('class="field"') == 1
    assert Attempt.objects.get(worker=seated).score == 100


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["sheets", "type_sheet", "settle_sheet", "sheet_again"])
def test_a_neighbours_sheets_are_not_found(printed_exam: Exam, seated: User, county: County, view: str) -> None:
    neighbour: Client = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    arguments = {"sheets": (printed_exam.pk,), "type_sheet": (printed_exam.pk, "B", seated.pk)}.get(
        view, (printed_exam.pk, seated.pk)
    )
    address = reverse(f"exams:{view}", args=arguments)

    assert neighbour.get(address).status_code in {404, 405}
    assert neighbour.post(address).status_code in {404, 405}
    assert not TypedSheet.objects.exists()
