"""Much alike questions side by side: at the import of a file, and in a bank whenever somebody asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exams import near_pairs
from exams.differing import marked
from exams.models import Question, QuestionBank, QuestionImport, QuestionState
from exams.near_pairs import find_pairs, pairs_of
from exams.services.near_held import alike_words
from exams.services.questions import review_questions
from exams.tasks import check_questions, find_near_questions
from organizations.models import AuditEntry, Role
from tests.factories.exams import QuestionBankFactory, QuestionFactory, QuestionVersionFactory
from tests.factories.organizations import County, desk_of, staff
from tests.factories.pictures import HAZARDS, a_hazard_question
from tests.factories.workbooks import upload, workbook

pytestmark = pytest.mark.django_db
HELD, TWIN = "进入有限空间作业前，应当先做什么？", "进入有限空间作业之前应当先做什么？"
FAR = "发现有人触电，第一步做什么？"


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    cache.clear()


def asked(bank: QuestionBank, *stems: str, **fields: Any) -> list[Question]:
    return [QuestionFactory(bank=bank, stem=stem, **fields) for stem in stems]


def address(bank: QuestionBank, name: str = "near") -> str:
    return reverse(f"admin_banks:{name}", args=(bank.pk,))


def test_what_differs_is_marked_and_what_people_wrote_stays_text() -> None:
    assert marked("不大于<5米", "不小于<5米") == ("不<mark>大</mark>于&lt;5米", "不<mark>小</mark>于&lt;5米")


def test_a_file_says_what_is_much_like_the_bank_and_brings_it_in_all_the_same(
    bank: QuestionBank, officer: Client
) -> None:
    [old, _other] = asked(bank, HELD, FAR, answer=["B"])
    rows = [("试题类型", "题目内容", "题目选项", "题目答案"), ("单选题", TWIN, "A.做法B##B.做法A", "A")]
    record = QuestionImport.objects.create(bank=bank, filename="题.xlsx", file=upload(workbook(rows)))

    check_questions(record.pk)

    record.refresh_from_db()
    page = officer.get(reverse("admin_question_imports:detail", args=(record.pk,))).content.decode()
    assert record.report["counts"] == {"added": 1, "duplicates": 0, "near": 1, "within": 0}
    [[_likeness, *words, key, _new_key]] = record.report["samples"]["near"]
    assert words == [TWIN, "做法B", HELD, "做法B"]
    assert key == str(old.pk)
    assert "<mark>之</mark>前" in page
    assert reverse("admin_questions:edit", args=(old.pk,)) in page
    assert 'value="all"' in page


def test_the_first_look_begins_the_search_once_and_the_next_one_shows_what_it_found(
    bank: QuestionBank, officer: Client, django_capture_on_commit_callbacks: Any
) -> None:
    asked(bank, HELD, TWIN, FAR)

    with django_capture_on_commit_callbacks() as begun:
        first = officer.get(address(bank)).content.decode()
        officer.get(address(bank))
    waits = officer.get(address(bank, "near_progress")).json()
    find_near_questions(bank.pk)

    assert len(begun) == 1
    assert address(bank, "near_progress") in first
    assert not waits["finished"]
    assert officer.get(address(bank, "near_progress")).json()["finished"]
    page = officer.get(address(bank))
    assert [pair.twins[0].question.current.stem for pair in page.context["pairs"]] == [HELD]
    assert "<mark>之</mark>前" in page.content.decode()
    assert FAR not in page.content.decode()


def test_two_that_ask_for_hazards_stand_side_by_side_by_what_is_to_be_found(
    bank: QuestionBank, officer: Client
) -> None:
    for stem in ("找出井口平台上的隐患", "找出井口平台上的隐患。"):
        a_hazard_question(bank=bank, stem=stem)
    find_near_questions(bank.pk)

    [pair] = officer.get(address(bank)).context["pairs"]

    assert [twin.answer for twin in pair.twins] == ["；".join(HAZARDS)] * 2
    assert [twin.options for twin in pair.twins] == [(), ()]


def test_the_most_alike_come_first_and_the_rest_on_the_next_page_at_the_same_cost(
    bank: QuestionBank, officer: Client
) -> None:
    def queries() -> int:
        find_pairs(bank)
        officer.get(address(bank))
        with CaptureQueriesContext(connection) as counted:
            officer.get(address(bank))
        return len(counted)

    asked(bank, HELD, TWIN)
    few = queries()
    for number in range(21):
        asked(bank, f"{chr(0x4E00 + 50 * number) * 9}怎么办？", f"{chr(0x4E00 + 50 * number) * 9}怎么办呢？")
    many = queries()

    pages = [officer.get(address(bank), {"p": p}).context["pairs"] for p in ("1", "2")]
    assert few == many
    assert [len(page) for page in pages] == [20, 2]
    likeness = [pair.likeness for page in pages for pair in page]
    assert likeness == sorted(likeness, key=["几乎一样", "相似"].index)


@pytest.mark.parametrize(
    ("likeness", "other", "said"),
    [(1.0, "single", "几乎一样"), (0.5, "single", "相似"), (1.0, "true_false", "几乎一样，但题型不同：单选题和判断题")],
)
def test_likeness_is_said_in_words_and_another_kind_is_named(likeness: float, other: str, said: str) -> None:
    assert alike_words(likeness, "single", other) == said


def test_one_of_two_is_retired_where_they_stand_and_the_pair_is_gone(bank: QuestionBank, officer: Client) -> None:
    [old, twin] = asked(bank, HELD, TWIN)
    find_pairs(bank)

    officer.post(address(bank), {"retire": twin.pk})

    twin.refresh_from_db()
    assert twin.state == QuestionState.RETIRED
    assert AuditEntry.objects.filter(action="questions.review").exists()
    assert pairs_of(bank) == ()
    assert old in Question.objects.in_use()


def test_the_search_is_due_again_when_the_bank_is_another_or_something_is_back(bank: QuestionBank) -> None:
    [_old, twin] = asked(bank, HELD, TWIN)
    both = Question.objects.filter(bank=bank)
    review_questions(questions=both.filter(pk=twin.pk), state=QuestionState.RETIRED, by=None)
    find_pairs(bank)
    assert pairs_of(bank) == ()

    review_questions(questions=both.filter(pk=twin.pk), state=QuestionState.IN_USE, by=None)
    assert pairs_of(bank) is None
    find_pairs(bank)
    assert len(pairs_of(bank) or ()) == 1

    twin.current = QuestionVersionFactory(question=twin, stem=FAR)
    twin.save()
    assert pairs_of(bank) is None


def test_when_all_that_was_kept_is_dealt_with_the_search_goes_on(
    bank: QuestionBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_pairs, "MOST", 1)
    asked(bank, HELD, TWIN, HELD + "请选择")
    find_pairs(bank)
    [pair] = pairs_of(bank) or ()

    review_questions(questions=Question.objects.filter(pk=pair.one), state=QuestionState.RETIRED, by=None)

    assert pairs_of(bank) is None


def test_a_search_that_fails_says_so_and_ends_the_bar(
    bank: QuestionBank, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(bank, HELD, TWIN)
    monkeypatch.setattr(near_pairs, "pairs", lambda *_stems, **_how: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        find_near_questions(bank.pk)

    assert officer.get(address(bank, "near_progress")).json()["finished"]
    assert "help-critical" in officer.get(address(bank)).content.decode()


def test_a_neighbour_and_a_reader_of_the_bureaus_bank_find_no_such_page(county: County, bank: QuestionBank) -> None:
    [question] = asked(bank, HELD)
    countys = QuestionBankFactory(owner=county.bureau)
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))

    for name in ("near", "near_progress"):
        assert neighbour.get(address(bank, name)).status_code == 404
        assert neighbour.get(address(countys, name)).status_code == 404
    assert neighbour.post(address(bank), {"retire": question.pk}).status_code == 404
    question.refresh_from_db()
    assert question.state == QuestionState.IN_USE


@pytest.mark.parametrize("key", ["", "x", "999999"])
def test_what_is_not_in_the_bank_is_not_retired_from_its_page(bank: QuestionBank, officer: Client, key: str) -> None:
    elsewhere = QuestionFactory(bank__owner=bank.owner)

    assert officer.post(address(bank), {"retire": key}).status_code == 404
    assert officer.post(address(bank), {"retire": elsewhere.pk}).status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.state == QuestionState.IN_USE


def test_the_way_there_stands_on_the_bank(bank: QuestionBank, officer: Client) -> None:
    assert address(bank) in officer.get(reverse("admin_banks:edit", args=(bank.pk,))).content.decode()
