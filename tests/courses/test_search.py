"""Chinese words are found inside others, on both databases, the best fit first."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from courses.models import AccidentCasePage
from courses.pages.finding import Wish, find_cases
from courses.search_backend import MOST_PIECES, for_index, in_pairs
from tests.factories.courses import a_case

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [case.title for case in find_cases(AccidentCasePage.objects.live(), Wish(words=words))]


@pytest.fixture(autouse=True)
def _shelf() -> None:
    dust = "铝镁粉尘爆炸事故"
    a_case(dust, short_title="抛光车间", accident_type="其它爆炸", summary="除尘器没有清灰，一声爆炸。")
    a_case("采场透水事故", short_title="铁矿透水", enterprise_name="LuMing矿业", summary="1310 米采场进水。")
    a_case("煤气中毒", short_title="检修中毒", accident_type="中毒和窒息", summary="有人说起过粉尘爆炸，但不是这里。")


@pytest.mark.parametrize("words", ["粉尘爆炸", "铝镁粉尘", "铝镁粉尘爆炸事故", "抛光", "除尘器 清灰", "镁"])
def test_a_word_is_found_inside_a_longer_one(words: str) -> None:
    assert found(words)[0] == "铝镁粉尘爆炸事故"


@pytest.mark.parametrize("words", ["1310", "luming", "LuMing矿业", "1310 米采场"])
def test_numbers_and_latin_words_are_found_whole(words: str) -> None:
    assert found(words) == ["采场透水事故"]


def test_all_of_the_words_have_to_be_there() -> None:
    assert found("粉尘 中毒") == ["煤气中毒"]
    assert found("粉尘 透水") == []


def test_what_stands_in_the_title_comes_before_what_stands_in_the_text() -> None:
    assert found("粉尘爆炸") == ["铝镁粉尘爆炸事故", "煤气中毒"]


def test_characters_that_only_stand_apart_are_not_a_word() -> None:
    assert found("尘中") == []


@pytest.mark.parametrize("words", ['"', "'", "，。", "* OR", '粉尘"', "(粉尘", "粉尘:*", "-", "\\"])
def test_no_sign_breaks_the_search(words: str) -> None:
    assert len(found(words)) <= 2


def test_the_story_is_searched_too() -> None:
    course = [{"when": "早上", "what": "卷扬机的钢丝绳断了", "key": True}]
    a_case("罐笼坠落", body=[{"type": "course", "value": course}])
    assert found("钢丝绳") == ["罐笼坠落"]


def test_an_index_built_anew_finds_the_same() -> None:
    call_command("update_index", verbosity=0)
    assert found("粉尘爆炸") == ["铝镁粉尘爆炸事故", "煤气中毒"]


def test_the_admin_finds_a_page_while_its_title_is_typed() -> None:
    assert [page.title for page in AccidentCasePage.objects.autocomplete("粉尘")] == ["铝镁粉尘爆炸事故"]


def test_a_text_becomes_pairs_and_for_the_index_single_characters_too() -> None:
    assert in_pairs("1310 米采场") == ["1310", "米采", "采场"]
    assert in_pairs("矿, TRT阀") == ["矿", "TRT", "阀"]
    assert for_index("粉尘") == "粉尘 粉 尘"


def test_a_whole_page_pasted_into_the_search_is_cut_off() -> None:
    assert found("粉尘爆炸" * MOST_PIECES * 20) == []


@pytest.mark.parametrize("most", [1, 1000])
def test_however_many_fit_they_are_counted_and_paged_the_best_first(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr("courses.search_backend.MOST_IN_A_LIST", most)
    for number in range(5):
        a_case(f"第{number}起", summary="又一次粉尘爆炸。")
    fitting = find_cases(AccidentCasePage.objects.live().filter(industry="underground_mine"), Wish(words="粉尘爆炸"))
    pages = [[case.title for case in fitting[start : start + 3]] for start in (0, 3, 6)]
    assert fitting.count() == 7
    assert [len(page) for page in pages] == [3, 3, 1]
    assert pages[0][0] == "铝镁粉尘爆炸事故"
    assert len({title for page in pages for title in page}) == 7


def test_what_is_filtered_out_is_not_found_again_by_words() -> None:
    AccidentCasePage.objects.filter(title="铝镁粉尘爆炸事故").update(live=False)
    assert found("粉尘爆炸") == ["煤气中毒"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite searches its own text table")
def test_postgresql_has_an_index_on_the_very_expression_that_it_searches() -> None:
    plan = find_cases(AccidentCasePage.objects.live(), Wish(words="粉尘爆炸")).get_queryset().explain()
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'courses_title_and_body'")
        (made,) = cursor.fetchone()

    assert "(title || body) @@" in plan
    assert "(title || body)" in made
