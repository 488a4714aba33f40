"""Blueprints in the admin: parts by post and difficulty, what is missing, and papers fixed from a blueprint."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import PostKind
from exams.models import Attempt, AttemptState, Paper, PaperQuestion, Question, QuestionBank, QuestionState
from exams.services.exams import publish_exam
from exams.services.fixed_papers import fix_draw
from exams.services.papers import prepare_papers
from organizations.models import AuditEntry, Role
from tests.factories.exams import (
    ExamFactory,
    PaperFactory,
    PaperPartFactory,
    QuestionFactory,
    QuestionVersionFactory,
    filled_paper,
)
from tests.factories.organizations import County, MembershipFactory, PostFactory, desk_of, staff

pytestmark = pytest.mark.django_db


def kind_of(word: str) -> PostKind:
    kind, _made = PostKind.objects.get_or_create(name=word, defaults={"words": word})
    return kind


def make_paper(client: Client, county: County, bank: QuestionBank, *parts: dict[str, Any]) -> Any:
    form: dict[str, Any] = {
        "name": "三月试卷",
        "owner": county.enterprise.pk,
        "parts-TOTAL_FORMS": len(parts),
        "parts-INITIAL_FORMS": 0,
        "parts-MIN_NUM_FORMS": 1,
        "parts-MAX_NUM_FORMS": 1000,
    }
    for number, part in enumerate(parts):
        cells = {"bank": bank.pk, "kind": "single", "category": "law", "count": 10, "points": "2", **part}
        form |= {f"parts-{number}-{name}": value for name, value in cells.items()}
    return client.post(reverse("admin_papers:add"), form)


def test_a_paper_with_parts_by_difficulty_and_by_post_is_kept(
    county: County, officer: Client, bank: QuestionBank
) -> None:
    electrician, furnace_man = kind_of("电工"), kind_of("炉前")

    make_paper(
        officer,
        county,
        bank,
        {"difficulty": 1},
        {"difficulty": 3, "count": 5},
        {"choice": 1, "post_kind": electrician.pk},
        {"choice": 1, "post_kind": furnace_man.pk},
        {"choice": 1},
    )

    paper = Paper.objects.get()
    assert (paper.question_count(), paper.full_points()) == (25, Decimal(50))
    assert [(part.difficulty, part.choice, part.post_kind) for part in paper.parts.all()] == [
        (1, None, None),
        (3, None, None),
        (None, 1, electrician),
        (None, 1, furnace_man),
        (None, 1, None),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        [{"post": True}],
        [{"choice": 1, "post": True}],
        [{"choice": 1, "post": True}, {"choice": 2}],
        [{"choice": 1}, {"choice": 1}],
        [{"choice": 1, "post": True}, {"choice": 1, "post": True}, {"choice": 1}],
        [{"choice": 1, "post": True, "count": 9}, {"choice": 1}],
        [{"choice": 1, "post": True, "points": "3"}, {"choice": 1}],
        [{"difficulty": 2}, {"difficulty": 2, "count": 3}],
        [{}, {"count": 3}],
    ],
    ids=[
        *("for a post only", "no alternative", "each a choice of its own", "twice for everybody else"),
        *("twice for a post", "fewer questions", "more points", "the same difficulty twice", "any difficulty twice"),
    ],
)
def test_parts_that_would_not_leave_everybody_with_as_much_are_sent_back(
    county: County, officer: Client, bank: QuestionBank, parts: list[dict[str, Any]]
) -> None:
    electrician = kind_of("电工").pk
    cells = [{**part, "post_kind": electrician if part.pop("post", False) else ""} for part in map(dict, parts)]

    answer = make_paper(officer, county, bank, *cells)

    assert answer.status_code == 200
    assert not Paper.objects.exists()


def test_a_choice_without_a_part_for_everybody_else_is_named_by_its_number(
    county: County, officer: Client, bank: QuestionBank
) -> None:
    posts = [{"choice": 4, "post_kind": kind_of(word).pk} for word in ("电工", "炉前")]

    answer = make_paper(officer, county, bank, *posts)

    assert "编号为 4 的几行里，要有一行不选岗位" in answer.content.decode()


def test_the_papers_own_page_says_what_is_missing_and_for_whom(
    county: County, officer: Client, bank: QuestionBank
) -> None:
    paper = PaperFactory(owner=county.enterprise)
    same = {"paper": paper, "bank": bank, "count": 2, "choice": 1}
    part, _general = PaperPartFactory(**same, post_kind=kind_of("电工")), PaperPartFactory(**same)
    QuestionFactory.create_batch(2, bank=bank)
    MembershipFactory(unit=county.team, post=PostFactory(name="电工"))
    MembershipFactory(unit=county.team, post=PostFactory(name="会计"))
    address = reverse("admin_papers:edit", args=(paper.pk,))

    assert (
        f"{part.label} 需要 2 题，题库里只有 0 题在用（涉及：电工，共 1 人）" in officer.get(address).content.decode()
    )
    for question in QuestionFactory.create_batch(2, bank=bank):
        question.post_kinds.set([part.post_kind])
    assert "题库里只有" not in officer.get(address).content.decode()


def test_the_page_before_publishing_says_for_whom_something_is_missing(
    county: County, officer: Client, bank: QuestionBank
) -> None:
    exam = ExamFactory(owner=county.enterprise, paper__owner=county.enterprise, draft=True)
    same = {"paper": exam.paper, "bank": bank, "count": 2, "choice": 1}
    PaperPartFactory(**same, post_kind=kind_of("电工"))
    PaperPartFactory(**same)
    QuestionFactory.create_batch(2, bank=bank)
    MembershipFactory(unit=county.team, post=PostFactory(name="电工"))
    address = reverse("admin_exams:publish", args=(exam.pk,))

    shown = officer.get(address).content.decode()
    officer.post(address)

    assert "需要 2 题，题库里只有 0 题在用" in shown
    exam.refresh_from_db()
    assert not exam.seed
    assert not Attempt.objects.exists()


def test_a_draw_is_fixed_and_everybody_is_asked_the_same_in_the_same_order(county: County, officer: Client) -> None:
    blueprint = filled_paper(owner=county.enterprise, questions=4, spare=6)
    MembershipFactory.create_batch(12, unit=county.team)
    officer.get(reverse("admin_papers:fix", args=(blueprint.pk,)))

    officer.post(reverse("admin_papers:fix", args=(blueprint.pk,)), {"name": "甲卷"})

    fixed = Paper.objects.get(is_fixed=True)
    prepare_papers(exam=ExamFactory(owner=county.enterprise, paper=fixed))
    papers = list(Attempt.objects.values_list("paper", flat=True))
    assert (fixed.name, fixed.question_count(), fixed.full_points()) == ("甲卷", 4, Decimal(100))
    assert {tuple(line[0] for line in paper) for paper in papers} == {
        tuple(fixed.questions.values_list("version_id", flat=True))
    }
    assert len({str(paper) for paper in papers}) > 1  # the options are shuffled for each
    assert AuditEntry.objects.get(action="paper.fix").detail["seed"] == fixed.seed
    assert blueprint.parts.count() == 1


def test_the_same_seed_fixes_the_same_draw(county: County) -> None:
    blueprint = filled_paper(owner=county.enterprise, questions=5, spare=20)

    drawn = [fix_draw(paper=blueprint, seed=7, by=None).questions.values_list("version_id", "place") for _ in range(2)]

    assert list(drawn[0]) == list(drawn[1])


def test_a_fixed_paper_holds_nothing_for_certain_posts_or_industries(county: County) -> None:
    blueprint = filled_paper(owner=county.enterprise, questions=3, spare=0)
    bank = blueprint.parts.get().bank
    QuestionFactory(bank=bank, industries=["textile"])
    QuestionFactory(bank=bank).post_kinds.set([kind_of("电工")])

    fixed = fix_draw(paper=blueprint, by=None)

    versions = set(PaperQuestion.objects.filter(paper=fixed).values_list("version_id", flat=True))
    assert versions == set(Question.objects.filter(post_kinds=None, industries=[]).values_list("current", flat=True))


def test_a_question_retired_or_mended_since_is_named_and_keeps_a_fixed_paper_from_being_published(
    county: County, officer: Client
) -> None:
    fixed = fix_draw(paper=filled_paper(owner=county.enterprise, questions=4), by=None)
    MembershipFactory(unit=county.team)
    exam = ExamFactory(owner=county.enterprise, paper=fixed, draft=True)
    retired, mended = (asked.version.question for asked in fixed.questions.all()[:2])
    retired.state = QuestionState.RETIRED
    retired.save()
    mended.current = QuestionVersionFactory(question=mended, stem="改过的题干")
    mended.save()
    publish = reverse("admin_exams:publish", args=(exam.pk,))

    pages = [officer.get(publish), officer.get(reverse("admin_papers:questions", args=(fixed.pk,)))]
    officer.post(publish)

    exam.refresh_from_db()
    assert exam.state == "draft"
    for page in pages:
        shown = page.content.decode()
        assert f"第 1 题“{fixed.questions.first().version.stem}”" in shown
        assert "第 2 题“" in shown
        assert "第 3 题“" not in shown


def test_a_question_retired_after_publishing_takes_nobodys_fixed_paper_away(county: County) -> None:
    fixed = fix_draw(paper=filled_paper(owner=county.enterprise), by=None)
    exam = publish_exam(exam=ExamFactory(owner=county.enterprise, paper=fixed, draft=True), by=None)
    Question.objects.update(state=QuestionState.RETIRED)
    MembershipFactory(unit=county.team)

    assert prepare_papers(exam=exam) == 1
    assert Attempt.objects.get().state == AttemptState.PREPARED


def test_a_fixed_paper_can_be_neither_edited_nor_fixed_again(county: County, officer: Client) -> None:
    fixed = fix_draw(paper=filled_paper(owner=county.enterprise), by=None)

    for view in ("edit", "fix"):
        assert officer.get(reverse(f"admin_papers:{view}", args=(fixed.pk,))).status_code == 404
    assert (
        reverse("admin_papers:questions", args=(fixed.pk,))
        in officer.get(reverse("admin_papers:index")).content.decode()
    )


@pytest.mark.parametrize("view", ["edit", "fix", "questions"])
def test_a_neighbours_paper_is_not_found(county: County, view: str) -> None:
    blueprint = filled_paper(owner=county.enterprise)
    paper = fix_draw(paper=blueprint, by=None) if view == "questions" else blueprint
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))

    assert neighbour.get(reverse(f"admin_papers:{view}", args=(paper.pk,))).status_code == 404
    assert neighbour.post(reverse(f"admin_papers:{view}", args=(paper.pk,))).status_code in {404, 405}
    assert Paper.objects.filter(is_fixed=True).count() == (view == "questions")


def test_a_blueprint_that_can_not_be_filled_is_not_fixed(county: County, officer: Client) -> None:
    blueprint = filled_paper(owner=county.enterprise)
    Question.objects.update(state=QuestionState.PARKED)

    officer.post(reverse("admin_papers:fix", args=(blueprint.pk,)), {"name": "甲卷"})

    assert Paper.objects.count() == 1


def test_the_papers_page_asks_the_database_no_more_for_many_posts_than_for_one(
    county: County, officer: Client, bank: QuestionBank
) -> None:
    part = PaperPartFactory(paper__owner=county.enterprise, bank=bank, count=1)
    address = reverse("admin_papers:edit", args=(part.paper_id,))

    def queries(kinds: range) -> int:
        for number in kinds:
            MembershipFactory(unit=county.team, post=PostFactory(name=f"岗位{number}"))
            QuestionFactory(bank=bank).post_kinds.set([kind_of(f"岗位{number}")])
        with CaptureQueriesContext(connection) as captured:
            officer.get(address)
        return len(captured)

    queries(range(1))
    few = queries(range(1, 2))

    assert queries(range(2, 12)) == few
