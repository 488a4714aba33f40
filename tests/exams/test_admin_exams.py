"""Papers and exams in the admin: made as drafts within reach, published with open eyes, then left as they are."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exams.models import Attempt, Exam, ExamState, Paper, QuestionBank, QuestionState
from exams.tasks import draw_papers
from organizations.models import AuditEntry, Role
from tests.factories.exams import ExamFactory, QuestionBankFactory, filled_paper
from tests.factories.organizations import County, MembershipFactory, desk_of, staff

pytestmark = pytest.mark.django_db


def paper_form(county: County, *parts: tuple[QuestionBank, str, int], **fields: Any) -> dict[str, Any]:
    form = {
        "name": "三月试卷",
        "owner": county.enterprise.pk,
        "parts-TOTAL_FORMS": len(parts),
        "parts-INITIAL_FORMS": 0,
        "parts-MIN_NUM_FORMS": 1,
        "parts-MAX_NUM_FORMS": 1000,
    }
    for number, (bank, category, count) in enumerate(parts):
        cells = {"bank": bank.pk, "kind": "single", "category": category, "count": count, "points": "2"}
        form |= {f"parts-{number}-{name}": value for name, value in cells.items()}
    return {**form, **fields}


def exam_form(county: County, drawn_by: Paper, **fields: Any) -> dict[str, Any]:
    opens = timezone.localtime() + timedelta(hours=1)
    return {
        "title": "三月安全知识考试",
        "owner": county.enterprise.pk,
        "paper": drawn_by.pk,
        "audience": [county.enterprise.pk],
        "opens_at": f"{opens:%Y-%m-%d %H:%M}",
        "closes_at": f"{opens + timedelta(hours=2):%Y-%m-%d %H:%M}",
        "duration_minutes": "60",
        "results_shown": "at_once",
        "pass_points": "80",
        "grace_seconds": "1800",
        "answer_file_days": "7",
        "bonus_month": "",
        **fields,
    }


def make_paper(client: Client, form: dict[str, Any]) -> Any:
    return client.post(reverse("admin_papers:add"), form)


def make_exam(client: Client, form: dict[str, Any]) -> Any:
    return client.post(reverse("admin_exams:add"), form)


def publish_page(exam: Exam) -> str:
    return reverse("admin_exams:publish", args=(exam.pk,))


def test_a_paper_is_made_with_its_parts_and_leaves_a_trace(county: County, officer: Client) -> None:
    own, countys = QuestionBankFactory(owner=county.enterprise), QuestionBankFactory(owner=county.bureau)

    make_paper(officer, paper_form(county, (own, "law", 20), (countys, "emergency", 10)))

    paper = Paper.objects.get()
    assert (paper.owner, paper.question_count(), paper.full_points()) == (county.enterprise, 30, Decimal(60))
    assert AuditEntry.objects.get(action="paper.save").unit == county.enterprise


def test_a_neighbours_bank_is_neither_offered_nor_taken(county: County, officer: Client) -> None:
    theirs = QuestionBankFactory(owner=county.neighbour, name="邻矿题库")

    assert "邻矿题库" not in officer.get(reverse("admin_papers:add")).content.decode()
    assert make_paper(officer, paper_form(county, (theirs, "law", 5))).status_code == 200
    assert not Paper.objects.exists()


def test_not_even_the_bureau_mixes_one_enterprises_bank_into_anothers_paper(county: County) -> None:
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    theirs = QuestionBankFactory(owner=county.neighbour)

    assert make_paper(bureau, paper_form(county, (theirs, "law", 5))).status_code == 200
    assert not Paper.objects.exists()


def test_a_paper_without_parts_or_with_the_same_part_twice_is_sent_back(county: County, officer: Client) -> None:
    bank = QuestionBankFactory(owner=county.enterprise)

    assert make_paper(officer, paper_form(county)).status_code == 200
    assert make_paper(officer, paper_form(county, (bank, "law", 5), (bank, "law", 6))).status_code == 200
    assert not Paper.objects.exists()


def test_a_paper_in_use_by_a_published_exam_stands(county: County, officer: Client) -> None:
    paper = filled_paper(owner=county.enterprise)
    ExamFactory(owner=county.enterprise, paper=paper)
    part = paper.parts.get()
    form = paper_form(county, (part.bank, part.category, 1), name="改了名")
    form |= {"parts-INITIAL_FORMS": 1, "parts-0-id": part.pk}

    answer = officer.post(reverse("admin_papers:edit", args=(paper.pk,)), form)

    paper.refresh_from_db()
    assert answer.status_code == 200
    assert paper.name != "改了名"
    assert paper.parts.get().count == part.count


def test_an_exam_begins_as_a_draft_and_leads_to_the_page_where_it_is_published(county: County, officer: Client) -> None:
    answer = make_exam(officer, exam_form(county, filled_paper(owner=county.enterprise)))

    exam = Exam.objects.get()
    assert (exam.state, list(exam.audience.all())) == (ExamState.DRAFT, [county.enterprise])
    assert answer.url == publish_page(exam)


def test_the_month_of_the_bonus_is_kept_as_its_first_day(county: County, officer: Client) -> None:
    month = timezone.localdate().replace(day=1)

    make_exam(officer, exam_form(county, filled_paper(owner=county.enterprise), bonus_month=month.isoformat()))

    assert Exam.objects.get().bonus_month == month


def test_a_month_that_is_not_offered_is_sent_back(county: County, officer: Client) -> None:
    paper = filled_paper(owner=county.enterprise)

    assert make_exam(officer, exam_form(county, paper, bonus_month=date(2001, 1, 1).isoformat())).status_code == 200
    assert not Exam.objects.exists()


def test_units_and_papers_of_others_are_neither_offered_nor_taken(county: County, officer: Client) -> None:
    own, theirs = filled_paper(owner=county.enterprise), filled_paper(owner=county.neighbour)
    form = officer.get(reverse("admin_exams:add")).content.decode()

    for wrong in (
        {"owner": county.neighbour.pk},
        {"audience": [county.neighbour.pk]},
        {"audience": [county.town.pk]},
        {"paper": theirs.pk},
    ):
        assert make_exam(officer, exam_form(county, own, **wrong)).status_code == 200

    assert county.neighbour.name not in form
    assert theirs.name not in form
    assert not Exam.objects.exists()


def test_the_bureaus_paper_can_be_used_by_everybody(county: County, officer: Client) -> None:
    make_exam(officer, exam_form(county, filled_paper(owner=county.bureau)))

    assert Exam.objects.count() == 1


def test_more_points_to_pass_than_the_paper_has_are_sent_back(county: County, officer: Client) -> None:
    form = exam_form(county, filled_paper(owner=county.enterprise), pass_points="101")

    assert make_exam(officer, form).status_code == 200


def test_who_reaches_a_town_addresses_enterprises_and_not_their_teams(county: County) -> None:
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))

    form = bureau.get(reverse("admin_exams:add")).content.decode()

    assert county.enterprise.name in form
    assert county.team.name not in form


def test_the_page_before_publishing_says_for_how_many_and_what_is_missing(county: County, officer: Client) -> None:
    MembershipFactory.create_batch(3, unit=county.team)
    paper = filled_paper(owner=county.enterprise, questions=4, spare=0)
    exam = ExamFactory(owner=county.enterprise, paper=paper, draft=True)
    paper.parts.get().bank.questions.update(state=QuestionState.RETIRED)

    shown = officer.get(publish_page(exam)).content.decode()

    assert "3 人" in shown
    assert f"{paper.parts.get().label} 需要 4 题，题库里只有 0 题在用" in shown
    assert "<form" not in shown.split('class="w-mt-8"')[1].split("</dl>")[1]


def test_what_is_short_can_not_be_published_by_a_forced_request_either(county: County, officer: Client) -> None:
    MembershipFactory(unit=county.team)
    paper = filled_paper(owner=county.enterprise)
    exam = ExamFactory(owner=county.enterprise, paper=paper, draft=True)
    paper.parts.get().bank.questions.update(state=QuestionState.TO_REVIEW)

    officer.post(publish_page(exam))

    exam.refresh_from_db()
    assert exam.state == ExamState.DRAFT


def test_publishing_draws_everybodys_paper_in_the_background(
    county: County, officer: Client, django_capture_on_commit_callbacks: Any
) -> None:
    MembershipFactory.create_batch(3, unit=county.team)
    exam = ExamFactory(owner=county.enterprise, paper=filled_paper(owner=county.enterprise), draft=True)

    with django_capture_on_commit_callbacks() as callbacks:
        officer.post(publish_page(exam))
    before = officer.get(reverse("admin_exams:seats", args=(exam.pk,))).json()
    draw_papers(exam.pk)
    after = officer.get(reverse("admin_exams:seats", args=(exam.pk,))).json()

    exam.refresh_from_db()
    assert (exam.state, len(callbacks)) == (ExamState.PUBLISHED, 1)
    assert (before["done"], before["total"], before["finished"]) == (0, 3, False)
    assert (after["done"], after["finished"]) == (3, True)
    assert Attempt.objects.filter(exam=exam).count() == 3


def test_a_published_exam_is_neither_edited_nor_discarded(county: County, officer: Client) -> None:
    exam = ExamFactory(owner=county.enterprise, paper=filled_paper(owner=county.enterprise))
    form = exam_form(county, exam.paper, title="改了名")

    assert officer.post(reverse("admin_exams:edit", args=(exam.pk,)), form).status_code == 404
    assert officer.post(reverse("admin_exams:delete", args=(exam.pk,))).status_code == 404
    officer.post(publish_page(exam))

    exam.refresh_from_db()
    assert exam.title != "改了名"
    assert AuditEntry.objects.filter(action="exam.publish").count() == 0


def test_a_draft_can_be_changed_and_discarded(county: County, officer: Client) -> None:
    exam = ExamFactory(owner=county.enterprise, paper=filled_paper(owner=county.enterprise), draft=True)

    officer.post(reverse("admin_exams:edit", args=(exam.pk,)), exam_form(county, exam.paper, title="新名"))
    exam.refresh_from_db()
    assert exam.title == "新名"

    officer.post(reverse("admin_exams:delete", args=(exam.pk,)))
    assert not Exam.objects.exists()


@pytest.mark.parametrize("view", ["edit", "delete", "publish", "seats"])
def test_a_neighbours_exam_is_not_found(county: County, view: str) -> None:
    exam = ExamFactory(owner=county.enterprise, paper=filled_paper(owner=county.enterprise), draft=True)
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    address = reverse(f"admin_exams:{view}", args=(exam.pk,))

    assert neighbour.get(address).status_code == 404
    assert neighbour.post(address).status_code in {404, 405}
    assert exam.title not in neighbour.get(reverse("admin_exams:index")).content.decode()
    exam.refresh_from_db()
    assert exam.state == ExamState.DRAFT


@pytest.mark.parametrize("name", ["admin_questions", "admin_exams", "admin_papers", "admin_banks"])
def test_a_list_asks_the_database_no_more_for_many_rows_than_for_one(
    county: County, officer: Client, name: str
) -> None:
    def fill(times: int) -> None:
        for _time in range(times):
            ExamFactory(owner=county.enterprise, paper=filled_paper(owner=county.enterprise))

    address = reverse(f"{name}:index")
    fill(1)
    officer.get(address)  # what is cached once
    with CaptureQueriesContext(connection) as few:
        officer.get(address)
    fill(5)

    with CaptureQueriesContext(connection) as many:
        officer.get(address)

    assert len(many) == len(few)
