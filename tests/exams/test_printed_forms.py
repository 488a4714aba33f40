"""An exam on paper: two forms of the same questions, answer sheets with a place for each, and a key that is right."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.models import PostKind
from exams.drawing.papers import DrawnPaper
from exams.errors import ExamNotOpen
from exams.models import Exam, ExamState, PrintedForm, QuestionKind, QuestionVersion
from exams.printing.answer_sheet import draw_answer_sheet
from exams.printing.forms import AskedVersion, printed_forms
from exams.printing.key import key_pdf
from exams.printing.page import BOTTOM, LEFT, WIDTH, Sheets
from exams.printing.question_paper import form_pdf
from exams.printing.sheet import PrintedOption, PrintedQuestion, PrintedSheet, sheet_of
from exams.services.papers import prepare_papers
from exams.services.printed_forms import make_forms
from organizations.models import AuditEntry, Role
from tests.factories.exams import ExamFactory, PaperFactory, PaperPartFactory, QuestionFactory, filled_paper
from tests.factories.organizations import County, desk_of, staff, worker_of
from tests.pdf_text import text_of_pages

ADDRESS = "https://jingzhong.example/desk/exams/7/print/?form=ABCD-2345"
HAN = "".join(chr(code) for code in range(0x4E00, 0x4E40))
TEXTS = st.text(st.sampled_from(HAN + "，。；：（）“”0123456789abcXYZ.%/- \n龘\U00020000"), min_size=1, max_size=500)
CROSSED = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE)


@st.composite
def papers(draw: st.DrawFn) -> tuple[DrawnPaper, dict[int, str]]:
    """A paper of a few parts, with the kinds of its versions."""
    paper: DrawnPaper = []
    kinds: dict[int, str] = {}
    for kind in draw(st.lists(st.sampled_from(QuestionKind.values), max_size=4)):
        points = draw(st.sampled_from(["1.00", "2.00"]))
        for _question in range(draw(st.integers(1, 6))):
            version = len(kinds) + 1
            kinds[version] = kind
            keys = list("TF") if kind == QuestionKind.TRUE_FALSE else list("ABCD"[: draw(st.integers(0, 4))])
            paper.append([version, keys, points])
    return paper, kinds


@given(papers(), st.integers())
def test_every_form_asks_the_same_in_the_same_parts_with_the_same_options(
    drawn: tuple[DrawnPaper, dict[int, str]], seed: int
) -> None:
    paper, kinds = drawn
    asked = {version: AskedVersion(kind) for version, kind in kinds.items()}

    for form in printed_forms(paper, asked, "AB", seed).values():
        assert Counter((version, frozenset(keys), points) for version, keys, points in form) == Counter(
            (version, frozenset(keys), points) for version, keys, points in paper
        )
        assert [(kinds[line[0]], line[2]) for line in form] == [(kinds[line[0]], line[2]) for line in paper]
        assert all(keys == ["T", "F"] for version, keys, _points in form if kinds[version] == QuestionKind.TRUE_FALSE)


def test_form_a_and_form_b_differ_and_come_out_the_same_again() -> None:
    paper: DrawnPaper = [[version, list("ABCD"), "2.00"] for version in range(1, 21)]
    asked = dict.fromkeys(range(1, 21), AskedVersion(QuestionKind.SINGLE))

    forms = printed_forms(paper, asked, "AB", 7)

    assert forms["A"] != forms["B"]
    assert forms == printed_forms(paper, asked, "AB", 7)


@st.composite
def questions(draw: st.DrawFn, kinds: tuple[str, ...] = CROSSED) -> PrintedQuestion:
    kind = draw(st.sampled_from(kinds))
    marks = ("正确", "错误") if kind == QuestionKind.TRUE_FALSE else "ABCDEFGH"[: draw(st.integers(2, 8))]
    return PrintedQuestion(
        number=1,
        kind=kind,
        kind_name=kind,
        stem=draw(TEXTS),
        background=draw(st.one_of(st.just(""), TEXTS)),
        options=tuple(PrintedOption(mark, draw(TEXTS)) for mark in marks),
        right="A",
        points=Decimal(2),
    )


def a_sheet(asked: list[PrintedQuestion], title: str = "三月安全知识考试") -> PrintedSheet:
    return PrintedSheet(title, "第一铁矿", "A", "ABCD-2345", ADDRESS, 60, asked)


@given(st.lists(questions((*CROSSED, QuestionKind.FILL)), min_size=1, max_size=25), TEXTS)
@settings(max_examples=25)
def test_whatever_is_asked_stays_inside_the_margins_of_the_page(asked: list[PrintedQuestion], title: str) -> None:
    places: list[tuple[float, float]] = []

    class Noted(Sheets):
        def text(self, x: float, y: float, text: str = "") -> Any:
            places.append((x + self.get_string_width(text), y))
            return super().text(x, y, text)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("exams.printing.question_paper.Sheets", Noted)
        form_pdf(a_sheet(asked, title))

    assert max(right for right, _y in places) <= LEFT + WIDTH + 0.1
    assert max(y for _right, y in places) <= BOTTOM + 0.1


@given(st.integers(1, 220), st.integers(2, 8))
@settings(max_examples=25)
def test_the_answer_sheet_has_a_box_for_every_option_of_every_question(number: int, options: int) -> None:
    marks = "ABCDEFGH"[:options]
    one = PrintedQuestion(
        1, QuestionKind.SINGLE, "单选题", "题", "", tuple(PrintedOption(m, m) for m in marks), "A", Decimal(2)
    )
    boxes: set[tuple[int, float, float]] = set()

    class Noted(Sheets):
        def rect(self, x: float, y: float, w: float, h: float, *rest: Any, **more: Any) -> None:
            if not more:
                boxes.add((self.page_no(), x, y))
                assert x + w <= LEFT + WIDTH
                assert y + h <= BOTTOM
            super().rect(x, y, w, h, *rest, **more)

    draw_answer_sheet(Noted("考试"), a_sheet([one] * number))

    assert len(boxes) == number * options


@pytest.fixture
def exam(county: County) -> Exam:
    """Six single and three multiple choices, and four to be judged."""
    paper = PaperFactory(owner=county.enterprise)
    part = PaperPartFactory(paper=paper, bank__owner=county.enterprise, count=6, points=5)
    QuestionFactory.create_batch(8, bank=part.bank)
    for kind, count in (("multiple", 3), ("true_false", 4)):
        PaperPartFactory(paper=paper, bank=part.bank, kind=kind, count=count, points=10)
        QuestionFactory.create_batch(count, bank=part.bank, **{kind: True})
    made: Exam = ExamFactory(owner=county.enterprise, paper=paper)
    return made


def sheets_of(exam: Exam) -> list[PrintedSheet]:
    return [sheet_of(form, ADDRESS) for form in PrintedForm.objects.filter(exam=exam).select_related("exam__owner")]


@pytest.mark.django_db
def test_a_form_can_be_read_whole_with_its_letter_code_and_pages(exam: Exam) -> None:
    make_forms(exam=exam, by=None)
    form = sheets_of(exam)[0]

    pages = text_of_pages(form_pdf(form))

    text = "".join(pages)
    for question in form.questions:
        assert question.stem in text
    assert len(form.questions) == 13
    assert exam.title in pages[0]
    assert exam.owner.name in pages[0]
    for number, page in enumerate(pages, 1):
        assert form.code in page
        assert f"{number} 页" in page
        assert f"共 {len(pages)} 页" in page


@pytest.mark.django_db
def test_the_key_says_what_is_right_on_each_form(exam: Exam) -> None:
    forms = make_forms(exam=exam, by=None)

    pages = text_of_pages(key_pdf(sheets_of(exam)))

    for form, page in zip(forms, pages, strict=True):
        said = dict(re.findall(r"(\d+)\. ([A-D]+|正确|错误|对|错)", page))
        assert len(said) == len(form.paper) == 13
        for number, (version, keys, _points) in enumerate(form.paper, 1):
            asked = QuestionVersion.objects.select_related("question").get(pk=version)
            if asked.question.kind == QuestionKind.TRUE_FALSE:
                expected = {option["key"]: option["text"] for option in asked.options}[asked.answer[0]]
            else:
                expected = "".join("ABCD"[place] for place, key in enumerate(keys) if key in asked.answer)
            assert said[str(number)] == expected


@pytest.mark.django_db
def test_forms_are_made_once_and_stay(exam: Exam, county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)

    first, again = make_forms(exam=exam, by=officer), make_forms(exam=exam, by=officer)

    assert [form.pk for form in first] == [form.pk for form in again]
    assert [form.letter for form in first] == ["A", "B"]
    assert AuditEntry.objects.filter(action="forms.make").count() == 1


@pytest.mark.django_db
def test_a_draft_is_not_printed(exam: Exam) -> None:
    exam.state = ExamState.DRAFT
    exam.save()

    with pytest.raises(ExamNotOpen):
        make_forms(exam=exam, by=None)


@pytest.mark.django_db
def test_on_paper_nobody_is_asked_what_is_for_a_post_only(county: County) -> None:
    paper = filled_paper(owner=county.enterprise, questions=3, spare=0)
    for question in QuestionFactory.create_batch(5, bank=paper.parts.get().bank):
        question.post_kinds.set([PostKind.objects.first()])

    form = make_forms(exam=ExamFactory(owner=county.enterprise, paper=paper), by=None)[0]

    assert not QuestionVersion.objects.filter(
        pk__in=[line[0] for line in form.paper], question__post_kinds__isnull=False
    ).exists()


@pytest.mark.django_db
def test_the_officer_makes_the_forms_and_takes_papers_and_key_away(exam: Exam, county: County) -> None:
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    page = reverse("exams:print", args=(exam.pk,))

    officer.post(reverse("exams:make_forms", args=(exam.pk,)))
    shown = officer.get(page).content.decode()
    form = officer.get(reverse("exams:print_form", args=(exam.pk, "B")))
    key = officer.get(reverse("exams:print_key", args=(exam.pk,)))

    assert all(form.code in shown for form in PrintedForm.objects.filter(exam=exam))
    assert form["Content-Type"] == key["Content-Type"] == "application/pdf"
    assert set(AuditEntry.objects.filter(action__startswith="forms.").values_list("action", flat=True)) == {
        *("forms.make", "forms.print", "forms.key")
    }


@pytest.mark.django_db
def test_the_key_of_the_bureaus_exam_reaches_an_enterprise_only_when_it_is_closed(county: County) -> None:
    worker_of(county.team)
    exam = ExamFactory(owner=county.bureau, paper=filled_paper(owner=county.bureau))
    prepare_papers(exam=exam)
    make_forms(exam=exam, by=None)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    key = reverse("exams:print_key", args=(exam.pk,))

    assert officer.get(reverse("exams:print_form", args=(exam.pk, "A"))).status_code == 200
    assert officer.get(key).status_code == 404
    Exam.objects.update(state=ExamState.CLOSED)
    assert officer.get(key).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["print", "make_forms", "print_key"])
def test_a_neighbours_forms_are_not_found(exam: Exam, county: County, view: str) -> None:
    neighbour: Client = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    address = reverse(f"exams:{view}", args=(exam.pk,))

    assert neighbour.get(address).status_code in {404, 405}
    assert neighbour.post(address).status_code in {404, 405}
    assert not PrintedForm.objects.exists()
